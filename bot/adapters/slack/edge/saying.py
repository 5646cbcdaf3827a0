"""Brings people their private answers: forms at once, words beside the acknowledgement."""

import asyncio
from http import HTTPStatus

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.adapters.slack.client.response_urls import answers_go_to
from bot.adapters.slack.client.web import rest_asked_for
from bot.adapters.slack.edge.calls import Answer, Call, OpenForm, Say, UpdateForm
from bot.adapters.slack.kit.notice import notice
from bot.application.operating.telemetry import Kind
from bot.application.work.guard import log_and_continue

log = structlog.get_logger()


class Saying:
    """Shows forms and says things to single people."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._under_way: set[asyncio.Task[None]] = set()

    async def drain(self, seconds: float) -> None:
        """Wait so long for the private answers that are still being sent; the others are lost."""
        if self._under_way:
            _, lost = await asyncio.wait(self._under_way, timeout=seconds)
            for saying in lost:
                saying.cancel()
            if lost:
                log.warning("answers_lost", action="answers_lost", count=len(lost))

    async def show(self, answer: Answer, call: Call) -> None:
        """Show the form that was asked for, if one was."""
        trigger, shown = call.asker.delivery, call.view
        match answer:
            case OpenForm():
                if shown is not None and shown.type == "modal":
                    await self._client.views_push(trigger_id=trigger, view=answer.view)
                else:
                    await self._client.views_open(trigger_id=trigger, view=answer.view)
            case UpdateForm() if shown is not None:
                await self._client.views_update(view_id=shown.id, hash=shown.hash, view=answer.view)
            case _:
                pass

    def later(self, answer: Say, call: Call) -> None:
        """Say something beside the acknowledgement, which must not wait for it."""
        task = asyncio.ensure_future(self._survive(answer, call))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _survive(self, answer: Say, call: Call) -> None:
        """Nobody waits for the answer, so nobody else would hear of a surprise."""
        with log_and_continue("answer_failed"):
            await self._say(answer, call)

    async def _say(self, answer: Say, call: Call) -> None:
        try:
            try:
                await self._tell(answer, call)
            except (SlackApiError, aiohttp.ClientResponseError) as failed:
                rest = _rest_after(failed)
                if rest is None:
                    raise
                await asyncio.sleep(rest)
                await self._tell(answer, call)
        except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError) as failed:
            log.warning("answer_lost", action="answer_lost", error=type(failed).__name__)

    async def _tell(self, answer: Say, call: Call) -> None:
        blocks = answer.said.blocks
        respond_to = answers_go_to(call.respond_to, self._client.base_url)
        if respond_to is not None:
            await self._respond(respond_to, answer, blocks)
        elif call.kind is Kind.CLICK:
            # A button in a form has neither: the answer stands on top of the form.
            await self.show(OpenForm(notice(answer.said)), call)
        elif channel := answer.channel or call.channel:
            await self._client.chat_postEphemeral(
                channel=channel,
                user=call.asker.person,
                thread_ts=call.thread_ts,
                text=answer.said.text,
                blocks=blocks,
            )

    async def _respond(self, url: URL, answer: Say, blocks: list[dict[str, object]]) -> None:
        assert self._client.session is not None  # noqa: S101 - the client is built with one
        said = {
            "text": answer.said.text,
            "blocks": blocks,
            "response_type": "ephemeral",
            "replace_original": answer.instead,
        }
        # Slack answers here by itself; wherever it would lead on to is not Slack.
        async with self._client.session.post(url, json=said, allow_redirects=False) as response:
            if not response.ok or response.status >= HTTPStatus.MULTIPLE_CHOICES:
                raise aiohttp.ClientResponseError(
                    response.request_info, (), status=response.status, headers=response.headers
                )


def _rest_after(failed: SlackApiError | aiohttp.ClientResponseError) -> float | None:
    """The seconds that Slack wants a rest for; None if it refused for another reason."""
    if isinstance(failed, SlackApiError):
        status, headers = failed.response.status_code, failed.response.headers
    else:
        status, headers = failed.status, failed.headers or {}
    return rest_asked_for(headers) if status == HTTPStatus.TOO_MANY_REQUESTS else None
