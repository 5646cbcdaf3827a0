"""The App Home: the sessions a person is in, the actions they own, and how to start."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.views import View

from bot.adapters.slack.kit.agenda import joined
from bot.adapters.slack.kit.blocks import Block, link_button, plain, row, section, sections, small
from bot.adapters.slack.kit.headings import status_text, title_text
from bot.adapters.slack.kit.text import channel, link, permalink, spoken
from bot.application.ports import OpenAction
from bot.domain.state.identity import MessageRef
from bot.domain.state.session import Session

LONGEST_ACTION = 300
MOST_SESSIONS = 20

RunningSession = tuple[Session, MessageRef | None]


def home_view(
    running: Sequence[RunningSession], actions: Sequence[OpenAction], workspace_url: str
) -> View:
    """The Home tab; each running session comes with where its card stands."""
    return View(
        type="home",
        blocks=[
            _heading("Your sessions now"),
            *_sessions(running[:MOST_SESSIONS], workspace_url),
            _heading("Your actions"),
            *_actions(actions, workspace_url),
            _heading("Start a session"),
            section(
                "In a channel, type `/worksession start` and fill in the form, or say it in one "
                'line: `/worksession start "API spec" 60m`. '
                'For one just for you, type `/worksession solo "Write tests" 50m` anywhere.'
            ),
            small("`/worksession help` lists what I can do."),
        ],
    )


def _sessions(running: Iterable[RunningSession], workspace_url: str) -> list[Block]:
    blocks: list[Block] = []
    for session, card in running:
        where = f"*{title_text(session)}* in {channel(session.place.channel)}"
        blocks.append(section(f"{where}\n{status_text(session)}"))
        if card is not None:
            blocks.append(row(link_button("Open it", permalink(workspace_url, card))))
    return blocks or [section("None right now.")]


def _actions(actions: Iterable[OpenAction], workspace_url: str) -> list[Block]:
    lines = [_action(each, workspace_url) for each in actions]
    return sections(lines) or [section("None yet. Actions you own after a session appear here.")]


def _action(action: OpenAction, workspace_url: str) -> str:
    capture = action.capture
    source = link(permalink(workspace_url, capture.source), "message") if capture.source else ""
    text = spoken(capture.text, LONGEST_ACTION)
    return f"• {joined(text, channel(action.place.channel), source)}"


def _heading(text: str) -> Block:
    return {"type": "header", "text": plain(text)}
