"""Over HTTP, only requests that Slack signed are taken in."""

import hashlib
import hmac
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from demo.bot_process import BotProcess
from demo.stage import CLOCK, open_stage, open_workspace
from tests.support.command_line import ran
from tests.support.story import PEOPLE, TEN_O_CLOCK
from tests.support.watching import becomes

BODY = "command=%2Fworksession&text=help&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1.2"


def signed(secret: str, timestamp: int) -> dict[str, str]:
    base = f"v0:{timestamp}:{BODY}".encode()
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": f"v0={digest}",
    }


async def test_unsigned_wrongly_signed_and_old_requests_are_refused(tmp_path: Path) -> None:
    now = int(time.time())
    async with (
        open_stage(tmp_path, PEOPLE, TEN_O_CLOCK, http=True) as stage,
        aiohttp.ClientSession(f"http://127.0.0.1:{stage.bot.port}") as http,
    ):
        secret = stage.slack.signing_secret

        async def status(headers: dict[str, str]) -> int:
            async with http.post("/slack/events", data=BODY, headers=headers) as response:
                return response.status

        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert await status(form) == 401
        assert await status(signed("another secret", now)) == 401
        assert await status(signed(secret, now - 600)) == 401
        assert await status(signed(secret, now)) == 200


@pytest.mark.parametrize("secret", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_neither_tokens_nor_messages_are_logged(tmp_path: Path, secret: str) -> None:
    async with open_stage(tmp_path, PEOPLE, TEN_O_CLOCK) as stage:
        ana = stage.person("Ana")
        await ana.runs('/worksession start "Confidential plan" 30')
        await ana.clicks("Start")
        await ana.sees("Step 1 of")
    token = stage.slack.bot_token if secret == "SLACK_BOT_TOKEN" else stage.slack.app_token

    assert token not in stage.bot.log
    assert "Confidential plan" not in stage.bot.log


async def test_the_doctor_names_the_likely_cause_of_refused_signatures(tmp_path: Path) -> None:
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, _, _clock):
        bot = BotProcess(
            slack=slack,
            folder=tmp_path,
            clock_file=tmp_path / CLOCK,
            http=True,
            settings={"SLACK_SIGNING_SECRET": "copied-wrongly"},
        )
        asked = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": "copied-wrongly",
            "SLACK_API_URL": slack.api_url,
            "OPS_PORT": str(bot.ops_port),
        }
        try:
            await bot.launch()
            # Slack tries the address, with a signature that is right by its own secret.
            slack.deliver_to(f"http://127.0.0.1:{bot.port}/slack/events")
            await becomes(lambda: "wrong_signature" in bot.log, "it was refused")
            code, said = await ran(tmp_path, "doctor", asked)
            readiness = await ready(bot)
        finally:
            await bot.stop()

    assert code == 1, said
    (line,) = [each for each in said.splitlines() if "signature" in each]
    assert line.startswith("FIX")
    assert "none was signed with SLACK_SIGNING_SECRET. Copy it anew" in line
    # Strangers bring this about as well, and must not stop the bot.
    others = {name: each["ok"] for name, each in readiness["checks"].items() if name != "signature"}
    assert not readiness["checks"]["signature"]["ok"]
    assert readiness["ready"] == all(others.values())


async def ready(bot: BotProcess) -> Any:
    address = f"http://127.0.0.1:{bot.ops_port}/readyz"
    async with aiohttp.ClientSession() as http, http.get(address) as response:
        return await response.json()
