"""The Bolt app: every listener in its place."""

import re

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.afterwards import listeners as afterwards
from bot.adapters.slack.captures import listeners as captures
from bot.adapters.slack.check import listeners as check
from bot.adapters.slack.doors import commands, membership, menu, messages, reactions
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.goals import listeners as goals
from bot.adapters.slack.groups import listeners as groups
from bot.adapters.slack.home import listeners as home
from bot.adapters.slack.ideas import listeners as ideas
from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.planning import listeners as planning
from bot.adapters.slack.recap import listeners as recap
from bot.adapters.slack.session import listeners as session
from bot.adapters.slack.speaking import listeners as speaking
from bot.adapters.slack.thoughts import listeners as thoughts

ANYTHING = re.compile("")

LISTENERS = (
    commands,
    menu,
    messages,
    reactions,
    membership,
    home,
    planning,
    session,
    captures,
    recap,
    afterwards,
    ideas,
    goals,
    thoughts,
    speaking,
    groups,
    check,
)


def build_app(
    client: AsyncWebClient,
    authorized: AuthorizeResult,
    services: Services,
    answering: Answering,
) -> AsyncApp:
    """The app, ready to be reached over Socket Mode or HTTP.

    Listeners run before the response (`process_before_response`), so that Slack hears "done" only
    after the transaction was committed. Bolt is told who the bot is: if it asked Slack itself and
    Slack failed just then, it would tell Slack that the delivery was taken, and drop it.
    """

    async def authorize() -> AuthorizeResult:
        return authorized

    app = AsyncApp(
        client=client,
        authorize=authorize,
        # Whose it is was found out before: `intake` takes in nothing else.
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        process_before_response=True,
    )
    for group in LISTENERS:
        group.register(app, services, answering)
    _register_unknown(app, answering)
    return app


def _register_unknown(app: AsyncApp, answering: Answering) -> None:
    """Answer what no listener is for, such as a button that an older version has drawn."""

    async def unknown(*_what: object) -> Answer:
        raise Malformed("no listener")

    app.command(ANYTHING)(answering.command(unknown))
    app.action(ANYTHING)(answering.press(unknown))
    app.shortcut(ANYTHING)(answering.shortcut(unknown))
    app.view(ANYTHING)(answering.submission(unknown, None))
