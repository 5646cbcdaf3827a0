"""Texts as HTML: rendered as Slack does, and safe whatever people write."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localslack.page.blocks.rich_text import rich_text_html
from localslack.page.html.writer import HtmlWriter, link
from localslack.text.mrkdwn import Reader, escape

NAMES = {"U1": "Ana", "U2": "Ben", "C1": "design"}
HTML = HtmlWriter(
    Reader(lambda some_id: NAMES.get(some_id, some_id), ZoneInfo("Europe/Berlin")), me="U1"
)


@pytest.mark.parametrize(
    ("mrkdwn", "html"),
    [
        ("*bold* _italic_ ~gone~", "<b>bold</b> <i>italic</i> <s>gone</s>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("`*code*`", "<code>*code*</code>"),
        ("```\na &lt; b\n```\nafter", "<pre>a &lt; b</pre>after"),
        ("&gt; one\n&gt; two\nthree", "<blockquote>one<br>two</blockquote>three"),
        ("<@U2>", '<span class="mention">@Ben</span>'),
        ("<@U1>", '<span class="mention me">@Ana</span>'),
        ("<#C1>", '<a class="mention" href="#C1" data-goto="C1">#design</a>'),
        ("<!here>", '<span class="mention me">@here</span>'),
        (":tada: a &amp; b", "🎉 a &amp; b"),
        (
            "<!date^1795514402^{date_num} {time}|later>",
            '<time title="Tuesday, 24 November 2026, 11:00">2026-11-24 11:00</time>',
        ),
        (
            "<http://127.0.0.1:80/archives/C1/p1795514402000100|there>",
            '<a href="#C1/p1795514402000100" data-goto="C1/p1795514402000100">there</a>',
        ),
    ],
)
def test_mrkdwn_looks_as_in_slack(mrkdwn: str, html: str) -> None:
    assert HTML.mrkdwn(mrkdwn) == html


def test_a_bare_address_is_a_link_unless_the_text_is_verbatim() -> None:
    address = "https://example.com/a?b=1&amp;c=2"
    assert 'href="https://example.com/a?b=1&amp;c=2"' in HTML.mrkdwn(f"see {address}.")
    assert "href" not in HTML.mrkdwn(f"see {address}.", verbatim=True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "x y"])
def test_an_address_of_another_kind_is_only_shown(address: str) -> None:
    assert "<a" not in link(address, "click me")


@given(st.text(alphabet="<>&\"'`*_~|!@#^{}a1 \n:/\ue000\ue001"))
def test_nothing_people_write_becomes_a_tag_of_theirs(text: str) -> None:
    for html in (HTML.mrkdwn(escape(text)), HTML.mrkdwn(text)):
        for tag in html.split("<")[1:]:
            name = tag.lstrip("/").split(">")[0].split(" ")[0]
            assert name in {"a", "b", "i", "s", "br", "code", "pre", "blockquote", "span", "time"}


def test_rich_text_keeps_lists_styles_and_people() -> None:
    def section(*elements: dict[str, object]) -> dict[str, object]:
        return {"type": "rich_text_section", "elements": list(elements)}

    one = section({"type": "text", "text": "<one>", "style": {"bold": True}})
    two = section({"type": "user", "user_id": "U2"}, {"type": "emoji", "name": "rocket"})
    parts = [{"type": "rich_text_list", "style": "bullet", "elements": [one, two]}]

    assert rich_text_html({"type": "rich_text", "elements": parts}, HTML) == (
        '<ul class="level-0"><li><b>&lt;one&gt;</b></li>'
        '<li><span class="mention">@Ben</span>🚀</li></ul>'
    )
