"""A view as it comes back from Slack, with what people filled in."""

from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

from pydantic import Field as Limit
from pydantic import StringConstraints

from bot.adapters.slack.kit.ids import ActionId, Field
from bot.adapters.slack.kit.malformed import Malformed, member
from bot.adapters.slack.payloads.rich_text import RichText, lines_of
from bot.adapters.slack.payloads.shapes import Known, Person, ShortWord, Team, Text, Wire
from bot.domain.state.identity import PersonId

StateValue = TypeVar("StateValue")

# docs.slack.dev/reference/block-kit: what one input holds at most.
MOST_CHOSEN = 100
LONGEST_INPUT = 3_000

TypedWords = Annotated[Text, StringConstraints(max_length=LONGEST_INPUT)]


class ChosenOption(Wire):
    """An option of a menu; its value is what the bot put there."""

    value: Known


class FieldAnswer(Wire):
    """What was filled in at one input, of whatever kind it is."""

    value: TypedWords | None = None
    selected_option: ChosenOption | None = None
    selected_options: Annotated[tuple[ChosenOption, ...], Limit(max_length=MOST_CHOSEN)] | None = (
        None
    )
    selected_user: Person | None = None
    selected_users: Annotated[tuple[Person, ...], Limit(max_length=MOST_CHOSEN)] | None = None
    rich_text_value: RichText | None = None


class State(Wire):
    values: Mapping[ShortWord, Mapping[ShortWord, FieldAnswer]]


class View(Wire):
    """A modal or the Home tab, as it was when somebody pressed something there.

    `app_installed_team_id` is the workspace that the app is installed in, where Slack tells it: the
    person may be of another one.
    """

    id: ShortWord
    type: ShortWord
    hash: ShortWord | None = None
    callback_id: ShortWord | None = None
    private_metadata: Known = ""
    app_installed_team_id: Team | None = None
    state: State | None = None


class Form:
    """A form that was submitted: each question about a field says of what kind its input is."""

    def __init__(self, view: View) -> None:
        self._values = view.state.values if view.state else {}
        self.metadata = view.private_metadata

    def has(self, field: Field) -> bool:
        return field.value in self._values

    def text(self, field: Field) -> str:
        """What was written, without the blanks around it."""
        return (self._answer(field).value or "").strip()

    def lines(self, field: Field) -> str:
        """What was written in a rich text input: one line per list item, mentions as tokens."""
        written = self._answer(field).rich_text_value
        return lines_of(written) if written else ""

    def choice(self, field: Field) -> str:
        """The value of the option that was chosen, "" if none was."""
        chosen = self._answer(field).selected_option
        return chosen.value if chosen else ""

    def word(self, field: Field, words: Callable[[str], StateValue]) -> StateValue | None:
        """The member of an enum that was chosen, if any; raises `Malformed` for other words."""
        chosen = self.choice(field)
        return member(words, chosen, field) if chosen else None

    def choices(self, field: Field) -> tuple[str, ...]:
        return tuple(each.value for each in self._answer(field).selected_options or ())

    def person(self, field: Field) -> PersonId | None:
        return self._answer(field).selected_user

    def people(self, field: Field) -> tuple[PersonId, ...]:
        return self._answer(field).selected_users or ()

    def require(self, field: Field) -> str:
        """The choice at a field that has always one; raises `Malformed` if it has none."""
        chosen = self.choice(field)
        if not chosen:
            raise Malformed(f"{field}: no choice")
        return chosen

    def _answer(self, field: Field) -> FieldAnswer:
        return self._values.get(field.value, {}).get(ActionId.INPUT.value, FieldAnswer())
