"""Ideas and votes: their buttons and their forms."""

from collections.abc import Mapping
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm, Say
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.ideas import forms
from bot.adapters.slack.ideas import forms as board_forms
from bot.adapters.slack.ideas import views as board
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.idea_groups import require_grouping
from bot.domain.moves.ideas import require_adding_choices, require_ideating
from bot.domain.moves.votes import require_voting
from bot.domain.moves.winners import require_picking
from bot.domain.state.refusals import NotFound


async def open_add_idea(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_ideating(session, call.asker.person)
    return OpenForm(board_forms.add_idea_form(session))


async def open_add_choices(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_adding_choices(session, call.asker.person)
    return OpenForm(board_forms.add_choices_form(session))


async def open_group(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_grouping(session, call.asker.person)
    return OpenForm(board_forms.group_form(session))


async def open_vote(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    item = require_voting(session, call.asker.person, pressed.item)
    return OpenForm(board_forms.vote_form(session, item, call.asker.person))


async def open_winners(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    item = require_picking(session, call.asker.person)
    return OpenForm(board_forms.winners_form(session, item))


async def reveal(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.ideas.reveal(call.asker, pressed.session)
    return None


async def withdraw(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.ideas.withdraw(call.asker, pressed.session, pressed.about)
    return Say(board.withdrawn()) if session else None


async def keep_names(
    services: Services, call: Call, pressed: Pressed, *, anonymous: bool
) -> Answer:
    session = await services.ideas.keep_names(call.asker, pressed.session, anonymous=anonymous)
    return Say(board.names_kept(anonymous=anonymous)) if session else None


async def close_vote(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.ideas.close_vote(call.asker, pressed.session, pressed.item)
    return None


async def vote_anew(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.ideas.vote_anew(call.asker, pressed.session, pressed.item)
    return None


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.ADD_IDEA: open_add_idea,
    ActionId.ADD_CHOICES: open_add_choices,
    ActionId.GROUP_IDEAS: open_group,
    ActionId.VOTE: open_vote,
    ActionId.PICK_WINNERS: open_winners,
    ActionId.REVEAL_IDEAS: reveal,
    ActionId.WITHDRAW_IDEA: withdraw,
    ActionId.SHOW_NAMES: partial(keep_names, anonymous=False),
    ActionId.HIDE_NAMES: partial(keep_names, anonymous=True),
    ActionId.CLOSE_VOTE: close_vote,
    ActionId.VOTE_ANEW: vote_anew,
}


def add_ideas(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, texts = forms.read_ideas_form(form)
        anonymous = pressed.about == board_forms.ANONYMOUS
        done = await services.ideas.add(call.asker, pressed.session, texts, anonymous=anonymous)
        if done is None:
            return None
        session, new = done
        said = board.added(session, new, anonymous=anonymous)
        return Say(said, channel=session.place.channel)

    return listener


def add_choices(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, texts = forms.read_ideas_form(form)
        done = await services.ideas.add_choices(call.asker, pressed.session, texts)
        if done is None:
            return None
        session, new = done
        return Say(board.choices_added(session, new), channel=session.place.channel)

    return listener


def group(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, numbers, name = forms.read_group_form(form)
        session = await services.ideas.group(call.asker, pressed.session, numbers, name)
        return Say(board.grouped(name), channel=session.place.channel) if session else None

    return listener


def vote(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, choices = forms.read_vote_form(form)
        session = await services.ideas.vote(call.asker, pressed.session, pressed.item, choices)
        if session is None:
            return None
        return Say(board.voted(session, len(choices)), channel=session.place.channel)

    return listener


def pick_winners(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, winners = forms.read_winners_form(form)
        if pressed.item is None:
            raise NotFound("This vote is not there any more.")
        session = await services.ideas.pick(call.asker, pressed.session, pressed.item, winners)
        if session is None:
            return None
        return Say(board.winners_picked(len(winners)), channel=session.place.channel)

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    for view, listener, errors_at in (
        (ViewId.ADD_IDEA, add_ideas(services), Field.IDEAS),
        (ViewId.ADD_CHOICES, add_choices(services), Field.IDEAS),
        (ViewId.GROUP_IDEAS, group(services), Field.GROUP_NAME),
        (ViewId.VOTE, vote(services), Field.VOTES),
        (ViewId.PICK_WINNERS, pick_winners(services), Field.OUTPUT_1),
    ):
        app.view(view.value)(answering.submission(listener, errors_at))
