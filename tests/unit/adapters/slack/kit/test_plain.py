import pytest
from hypothesis import given

from bot.adapters.slack.kit.plain import plain_text
from bot.adapters.slack.kit.text import escape
from tests.unit.adapters.slack.evil_text import texts


@given(texts)
def test_what_is_typed_in_slack_survives_the_way_in_and_out(text: str) -> None:
    assert plain_text(escape(text)) == text


@pytest.mark.parametrize(
    ("from_slack", "expected"),
    [
        ("&lt;!channel&gt; &amp;amp;", "<!channel> &amp;"),
        ("ask <@U0BEN|ben> and <@W0ANA>", "ask <@U0BEN> and <@W0ANA>"),
        ("in <#C0TEAM|general> or <#C0TEAM>", "in #general or #C0TEAM"),
        ("<!here> <!here|here> <!subteam^S1|@devs> <!subteam^S1>", "@here here @devs @subteam"),
        ("<!date^1795428000^{time}|10:00>", "10:00"),
        ("<https://x.org/a?b=1&amp;c=2>", "https://x.org/a?b=1&c=2"),
        (
            "<https://x.org|x.org> <https://x.org|the spec>",
            "https://x.org the spec (https://x.org)",
        ),
        ("<mailto:a@x.org|a@x.org>", "a@x.org"),
    ],
)
def test_messages_are_read_as_plain_text(from_slack: str, expected: str) -> None:
    assert plain_text(from_slack) == expected
