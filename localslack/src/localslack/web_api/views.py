"""Modals and Home, as the app opens and changes them."""

from localslack.app.installation import Installation
from localslack.app.replies import raise_problems
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.views import view_json
from localslack.validation import check_view
from localslack.web_api.arguments import Arguments, invalid
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.reach import user_of
from localslack.workspace.events import FormOpened, FormUpdated, HomePublished
from localslack.workspace.forms import View
from localslack.workspace.users import User

VIEWS = MethodTable()

_TRIGGERED = rules("view", "trigger_id interactivity_pointer")


@VIEWS.add("views.open", _TRIGGERED)
def open_(app: Installation, arguments: Arguments) -> JsonObject:
    definition = _checked(arguments, "modal")
    view = app.workspace.forms.open(_triggered_by(app, arguments), definition)
    app.workspace.tell(FormOpened(view))
    return {"view": view_json(app, view)}


@VIEWS.add("views.push", _TRIGGERED)
def push(app: Installation, arguments: Arguments) -> JsonObject:
    definition = _checked(arguments, "modal")
    view = app.workspace.forms.push(_triggered_by(app, arguments), definition)
    app.workspace.tell(FormOpened(view))
    return {"view": view_json(app, view)}


@VIEWS.add("views.update", rules("view", "view_id external_id hash"))
def update(app: Installation, arguments: Arguments) -> JsonObject:
    forms = app.workspace.forms
    definition = _checked(arguments, "modal")
    by_id = forms.find(arguments.text("view_id")) if "view_id" in arguments else None
    view = by_id or forms.find_external(arguments.text("external_id", "-"))
    if view is None:
        raise SlackError("not_found")
    _check_hash(view, arguments)
    forms.update(view, definition)
    app.workspace.tell(FormUpdated(view))
    return {"view": view_json(app, view)}


@VIEWS.add("views.publish", rules("user_id view", "hash"))
def publish(app: Installation, arguments: Arguments) -> JsonObject:
    if not app.manifest.home_tab_enabled:
        raise SlackError("not_enabled")
    definition = _checked(arguments, "home")
    user = user_of(app, arguments.text("user_id"))
    shown = app.workspace.forms.home(user)
    if shown is not None:
        _check_hash(shown, arguments)
    view = app.workspace.forms.publish(user, definition)
    app.workspace.tell(HomePublished(view))
    return {"view": view_json(app, view)}


def _checked(arguments: Arguments, kind: str) -> JsonObject:
    definition = arguments.object("view")
    problems = check_view(definition)
    if problems:
        raise_problems(problems[0].error, [str(problem) for problem in problems])
    if definition["type"] != kind:
        raise invalid(f"must be a view of type {kind} [json-pointer:/view/type]")
    return definition


def _triggered_by(app: Installation, arguments: Arguments) -> User:
    trigger_id = arguments.text("trigger_id") or arguments.text("interactivity_pointer")
    if not trigger_id:
        raise invalid("missing required field: trigger_id")
    return app.triggers.exchange(trigger_id)


def _check_hash(view: View, arguments: Arguments) -> None:
    if "hash" in arguments and arguments.text("hash") != view.hash:
        raise SlackError("hash_conflict")
