"""The Bolt app: every listener in its place."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.answering import Answering
from bot.adapters.slack.listeners import (
    afterwards,
    board,
    breakouts,
    buttons,
    checking,
    commands,
    goals,
    home,
    membership,
    messages,
    modals,
    reactions,
    speaking,
    thoughts,
)
from bot.adapters.slack.services import Services

LISTENERS = (
    commands,
    buttons,
    modals,
    messages,
    reactions,
    home,
    membership,
    afterwards,
    board,
    goals,
    thoughts,
    speaking,
    breakouts,
    checking,
)


def build_app(
    client: AsyncWebClient,
    signing_secret: str | None,
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
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
        process_before_response=True,
    )
    for group in LISTENERS:
        group.register(app, services, answering)
    return app
