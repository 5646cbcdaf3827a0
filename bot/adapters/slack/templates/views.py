"""Private answers about a channel's templates."""

from collections.abc import Mapping, Sequence

from bot.adapters.slack.kit.agenda import joined
from bot.adapters.slack.kit.blocks import Block, Rendered, rendered, section, sections, small
from bot.adapters.slack.kit.text import escape, mention, minutes_text, plural
from bot.adapters.slack.kit.words import PLACES
from bot.domain.state.agenda import Activity
from bot.domain.state.formats import Advance
from bot.domain.state.templates import SavedPlan, Template
from bot.domain.typed.agenda import write_agenda

SAVE = "/worksession save-template"
PACES: Mapping[Advance, str] = {Advance.AUTO: "by the clock", Advance.MANUAL: "by hand"}


def length_text(template: Template) -> str:
    """How long it is, and who moves it on: `60 min, 5 steps, by the clock`."""
    plan = template.plan
    steps = plural(len(plan.items), "step")
    return f"{minutes_text(plan.slot)}, {steps}, {PACES[plan.advance]}"


def template_saved(template: Template, replaced: Template | None) -> Rendered:
    """A template is kept; `replaced` is what had its name before."""
    name = template.name
    how = f"Replaced: *{name}*, saved before by {_by(replaced)}." if replaced else ""
    use = f"Start with it by `/worksession start {name}`, or choose it in the form."
    said = how or f"Saved: *{name}*."
    return rendered(f"{said} {use}", [section(said), *_plan(template), small(use)])


def template_list(templates: Sequence[Template]) -> Rendered:
    if not templates:
        return rendered(
            f"No templates here yet. After a session, `{SAVE} retro` keeps its plan for next time."
        )
    lines = [f"• *{each.name}* · {_about(each)}" for each in templates]
    said = f"{plural(len(templates), 'template')} here"
    return rendered(said, [section(f"*{said}*"), *sections(lines)])


def template_shown(template: Template) -> Rendered:
    said = f"*{template.name}* · {_about(template)}"
    return rendered(said, [section(said), *_plan(template)])


def template_deleted(template: Template) -> Rendered:
    said = f"Deleted: *{template.name}* · {_about(template)}. This was its plan:"
    return rendered(said, [section(said), *_plan(template)])


def _about(template: Template) -> str:
    saved = f"saved by {_by(template)}"
    return joined(template.plan.format, length_text(template), saved)


def _by(template: Template) -> str:
    return mention(template.saved_by)


def _plan(template: Template) -> list[Block]:
    """The plan as it can be pasted into the form, and how it is carried out."""
    lines = write_agenda(template.plan.items).splitlines()
    settings = _settings(template.plan)
    return [*sections(map(escape, lines)), *([small(settings)] if settings else [])]


def _settings(plan: SavedPlan) -> str:
    """What is set for the steps that it has."""
    there = {item.activity for item in plan.items}
    names = "ideas without names" if plan.anonymous else "ideas with names"
    votes = plural(plan.votes_each or 0, "vote")
    shown = (
        (names, Activity.IDEAS in there and plan.anonymous is not None),
        (f"{votes} each", Activity.VOTE in there and plan.votes_each is not None),
        (f"groups of about {plan.group_size}", Activity.GROUPS in there and plan.group_size),
        (f"steps {PLACES[plan.posting]}" if plan.posting else "", plan.posting),
    )
    return joined(*(words for words, is_set in shown if is_set))
