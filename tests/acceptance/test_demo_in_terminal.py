"""`make demo` in a terminal: it opens a page, plays the session there, and stays open."""

import contextlib
import socket
import time
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp
import pytest

from demo.__main__ import main
from demo.in_browser import PORT
from demo.stage import IN_A_HURRY, TO_FOLLOW, Pace
from tests.support.terminal import in_terminal

ADDRESS = r"http://127\.0\.0\.1:\d+/"
SESSION_SECONDS = 30 * 60


async def visit(url: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(url) as page:
        return page.status


@contextlib.contextmanager
def taken(port: int) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        # If somebody else has it, it is taken as well.
        with contextlib.suppress(OSError):
            stack.enter_context(socket.create_server(("127.0.0.1", port)))
        yield


async def test_the_workspace_stays_open_after_the_recap_until_ctrl_c() -> None:
    async with in_terminal("demo", "--pace", "60") as terminal:
        url = await terminal.shows(ADDRESS)
        began = time.monotonic()
        assert await visit(url) == HTTPStatus.OK
        await terminal.shows("That was the session. The workspace stays open")
        seconds = time.monotonic() - began

        assert seconds >= SESSION_SECONDS / 60
        assert await visit(url) == HTTPStatus.OK
        assert await terminal.interrupted() == 0
        assert "Traceback" not in terminal.text
    with pytest.raises(aiohttp.ClientConnectorError):
        await visit(url)


async def test_the_page_takes_another_port_if_its_own_is_taken() -> None:
    with taken(PORT):
        async with in_terminal("demo") as terminal:
            url = await terminal.shows(ADDRESS)
            await terminal.shows("Ctrl-C ends it")

            assert urlsplit(url).port != PORT
            assert f"{TO_FOLLOW.speed:g} times as fast as in life" in terminal.text
            assert await visit(url) == HTTPStatus.OK
            assert await terminal.interrupted() == 0
            assert "That was the session" not in terminal.text


def test_every_move_in_the_page_can_be_followed_and_nobody_waits_for_minutes() -> None:
    assert 1.0 <= TO_FOLLOW.breath <= 3.0
    assert SESSION_SECONDS / TO_FOLLOW.speed < 90


@pytest.mark.parametrize("pace", [IN_A_HURRY, TO_FOLLOW, Pace.to_follow(1), Pace.to_follow(240)])
def test_people_wait_long_enough_for_any_step_of_the_session(pace: Pace) -> None:
    assert pace.patience > SESSION_SECONDS / pace.speed


async def test_the_session_is_told_as_text_in_a_terminal_too_when_asked_to_exit() -> None:
    async with in_terminal("demo", "--exit") as terminal:
        await terminal.shows("Ana types /worksession start")

        assert "http://127.0.0.1" not in terminal.text
        assert await terminal.interrupted() == 130
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize("pace", ["0", "241", "fast", "nan"])
def test_a_pace_that_cannot_be_is_refused_with_what_can(
    pace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["--pace", pace])

    assert refusal.value.code == 2
    assert f"--pace: '{pace}' is not a number from 1 to 240" in capsys.readouterr().err


async def test_a_session_of_one_person_is_seen_with_that_person_s_eyes() -> None:
    async with in_terminal("demo", "--format", "solo") as terminal:
        address = await terminal.shows(ADDRESS)
        async with aiohttp.ClientSession() as session, session.get(address) as page:
            assert "you are Ana" in await page.text()

        assert "You are Ana; choose worksession on the left" in terminal.text
        assert await terminal.interrupted() == 0
