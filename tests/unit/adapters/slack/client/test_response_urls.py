from collections.abc import Iterator

import pytest

from bot.adapters.slack.client.response_urls import answers_go_to
from tests.support.logbook import Logbook, logged

SLACK = "https://slack.com/api/"
LOCAL = "http://127.0.0.1:8080/api/"


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logged() as book:
        yield book


@pytest.mark.parametrize(
    ("url", "api_url"),
    [
        ("https://hooks.slack.com/commands/T1/2/3", SLACK),
        ("https://HOOKS.slack.com/actions/T1/2/3", SLACK),
        ("https://hooks.slack-gov.com/commands/T1/2/3", SLACK),
        ("http://127.0.0.1:8080/response/1", LOCAL),
        ("http://localhost:8080/response/1", LOCAL),
    ],
)
def test_an_answer_goes_to_slack_s_own_hosts_and_the_local_one(url: str, api_url: str) -> None:
    assert str(answers_go_to(url, api_url)) == url.replace("HOOKS", "hooks")


@pytest.mark.parametrize(
    ("url", "api_url"),
    [
        ("http://hooks.slack.com/commands/T1/2/3", SLACK),
        ("https://hooks.slack.com:8443/commands", SLACK),
        ("https://hooks.slack.com.example.com/commands", SLACK),
        ("https://hooks.slack.com@example.com/commands", SLACK),
        ("https://me:secret@hooks.slack.com/commands", SLACK),
        ("https://notslack.com/commands", SLACK),
        ("https://example.com\\.slack.com/commands", SLACK),
        ("https://example.com#.slack.com/commands", SLACK),
        ("ftp://hooks.slack.com/commands", SLACK),
        ("file:///etc/passwd", SLACK),
        ("https://hooks.slack.com:port/", SLACK),
        ("//hooks.slack.com/commands", SLACK),
        ("http://127.0.0.1:8080/response/1", SLACK),
        ("http://127.0.0.1:3000/metrics", LOCAL),
        ("http://169.254.169.254/latest/meta-data", LOCAL),
        ("https://127.0.0.1:8080/response/1", LOCAL),
        ("http://example.com:8080/response/1", "https://example.com:8080/api/"),
        ("nonsense", SLACK),
    ],
)
def test_an_answer_goes_to_nobody_else_and_that_is_logged_once(
    url: str, api_url: str, book: Logbook
) -> None:
    assert answers_go_to(url, api_url) is None

    (line,) = book.lines
    assert line["action"] == "response_url_refused"
    assert "example" not in book.text
