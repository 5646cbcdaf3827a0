"""One sample of every form and every private answer, in each of their states, by name."""

from collections.abc import Mapping
from dataclasses import replace

from slack_sdk.models.views import View

from bot.adapters.slack.afterwards import views as afterwards
from bot.adapters.slack.captures import answers as captures_answers
from bot.adapters.slack.captures import forms as captures_forms
from bot.adapters.slack.doctor import answers as doctor_answers
from bot.adapters.slack.doors import answers as doors_answers
from bot.adapters.slack.edge import apologies as edge_apologies
from bot.adapters.slack.goals import forms as goals_forms
from bot.adapters.slack.home.views import home_view
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.planning import answers as planning_answers
from bot.adapters.slack.planning import forms
from bot.adapters.slack.planning.views import confirm, rehearsals
from bot.adapters.slack.recap import answers as recap_answers
from bot.adapters.slack.recap import forms as recap_forms
from bot.adapters.slack.session import answers
from bot.adapters.slack.session import forms as replanning
from bot.adapters.slack.session.views import lines
from bot.adapters.slack.settings import answers as settings_answers
from bot.adapters.slack.templates import views as template_views
from bot.adapters.slack.thoughts import forms as thoughts_forms
from bot.adapters.slack.thoughts import views as thoughts
from bot.application.operating.checkup import Finding
from bot.application.ports import OpenAction, Trouble
from bot.domain.moves.plan import edit_plan
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.agenda import Activity, Owner
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Change, ItemEnded, ItemShortened, Posting
from bot.domain.state.formats import Advance, Closing, FormatItem, Role, SessionFormat
from bot.domain.state.identity import ItemId, SessionId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed
from bot.domain.state.session import Session
from bot.domain.state.templates import Template
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    CARD,
    DAN,
    PLACE,
    START,
    THREAD_MESSAGE,
    WORKSPACE_URL,
    a_long_session,
    a_session,
    a_session_alone,
    a_session_with_goals,
    an_item,
    at,
    minutes,
)
from tests.unit.adapters.slack import turns_samples
from tests.unit.adapters.slack.board_samples import board_answers, board_views
from tests.unit.adapters.slack.day_samples import day_answers, day_views
from tests.unit.adapters.slack.view_samples import (
    alone_and_closed,
    running,
    with_a_win,
    with_captures,
    with_goals,
)

AFAR = "America/New_York"
HERE = "Europe/London"
LINK = "https://acme.slack.com/archives/C0TEAM/p1795428000000100"
EXPECTING = Closing(
    question="What was decided?", expects=(CaptureKind.DECISION, CaptureKind.ACTION)
)
TASK = "Write down what gets decided."


def a_format(name: str, summary: str) -> SessionFormat:
    return SessionFormat(
        name=name,
        title=name.capitalize(),
        summary=summary,
        default_minutes=60,
        shortest_minutes=30,
        longest_minutes=120,
        advance=Advance.AUTO,
        roles=tuple(Role),
        agenda=(
            FormatItem(
                title="Work",
                activity=Activity.WORK,
                weight=1,
                at_least=5,
                at_most=60,
            ),
        ),
        tasks={},
    )


RETRO = Template(name="retro", plan=plan_to_keep(a_session().session), saved_by=ANA, saved_at=START)
WITH_SETTINGS = replace(
    RETRO,
    plan=replace(
        plan_to_keep(
            a_session(
                (
                    an_item("Ideas", 10, Activity.IDEAS),
                    an_item("Vote", 5, Activity.VOTE),
                    an_item("Details", 20, Activity.GROUPS),
                ),
                advance=Advance.MANUAL,
            ).session
        ),
        posting=Posting.CHANNEL,
    ),
)
TEMPLATES = (RETRO, replace(RETRO, name="x" * 40))
FORMATS = (
    a_format("team", "A team gets one thing done together."),
    a_format("deep", "Long quiet stretches of work, " + "with hardly a word " * 5),
)
EMPTY = forms.StartFormValues(channel=PLACE.channel)
FILLED = forms.StartFormValues(
    channel=PLACE.channel,
    outcome="Draft of the API spec",
    measure="two reviewers say yes",
    length="1h30",
    format="deep",
    agenda="Intro 5\nDraft <@U0BEN> 25\nBreak 5",
    advance=Advance.MANUAL,
    people=(CARA, DAN),
    timekeeper=BEN,
    scribe=CARA,
    queue=True,
    revises=SessionId("S1"),
)


