from collections.abc import Mapping
from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.adapters.slack.doors.render import render_content
from bot.adapters.slack.kit.blocks import Rendered
from tests.support.sessions import CARD, WORKSPACE_URL
from tests.unit.adapters.slack.form_samples import private_answers, views
from tests.unit.adapters.slack.view_samples import contents

CONTENTS, ANSWERS, VIEWS = contents(), private_answers(), views()


@pytest.fixture
def as_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def payload(rendered: Rendered) -> Mapping[str, Any]:
    """The message, if slack_sdk finds nothing wrong with it."""
    checked = [block.to_dict() for block in Block.parse_all(rendered.blocks)]
    assert checked == rendered.blocks
    return {"text": rendered.text, "blocks": rendered.blocks}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_message_looks_as_it_did(name: str, as_json: SnapshotAssertion) -> None:
    rendered = render_content(CONTENTS[name], WORKSPACE_URL, CARD)

    assert as_json == payload(rendered)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_private_answer_looks_as_it_did(name: str, as_json: SnapshotAssertion) -> None:
    assert as_json == payload(ANSWERS[name])


@pytest.mark.parametrize("name", VIEWS)
def test_a_form_looks_as_it_did(name: str, as_json: SnapshotAssertion) -> None:
    assert as_json == VIEWS[name].to_dict()
