"""What hangs on a message besides its blocks: attachments and files."""

import mimetypes

from localslack.json_types import JsonObject
from localslack.page.blocks.blocks import draw_block
from localslack.page.blocks.surface import Surface
from localslack.page.html.tags import icon, markup, tag
from localslack.page.html.writer import escaped
from localslack.transcript.layout import mappings
from localslack.workspace.conversations import File


def draw_part(block: JsonObject, surface: Surface) -> None:
    """A block of a message, or one of its attachments or files, which stand below the blocks."""
    if block["type"] == "attachment":
        _attachment(block["json"], surface)
    elif block["type"] == "shared_file":
        _file(block["file"])
    else:
        draw_block(block, surface)


def _attachment(attachment: JsonObject, surface: Surface) -> None:
    with tag("div", classes="attachment"):
        title = str(attachment.get("title", ""))
        if title:
            markup(f"<b>{escaped(title)}</b>", classes="text")
        text = str(attachment.get("text") or attachment.get("fallback") or "")
        blocks = mappings(attachment.get("blocks"))
        if text and not blocks:
            markup(surface.html.mrkdwn(text), classes="text")
        for block in blocks:
            with tag("div", classes=f"kit kit-{block.get('type')}"):
                draw_block(dict(block), surface)


def _file(file: File) -> None:
    kind = mimetypes.guess_type(file.name)[0] or ""
    name, title = escaped(file.name), escaped(file.title or file.name)
    if kind in SAFE_IMAGES:
        alt = escaped(file.alt_text or file.title or file.name)
        markup(
            f"<figcaption>{title}</figcaption>"
            f'<a href="/files/{file.id}" target="_blank" aria-label="Open {title}">'
            f'<img src="/files/{file.id}" alt="{alt}" loading="lazy"></a>',
            name="figure",
        )
        return
    with tag("a", classes="file", href=f"/files/{file.id}", download=file.name):
        icon("file")
        size = f"{len(file.data or b'') / 1024:.1f} kB"
        markup(f"<b>{title}</b><small>{name} · {size}</small>", name="span")


SAFE_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What the page shows itself; everything else, SVG too, is only offered for saving."""
