"""Message text, from what is sent to what is read."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localslack.text.emoji_aliases import CANONICAL
from localslack.text.emoji_names import character, is_emoji
from localslack.text.mrkdwn import escape, mentions, plain, texts_in, unescape

MADRID = ZoneInfo("Europe/Madrid")
NEW_YORK = ZoneInfo("America/New_York")
NAMES = {"U1": "Ana", "W2": "Ben_B", "C1": "design", "S1": "writers"}


def name(of: str) -> str:
    return NAMES.get(of, of)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("Hi <@U1> and <@W2|old name>", "Hi @Ana and @Ben_B"),
        ("in <#C1|web> or <#C1>", "in #web or #design"),
        ("<!here> <!channel> <!everyone|everyone>", "@here @channel @everyone"),
        ("<!subteam^S1> <!subteam^S1|@authors>", "@writers @authors"),
        ("<!unknown> <!unknown|label>", "<!unknown> label"),
        ("<https://example.com>", "https://example.com"),
        ("<https://example.com/a|the spec>", "the spec (https://example.com/a)"),
        ("<https://example.com|example.com>", "https://example.com"),
        ("<https://example.com/?a=1&amp;b=2>", "https://example.com/?a=1&b=2"),
        ("<mailto:ana@example.com|ana@example.com>", "ana@example.com"),
        ("<mailto:ana@example.com|Ana>", "Ana (ana@example.com)"),
        ("<https://x.slack.com/archives/C1/p1|the card>", "the card"),
        ("&lt;@U1&gt; &amp;lt;", "<@U1> &lt;"),
        ("*bold* _italic_ ~gone~ `code`", "bold italic gone code"),
        ("*_both_* and *<@U1>*", "both and @Ana"),
        ("*Goal:* ship", "Goal: ship"),
        ("2 * 3 * 4, snake_case_name, a~b~c", "2 * 3 * 4, snake_case_name, a~b~c"),
        ("<https://example.com/_a_|b>", "b (https://example.com/_a_)"),
        ("`_as it is_ :tada: &lt;`", "_as it is_ :tada: <"),
        ("```\nmake *all*\n```", "make *all*"),
        ("&gt; quoted", "> quoted"),
        (":tada: :white_check_mark: :+1:", "🎉 ✅ 👍"),
        (":wave::skin-tone-3: :flag-es: :large_green_circle:", "👋🏼 🇪🇸 🟢"),
        (":no_such_emoji: 10:30:45", ":no_such_emoji: 10:30:45"),
        ("", ""),
    ],
)
def test_text_is_read_as_people_see_it(sent: str, read: str) -> None:
    assert plain(sent, name, MADRID) == read


def test_markers_can_be_kept() -> None:
    sent = "*bold* _italic_ `code` ```more``` :tada:"

    assert plain(sent, name, MADRID, markers=True) == "*bold* _italic_ `code` ```more``` 🎉"


# 2014-02-18 14:39:42 UTC, the moment of Slack's own examples.
MOMENT = 1392734382
NOW = dt.datetime(2014, 2, 19, 9, 0, tzinfo=dt.UTC)


def date(form: str, moment: int = MOMENT) -> str:
    return f"<!date^{moment}^{form}|fallback>"


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("{date_num}", "2014-02-18"),
        ("{date}", "February 18th, 2014"),
        ("{date_short}", "Feb 18, 2014"),
        ("{date_long}", "Tuesday, February 18th, 2014"),
        ("{date_pretty}", "February 18th, 2014"),
        ("{date_short_pretty}", "Feb 18, 2014"),
        ("{date_long_pretty}", "Tuesday, February 18th, 2014"),
        ("{time}", "15:39"),
        ("{time_secs}", "15:39:42"),
        ("{ago}", "February 18th, 2014 at 15:39"),
        ("from {date_num} at {time}", "from 2014-02-18 at 15:39"),
        ("{hour}", "fallback"),
        ("no token", "fallback"),
        ("{time}^https://example.com", "15:39"),
    ],
)
def test_a_date_is_read_in_the_readers_zone(form: str, read: str) -> None:
    assert plain(date(form), name, MADRID) == read


@pytest.mark.parametrize(
    ("form", "moment", "read"),
    [
        ("{date}", MOMENT, "February 18th"),
        ("{date_short}", MOMENT - 300 * 86_400, "Apr 24, 2013"),
        ("{date_pretty}", MOMENT, "yesterday"),
        ("{date_pretty}", MOMENT + 86_400, "today"),
        ("{date_long_pretty}", MOMENT + 2 * 86_400, "tomorrow"),
        ("{date_short_pretty}", MOMENT + 3 * 86_400, "Feb 21"),
        ("{ago}", int(NOW.timestamp()) - 1, "1 second ago"),
        ("{ago}", int(NOW.timestamp()) - 180, "3 minutes ago"),
        ("{ago}", int(NOW.timestamp()) + 7200, "in 2 hours"),
        ("{ago}", int(NOW.timestamp()), "0 seconds ago"),
    ],
)
def test_a_date_is_relative_to_a_known_now(form: str, moment: int, read: str) -> None:
    assert plain(date(form, moment), name, MADRID, now=NOW) == read


@pytest.mark.parametrize(
    ("day", "read"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")],
)
def test_a_day_has_its_ending(day: int, read: str) -> None:
    moment = int(dt.datetime(2026, 5, day, 12, tzinfo=dt.UTC).timestamp())

    assert plain(date("{date}", moment), name, MADRID) == f"May {read}, 2026"


@pytest.mark.parametrize(
    ("hour", "read"), [(0, "12:05 AM"), (9, "9:05 AM"), (12, "12:05 PM"), (23, "11:05 PM")]
)
def test_a_clock_may_go_to_twelve(hour: int, read: str) -> None:
    moment = int(dt.datetime(2026, 5, 1, hour, 5, tzinfo=dt.UTC).timestamp())

    assert plain(date("{time}", moment), name, ZoneInfo("UTC"), clock24=False) == read


@pytest.mark.parametrize(
    ("utc", "zone", "read"),
    [
        # Madrid goes from 02:00 to 03:00 on 2026-03-29 and back on 2026-10-25, both at 01:00 UTC.
        ((2026, 3, 29, 0, 59), MADRID, "01:59"),
        ((2026, 3, 29, 1, 0), MADRID, "03:00"),
        ((2026, 10, 25, 0, 59), MADRID, "02:59"),
        ((2026, 10, 25, 1, 0), MADRID, "02:00"),
        # New York changes a week later, so the two are five hours apart in between.
        ((2026, 10, 28, 12, 0), MADRID, "13:00"),
        ((2026, 10, 28, 12, 0), NEW_YORK, "08:00"),
        ((2026, 11, 4, 12, 0), NEW_YORK, "07:00"),
    ],
)
def test_a_time_follows_the_clock_changes(
    utc: tuple[int, int, int, int, int], zone: ZoneInfo, read: str
) -> None:
    moment = int(dt.datetime(*utc, tzinfo=dt.UTC).timestamp())

    assert plain(date("{time}", moment), name, zone) == read


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text
    assert not {"<", ">"} & set(escape(text))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_mentions_nobody(text: str) -> None:
    assert mentions(escape(f"<@U1> <!here> {text}")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nobody", []),
        ("<@U1> <@W2|ben> <@U1>", ["U1", "W2"]),
        ("<!here> <!channel|channel> <!everyone>", ["here", "channel", "everyone"]),
        ("<!subteam^S1|@writers>", ["S1"]),
        ("<#C1|design> @here <https://example.com|@U1> &lt;@U1&gt;", []),
        ("<!date^1392734382^{time}|<@U1>>", ["U1"]),
    ],
)
def test_mentions_are_those_who_would_be_notified(text: str, found: list[str]) -> None:
    assert mentions(text) == found


def test_texts_are_found_at_any_depth() -> None:
    value = {"text": {"type": "mrkdwn", "text": "a"}, "fields": [{"text": "b"}, 1], "alt": "c"}

    assert list(texts_in(value)) == ["a", "b"]


@pytest.mark.parametrize(
    ("short_name", "looks"),
    [
        ("white_check_mark", "✅"),
        ("+1::skin-tone-6", "👍🏿"),
        ("man-raising-hand", "🙋‍♂️"),
        ("flag-gb", "🇬🇧"),
        ("tada::skin-tone-2", None),
        ("+1::skin-tone-7", None),
        ("parrot", "🦜"),
        ("partyparrot", None),
        ("x:tada", None),
        ("✅", None),
        ("", None),
    ],
)
def test_an_emoji_has_a_short_name(short_name: str, looks: str | None) -> None:
    assert character(short_name) == looks
    assert is_emoji(short_name) == (looks is not None)


@pytest.mark.parametrize(("alias", "name"), sorted(CANONICAL.items()))
def test_all_names_of_an_emoji_look_the_same(alias: str, name: str) -> None:
    assert character(alias) == character(name)
    assert is_emoji(alias)


def test_a_workspace_may_have_emoji_of_its_own() -> None:
    assert is_emoji("partyparrot", {"partyparrot"})