def plans() -> Mapping[str, Session]:
    stretch = a_session((an_item("Draft", 45), an_item("Review", 30, owner=Owner(person=DAN))))
    return {
        "plan": a_session().build(),
        "plan_without_outcome": a_session(outcome="", measure="").build(),
        "plan_too_long": stretch.build(),
        "plan_kept": replace(stretch.build(), concerns_kept=True),
        "plan_in_channel_by_hand": a_session(
            advance=Advance.MANUAL, posting=Posting.CHANNEL
        ).build(),
        "plan_quiet": a_session_with_goals(Posting.QUIET).build(),
        "plan_alone": a_session_alone().build(),
        "plan_of_sixty": a_long_session().build(),
    }


def views() -> Mapping[str, View]:
    captured = with_captures(running())
    many = running()
    for number in range(120):
        many.captured(CaptureKind.IDEA, f"Idea {number} " + "of many words " * 20)
    return {
        "start_form": forms.start_form(FORMATS, EMPTY),
        "start_form_filled": forms.start_form(FORMATS, FILLED),
        "start_form_with_templates": forms.start_form(
            FORMATS, replace(FILLED, format="", template="retro"), TEMPLATES
        ),
        "start_form_of_plan": forms.start_form(FORMATS, forms.values_of(a_session().build())),
        **{f"{name}_form": confirm.confirm_form(plan, START) for name, plan in plans().items()},
        "capture_form": captures_forms.capture_form(SessionId("S1")),
        "capture_form_of_message": captures_forms.capture_form(
            SessionId("S1"), "Ship it", THREAD_MESSAGE
        ),
        "close_form": recap_forms.close_form(captured.build(), Closing()),
        "change_plan_form": replanning.change_plan_form(replanning.plan_of(running().build())),
        "apply_plan_form": an_apply_plan_form(),
        **day_views(),
        "close_form_bare": recap_forms.close_form(
            a_session(outcome="", measure="").running().build(), EXPECTING
        ),
        "close_form_of_many": recap_forms.close_form(many.build(), Closing()),
        "goals_form": goals_forms.goals_form(a_session_with_goals().running().build(), ANA),
        "goals_form_again": goals_forms.goals_form(with_goals().build(), BEN),
        "goals_form_alone": goals_forms.goals_form(a_session_alone().started().build(), ANA),
        "tick_form": goals_forms.tick_form(a_tick_session(), BEN),
        "tick_form_without_goals": goals_forms.tick_form(a_tick_session(), CARA),
        "win_form": goals_forms.win_form(with_a_win().build(), BEN),
        "tick_form_alone": goals_forms.tick_form(alone_and_closed().build(), ANA),
        "thought_form": thoughts_forms.thought_form(SessionId("S1")),
        "close_form_alone": recap_forms.close_form(a_session_alone().started().build(), Closing()),
        "home_alone": home_view([(a_session_alone().started().build(), CARD)], [], WORKSPACE_URL),
        **turns_samples.views(),
        **board_views(),
        "home_empty": home_view([], [], WORKSPACE_URL),
        "home": home_view(
            [(captured.build(), CARD), (running().after(11).paused().build(), None)],
            [OpenAction(place=PLACE, capture=each) for each in captured.build().captures[:2]],
            WORKSPACE_URL,
        ),
    }


def a_tick_session() -> Session:
    """Ben's three goals, of the longest kind."""
    return (
        with_goals().goals_set(BEN, *(f"{goal} {'“' * 74}{'&' * 74}" for goal in range(3))).build()
    )


def an_apply_plan_form() -> View:
    session = running().build()
    plan = replanning.plan_of(session)
    anew = (an_item("Demo <of> it", 10), an_item("Review", 20))
    after = edit_plan(session, ANA, plan.seen, anew, at(6)).session
    return replanning.apply_plan_form(plan, session, after, at(6))


