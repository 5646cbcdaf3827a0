"""`localslack serve`: a workspace in the browser that runs until it is stopped."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from localslack.app.manifest import Manifest, ManifestError
from localslack.endpoints.listener import PortTaken
from localslack.page import LocalPage
from localslack.people.people_file import PeopleError, check_names, load_people
from localslack.server import LocalSlack
from localslack.workspace.users import NewPerson

PAGE_PORT = 8008

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)

ManifestPath = Annotated[Path, typer.Option("--manifest", help="The app's manifest.")]
PagePort = Annotated[
    int, typer.Option(min=0, max=65535, help="Where the page is; another port if it is taken.")
]
ApiPort = Annotated[
    int, typer.Option(min=0, max=65535, help="Where the app calls; 0 takes any free port.")
]
PeopleFile = Annotated[
    Path | None, typer.Option("--people", help="YAML or JSON: a list of name, tz, real_name, ….")
]
Names = Annotated[list[str], typer.Option("--person", help="Who is there, without a file.")]


@app.callback()
def localslack() -> None:
    """A Slack workspace on your own machine."""


@app.command()
def serve(
    manifest: ManifestPath = Path("manifest.yml"),
    port: PagePort = PAGE_PORT,
    people: PeopleFile = None,
    person: Names = ["Ana", "Ben"],  # noqa: B006 - Typer copies it
    api_port: ApiPort = 0,
) -> None:
    """Serve a workspace in the browser and print what the app needs to find it."""
    try:
        declared = Manifest.load(manifest)
        everybody = _everybody(people, person)
        asyncio.run(_serve(declared, everybody, port, api_port))
    except ManifestError as problem:
        raise typer.BadParameter(str(problem), param_hint="--manifest") from problem
    except PeopleError as problem:
        hint = "--people" if people else "--person"
        raise typer.BadParameter(str(problem), param_hint=hint) from problem
    except PortTaken as problem:
        raise typer.BadParameter(str(problem), param_hint="--api-port") from problem


def _everybody(people: Path | None, names: list[str]) -> list[NewPerson]:
    if people:
        return load_people(people)
    everybody = [NewPerson(name) for name in names]
    check_names(everybody)
    return everybody


async def _serve(manifest: Manifest, people: list[NewPerson], port: int, api_port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with LocalSlack(manifest, people, port=api_port) as slack:
        slack.channel("general", members=[person.name for person in people], bot=True)
        async with LocalPage(slack, port=port) as page:
            for name, value in settings(slack).items():
                print(f"{name}={value}", flush=True)
            if port and urlsplit(page.url).port != port:
                print(f"# Port {port} cannot be used now; the page is at another one", flush=True)
            print(f"# The workspace is at {page.url} (Ctrl-C ends it)", flush=True)
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
