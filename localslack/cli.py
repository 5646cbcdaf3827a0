"""`localslack serve`: a workspace that runs until it is stopped."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer

from localslack.manifest import Manifest, ManifestError
from localslack.server import LocalSlack
from localslack.users import NewPerson

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)

ManifestPath = Annotated[Path, typer.Option("--manifest", help="The app's manifest.")]
Port = Annotated[int, typer.Option(help="Where to listen; 0 takes any free port.")]
Names = Annotated[list[str], typer.Option("--person", help="Who is in the workspace.")]


@app.callback()
def localslack() -> None:
    """A Slack workspace on your own machine."""


@app.command()
def serve(
    manifest: ManifestPath = Path("manifest.yml"),
    port: Port = 0,
    person: Names = ["Ana", "Ben"],  # noqa: B006 - Typer copies it
) -> None:
    """Serve a workspace and print what the app needs to find it."""
    try:
        declared = Manifest.load(manifest)
    except ManifestError as problem:
        raise typer.BadParameter(str(problem)) from problem
    asyncio.run(_serve(declared, person, port))


async def _serve(manifest: Manifest, names: list[str], port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    people = [NewPerson(name) for name in names]
    async with LocalSlack(manifest, people, port=port) as slack:
        slack.channel("general", members=names, bot=True)
        for name, value in settings(slack).items():
            print(f"{name}={value}", flush=True)
        await stopped.wait()


def settings(slack: LocalSlack) -> dict[str, str]:
    """The environment in which an app finds this workspace."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }


def main() -> None:
    app()