def private_answers() -> Mapping[str, Rendered]:
    session = running().build()
    decided = running()
    for number in range(7):
        decided.captured(CaptureKind.DECISION, f"Decision {number} <!here>")
    return {
        **{f"{name}_message": confirm.confirm_message(p, START) for name, p in plans().items()},
        "done_next": lines.done(session, ItemEnded(item=ItemId(1), by=ANA)),
        "done_shortened": lines.done(
            session,
            ItemShortened(
                item=ItemId(2),
                by=ANA,
                taken=minutes(5),
                item_ends_at=at(25),
                session_ends_at=at(55),
            ),
        ),
        **{f"chosen_{change}": answers.chosen(session, change) for change in Change},
        "help": doors_answers.help_text((("/worksession start", "Plan and start a session here"),)),
        **{f"database_{each}": edge_apologies.database_trouble(each) for each in Trouble},
        "template_saved": template_views.template_saved(RETRO, None),
        "template_replaced": template_views.template_saved(RETRO, replace(RETRO, saved_by=BEN)),
        "template_list": template_views.template_list(TEMPLATES),
        "template_list_empty": template_views.template_list(()),
        "template_shown": template_views.template_shown(RETRO),
        "template_shown_with_settings": template_views.template_shown(WITH_SETTINGS),
        "template_deleted": template_views.template_deleted(RETRO),
        "again": confirm.confirm_message(a_session().session, START, a_session().session.items),
        "rehearsal_begun": rehearsals.begun(replace(session, pace=60)),
        "discard_running": afterwards.discard_confirm(session),
        "discard_closed": afterwards.discard_confirm(
            with_captures(running()).after(20).closed().build()
        ),
        "discarded": afterwards.discarded(),
        "discard_not": afterwards.kept(),
        "did_you_mean": doors_answers.did_you_mean("strat `now` <!here>", "start"),
        "did_you_mean_word": doors_answers.did_you_mean("!desicion", "!decision"),
        "unknown_word": doors_answers.did_you_mean("xyz", None),
        "already_running": planning_answers.already_running(session, None),
        "already_running_with_plan": planning_answers.already_running(
            session, LINK, plan=SessionId("S2"), may_close=True
        ),
        "time_left": answers.time_left(session, at(20), HERE),
        "time_left_afar": answers.time_left(session, at(29.5), AFAR),
        "time_left_over": answers.time_left(session, at(33), HERE),
        "time_left_paused": answers.time_left(running().after(11).paused().build(), at(20), HERE),
        "time_left_of_nothing": answers.time_left(running().through().build(), at(20), HERE),
        "my_role": answers.my_role(session, CARA, TASK),
        "my_role_of_an_owner": answers.my_role(running().to_step(2).build(), BEN, TASK),
        "too_slow": edge_apologies.too_slow(),
        "only_in_channels": doctor_answers.only_in_channels(),
        "my_role_without_one": answers.my_role(session, DAN, TASK),
        "joined": answers.joined(session, BEN, TASK),
        "joined_late": answers.joined(decided.build(), DAN, TASK),
        "joined_after_the_agenda": answers.joined(running().through().build(), BEN, ""),
        "watching": answers.watching(session),
        "left": answers.left(),
        "captured": captures_answers.captured(with_captures(running()).build().captures[1]),
        "not_a_member": planning_answers.not_a_member("worksession"),
        "refusal": edge_apologies.refusal(
            NotAllowed("Ask {facilitator} (facilitator) to close it.", facilitator=ANA)
        ),
        "refusal_with_a_title": edge_apologies.refusal(
            AlreadyMoved("Already moved: <!here> {braces}.")
        ),
        "doctor_all_is_well": doctor_answers.examined(
            (Finding(name="database"), Finding(name="clock", note="as Slack's"))
        ),
        "doctor_something_to_fix": doctor_answers.examined(
            (
                Finding(name="slack"),
                Finding(name="scopes", problem="It lacks <users:read>.", fix="Reinstall the app."),
            )
        ),
        "apology": edge_apologies.apology("1a2b3c4d"),
        "settings": settings_answers.settings(
            Posting.THREAD, ("white_check_mark", "heavy_check_mark")
        ),
        "settings_posts_changed": settings_answers.posting_changed(Posting.CARD_ONLY),
        "settings_done_changed": settings_answers.done_reactions_changed(("tada",)),
        "started": planning_answers.started(session),
        "started_alone": planning_answers.started(a_session_alone().started().build(), LINK),
        "already_running_alone": planning_answers.already_running(
            a_session_alone().started().build(), LINK, plan=SessionId("S2"), may_close=True
        ),
        "parked": thoughts.parked(session),
        "parked_alone": thoughts.parked(a_session_alone().started().build()),
        "settings_posts_quiet": settings_answers.posting_changed(Posting.QUIET),
        "queued": planning_answers.queued(session),
        "cancelled": planning_answers.cancelled(),
        "rated_up": recap_answers.rated(worth_it=True),
        "rated_down": recap_answers.rated(worth_it=False),
        **turns_samples.private_answers(),
        **board_answers(),
        **day_answers(),
    }
