"""Refusals: a move that cannot be made, with a sentence fit for the person who asked."""

from bot.domain.state.identity import PersonId


class Refusal(Exception):
    """A move was refused.

    `text` tells the person why and what to do. It may hold `{names}`, which stand for the people
    given with it, so that the edge can write them the way the chat does.
    """

    def __init__(self, text: str, **people: PersonId) -> None:
        super().__init__(text)
        self.text = text
        self.people = people


class NotAllowed(Refusal):
    """The person does not have the role that this move needs."""


class NotNow(Refusal):
    """The session is not in a state in which this can be done."""


class AlreadyMoved(Refusal):
    """Somebody else was quicker; nothing more was changed."""


class NotFound(Refusal):
    """What was asked for does not exist (any more), or not in this workspace."""


class WrongInput(Refusal):
    """What was typed cannot be used; the text says what to type instead."""
