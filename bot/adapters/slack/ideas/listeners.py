"""Ideas and votes: their buttons and their forms."""

from collections.abc import Mapping
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm, Say
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.ideas import forms
from bot.adapters.slack.ideas import views as board
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.application.use_cases import ideas as use_cases
from bot.domain.moves import idea_groups, ideas, votes, winners
from bot.domain.state.refusals import NotFound


async def open_add_idea(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    ideas.require_ideating(session, call.asker.person)
    return OpenForm(forms.add_idea_form(session))


async def open_add_choices(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    ideas.require_adding_choices(session, call.asker.person)
    return OpenForm(forms.add_choices_form(session))


async def open_group(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    idea_groups.require_grouping(session, call.asker.person)
    return OpenForm(forms.group_form(session))


async def open_vote(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    item = votes.require_voting(session, call.asker.person, pressed.item)
    return OpenForm(forms.vote_form(session, item, call.asker.person))


async def open_winners(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    item = winners.require_picking(session, call.asker.person)
    return OpenForm(forms.winners_form(session, item))


async def reveal(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.work.make(call.asker, pressed.session, ideas.reveal)
    return None


async def withdraw(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.make(
        call.asker, pressed.session, lambda each, _by, _now: ideas.withdraw(each, pressed.about)
    )
    return Say(board.withdrawn()) if session else None


async def keep_names(
    services: Services, call: Call, pressed: Pressed, *, anonymous: bool
) -> Answer:
    session = await services.work.make(
        call.asker,
        pressed.session,
        lambda each, by, _now: ideas.keep_names(each, by, anonymous=anonymous),
    )
    return Say(board.names_kept(anonymous=anonymous)) if session else None


async def close_vote(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.work.make(
        call.asker,
        pressed.session,
        lambda session, by, _now: votes.close_vote(session, by, pressed.item),
    )
    return None


async def vote_anew(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.work.make(
        call.asker,
        pressed.session,
        lambda session, by, _now: votes.vote_anew(session, by, pressed.item),
    )
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
        anonymous = pressed.about == forms.ANONYMOUS
        added = await use_cases.add_ideas(
            services.work, call.asker, pressed.session, texts, anonymous=anonymous
        )
        if added is None:
            return None
        said = board.added(added.session, added.new, anonymous=anonymous)
        return Say(said, channel=added.session.place.channel)

    return listener


def add_choices(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, texts = forms.read_ideas_form(form)
        added = await use_cases.add_choices(services.work, call.asker, pressed.session, texts)
        if added is None:
            return None
        said = board.choices_added(added.session, added.new)
        return Say(said, channel=added.session.place.channel)

    return listener


def group(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, numbers, name = forms.read_group_form(form)
        session = await services.work.make(
            call.asker,
            pressed.session,
            lambda each, by, _now: idea_groups.group_ideas(each, by, numbers, name),
        )
        return Say(board.grouped(name), channel=session.place.channel) if session else None

    return listener


def vote(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, choices = forms.read_vote_form(form)
        session = await services.work.make(
            call.asker,
            pressed.session,
            lambda each, by, _now: votes.vote(each, by, pressed.item, choices),
        )
        if session is None:
            return None
        return Say(board.voted(session, len(choices)), channel=session.place.channel)

    return listener


def pick_winners(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, picked = forms.read_winners_form(form)
        item = pressed.item
        if item is None:
            raise NotFound("This vote is not there any more.")
        session = await services.work.make(
            call.asker,
            pressed.session,
            lambda each, by, now: winners.pick_winners(each, by, item, picked, now),
        )
        if session is None:
            return None
        return Say(board.winners_picked(len(picked)), channel=session.place.channel)

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
