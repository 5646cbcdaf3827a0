from bot.adapters.slack.payloads.rich_text import RichText, lines_of
from tests.support.sessions import BEN
from tests.unit.adapters.slack.form_payloads import Payload


def a_section(*parts: Payload) -> Payload:
    return {"type": "rich_text_section", "elements": list(parts)}


def a_text(text: str) -> Payload:
    return {"type": "text", "text": text}


def test_rich_text_is_read_line_by_line() -> None:
    typed = {
        "type": "rich_text",
        "elements": [
            a_section(a_text("Today:\n")),
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    a_section(a_text("Intro 5 "), {"type": "user", "user_id": BEN}),
                    a_section({"type": "emoji", "name": "coffee"}, a_text(" Break 10")),
                ],
            },
            {
                "type": "rich_text_quote",
                "elements": [
                    {"type": "link", "url": "https://example.com", "text": "Read"},
                    {"type": "link", "url": "https://example.com"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "date", "timestamp": 1, "format": "{time}", "fallback": "10:00"},
                    {"type": "channel", "channel_id": "C0IDEAS"},
                    {"type": "color", "value": "#fff"},
                ],
            },
        ],
    }

    assert lines_of(RichText.model_validate(typed)).splitlines() == [
        "Today:",
        "Intro 5 <@U0BEN>",
        ":coffee: Break 10",
        "Readhttps://example.com@here10:00#C0IDEAS",
    ]
