import pytest

from bot.adapters.slack.client.web import DEFAULT_REST, rest_asked_for


@pytest.mark.parametrize(
    ("headers", "rest"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": "120"}, 120.0),
        ({"Retry-After": "soon"}, DEFAULT_REST),
        ({"Retry-After": "-1"}, DEFAULT_REST),
        ({}, DEFAULT_REST),
    ],
)
def test_a_method_rests_as_long_as_slack_says(headers: dict[str, str], rest: float) -> None:
    assert rest_asked_for(headers) == rest
