"""`localslack serve` runs until it is stopped."""

import asyncio
import sys
from pathlib import Path

import aiohttp

MANIFEST = Path(__file__).parents[3] / "manifest.yml"


async def test_a_workspace_is_served_until_it_is_stopped() -> None:
    program = "from localslack.cli import main; main()"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        "serve",
        "--manifest",
        str(MANIFEST),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode().strip() for _ in range(4)]
    settings = dict(line.split("=", 1) for line in lines)
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{settings['SLACK_API_URL']}auth.test",
            headers={"Authorization": f"Bearer {settings['SLACK_BOT_TOKEN']}"},
        ) as response,
    ):
        answer = await response.json()
    process.terminate()

    assert answer["user"] == "worksession"
    assert set(settings) >= {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}
    assert await process.wait() == 0
