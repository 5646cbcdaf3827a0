from bot.adapters.slack.kit.words import KIND_NOUNS, captured_counts
from bot.domain.state.captures import CaptureKind
from tests.support.sessions import a_session


def test_captures_are_counted_kind_by_kind() -> None:
    builder = a_session().running()
    for kind in (CaptureKind.ACTION, CaptureKind.DECISION, CaptureKind.ACTION):
        builder.captured(kind, "Ship it")

    assert captured_counts(builder.build().captures) == "1 decision, 2 actions"
    assert captured_counts([]) == ""


def test_every_kind_of_capture_has_its_noun() -> None:
    assert set(KIND_NOUNS) == set(CaptureKind)
    assert KIND_NOUNS[CaptureKind.ACTION].with_article == "an action"
    assert KIND_NOUNS[CaptureKind.DECISION].heading == "Decisions"
