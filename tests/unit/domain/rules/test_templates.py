from bot.domain.moves.plan import edit_plan, end_later, shrink_rest
from bot.domain.moves.time import extend
from bot.domain.rules.plan import UnderSlot, concerns
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.agenda import Activity, minutes, total
from bot.domain.state.formats import Role
from bot.domain.state.identity import ItemId
from tests.support.sessions import ANA, PLAN, a_session, an_item, at


def test_a_template_keeps_the_plan_with_its_owners_and_not_the_day() -> None:
    builder = a_session().running().to_step(2).after(10)
    builder.session = extend(builder.session, builder.session.in_charge, ItemId(2), at(10)).session

    kept = plan_to_keep(builder.session)

    assert kept.items == PLAN
    assert kept.slot == builder.session.slot
    assert kept.roles == tuple(Role)


def test_what_was_written_on_the_way_is_in_the_plan_with_its_time() -> None:
    builder = a_session().running().to_step(2).after(7)
    anew = (an_item("Risks", 15), an_item("Review", 20), an_item("Wins", 10, Activity.WINS))
    coming = tuple(item.id for item in builder.session.pending)

    edited = edit_plan(builder.session, ANA, coming, anew, builder.now).session

    kept = plan_to_keep(edited)
    assert [item.title for item in kept.items] == ["Check-in", "Draft", "Risks", "Review", "Wins"]
    assert [minutes(item.timebox) for item in kept.items] == [5, 25, 15, 20, 10]
    assert kept.slot == total(kept.items)


def test_what_was_shortened_for_the_day_is_as_long_as_before_the_next_time() -> None:
    builder = a_session().running().to_step(2).after(40)
    shorter = shrink_rest(builder.session, ANA, builder.now).session
    coming = tuple(item.id for item in shorter.pending)
    as_shown = tuple(item.as_planned for item in shorter.pending)

    edited = edit_plan(shorter, ANA, coming, as_shown, builder.now).session

    assert plan_to_keep(edited).items == PLAN


def test_a_session_that_ended_later_takes_no_longer_the_next_time() -> None:
    builder = a_session().running().to_step(2).after(45)
    later = end_later(builder.session, ANA, builder.now).session
    assert later.slot > builder.session.slot

    kept = plan_to_keep(later)

    assert (kept.items, kept.slot) == (PLAN, builder.session.slot)
    assert not [each for each in concerns(kept.items, kept.slot) if isinstance(each, UnderSlot)]
