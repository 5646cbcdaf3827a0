"""Content in, message out: which view shows which content."""

import json
from hashlib import sha256
from typing import assert_never

from bot.adapters.slack.groups.views import group_message
from bot.adapters.slack.ideas.views import idea_batch
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.planning.views.rehearsals import as_rehearsal
from bot.adapters.slack.recap.views import recap_page, recap_taken_back
from bot.adapters.slack.session.views.card import card as card_view
from bot.adapters.slack.session.views.days import night_border
from bot.adapters.slack.session.views.lines import line
from bot.adapters.slack.session.views.notes import note
from bot.adapters.slack.session.views.set_aside import set_aside
from bot.adapters.slack.session.views.steps import break_begins, break_over, step
from bot.application.posts import contents
from bot.application.posts.post import Post
from bot.application.publishing.ports import Message
from bot.domain.state.identity import MessageRef
from bot.domain.state.session import Session


def render_content(  # noqa: C901, PLR0912 - a table with one row per content
    content: contents.Content, workspace_url: str, card: MessageRef | None
) -> Rendered:
    """The message for a content; `card` is where the session's card stands."""
    match content:
        case contents.Card():
            shown = card_view(content)
        case contents.Step():
            shown = step(content)
        case contents.BreakBegins():
            shown = break_begins(content)
        case contents.BreakOver():
            shown = break_over(content)
        case contents.IdeaBatch():
            shown = idea_batch(content)
        case contents.GroupPlace() | contents.ResultQuestion() | contents.GroupMerged():
            shown = group_message(content)
        case contents.Evening() | contents.Morning():
            shown = night_border(content)
        case contents.Line():
            shown = line(content)
        case contents.PrivateNote():
            shown = note(content, workspace_url, card)
        case contents.RecapPage():
            shown = recap_page(content, workspace_url, card)
        case contents.RecapTakenBack():
            shown = recap_taken_back()
        case contents.SetAsideNotice():
            shown = set_aside()
        case contents.Mark():
            shown = Rendered("", [])
        case _:
            assert_never(content)
    session = _session_of(content)
    return as_rehearsal(session, shown) if session and session.is_rehearsal else shown


def _session_of(content: contents.Content) -> Session | None:
    """The session that a message tells of."""
    match content:
        case contents.RecapPage():
            return content.recap.session
        case (
            contents.Mark()
            | contents.SetAsideNotice()
            | contents.RecapTakenBack()
            | contents.ResultQuestion()
            | contents.GroupMerged()
        ):
            return None
        case _:
            return content.session


class SlackRenderer:
    """The Renderer port in Block Kit."""

    def __init__(self, workspace_url: str) -> None:
        self._workspace_url = workspace_url

    def render(self, post: Post, card: MessageRef | None) -> Message:
        text, blocks = render_content(post.content, self._workspace_url, card)
        content = json.dumps([text, blocks], sort_keys=True, ensure_ascii=False)
        return Message(text, blocks, sha256(content.encode()).hexdigest())
