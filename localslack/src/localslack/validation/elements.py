"""Block elements: what people click, choose and type in.

Limits: docs.slack.dev/reference/block-kit/block-elements.
"""

from collections.abc import Mapping

from localslack.validation.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DATE,
    DISPATCH_ACTION_CONFIG,
    EMAIL,
    ID,
    IMAGE,
    NUMERAL,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    RICH_OPTION,
    STYLE,
    TIME,
    URL,
    ZONE,
    link,
    plain_text,
    text_shapes,
)
from localslack.validation.relations import (
    ascending,
    initial_among_options,
    length_between,
    no_more_than,
    one_at_least,
    one_at_most,
    whole_unless,
)
from localslack.validation.rich_text import RICH_TEXT_VALUE
from localslack.validation.rules import (
    Choice,
    Flag,
    Items,
    Number,
    Relation,
    Rule,
    Shape,
    Text,
    Typed,
)

Fields = Mapping[str, Rule]

_ACTION: Fields = {"action_id": ID}
_CONFIRM: Fields = {"confirm": CONFIRM}
_FOCUS: Fields = {"focus_on_load": Flag()}
_PLACEHOLDER: Fields = {"placeholder": plain_text(150)}
_MENU: Fields = {**_ACTION, **_CONFIRM, **_FOCUS, **_PLACEHOLDER}
_TYPED: Fields = {
    **_ACTION,
    **_FOCUS,
    **_PLACEHOLDER,
    "dispatch_action_config": DISPATCH_ACTION_CONFIG,
}
_PRESSED: Fields = {**_ACTION, **_CONFIRM, "accessibility_label": Text(75)}
_SEVERAL: Fields = {"max_selected_items": Number(1)}
_ANSWERED: Fields = {"response_url_enabled": Flag()}
_CONVERSATIONS: Fields = {
    "default_to_current_conversation": Flag(),
    "filter": CONVERSATION_FILTER,
}
_STATIC: Fields = {"options": Items(OPTION, 100), "option_groups": Items(OPTION_GROUP, 100)}
_EITHER_OPTIONS: tuple[Relation, ...] = (
    one_at_least("options", "option_groups"),
    one_at_most("options", "option_groups"),
    initial_among_options,
)
_FEEDBACK = Shape({"text": plain_text(75), "value": Text(2000)}, {"accessibility_label": Text(75)})
_WORKFLOW = Shape(
    {
        "trigger": Shape(
            {"url": link()},
            {"customizable_input_parameters": Items(Shape({"name": Text(), "value": Text()}))},
        )
    }
)


def _ids(*, several: bool, key: str, more: Fields | None = None) -> Shape:
    """A menu of people or conversations, which Slack fills by itself."""
    if not several:
        return Shape(may={**_MENU, key: Text(), **(more or {})})
    return Shape(
        may={**_MENU, **_SEVERAL, key: Items(Text()), **(more or {})},
        relations=(no_more_than(key, "max_selected_items"),),
    )


_BUTTONS = {
    "button": Shape(
        {"text": plain_text(75)},
        {
            **_PRESSED,
            "value": Text(2000),
            "url": link(),
            "style": STYLE,
            "visible_to_user_ids": Items(Text()),
            "agent_prompt": Text(4000),
            "agent_prompt_display": Text(),
        },
    ),
    "workflow_button": Shape(
        {"text": plain_text(75), "workflow": _WORKFLOW},
        {**_ACTION, "style": STYLE, "accessibility_label": Text(75)},
    ),
    "feedback_buttons": Shape(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION
    ),
    "icon_button": Shape(
        # The reference names one icon so far.
        {"icon": Choice(("trash",)), "text": plain_text()},
        {**_PRESSED, "value": Text(2000), "visible_to_user_ids": Items(Text(), 10)},
    ),
    "overflow": Shape({"options": Items(OVERFLOW_OPTION, 5)}, {**_ACTION, **_CONFIRM}),
}

_CHOICES = {
    "checkboxes": Shape(
        {"options": Items(RICH_OPTION, 10)},
        {**_ACTION, **_CONFIRM, **_FOCUS, "initial_options": Items(RICH_OPTION, 10)},
        (initial_among_options,),
    ),
    "radio_buttons": Shape(
        {"options": Items(RICH_OPTION, 10)},
        {**_ACTION, **_CONFIRM, **_FOCUS, "initial_option": RICH_OPTION},
        (initial_among_options,),
    ),
    "static_select": Shape(
        may={**_MENU, **_STATIC, "initial_option": OPTION}, relations=_EITHER_OPTIONS
    ),
    "external_select": Shape(
        may={**_MENU, "initial_option": OPTION, "min_query_length": Number(0)}
    ),
    "users_select": _ids(several=False, key="initial_user"),
    "conversations_select": _ids(
        several=False, key="initial_conversation", more={**_CONVERSATIONS, **_ANSWERED}
    ),
    "channels_select": _ids(several=False, key="initial_channel", more=_ANSWERED),
}

_SEVERAL_CHOICES = {
    "multi_static_select": Shape(
        may={**_MENU, **_STATIC, **_SEVERAL, "initial_options": Items(OPTION, 100)},
        relations=(*_EITHER_OPTIONS, no_more_than("initial_options", "max_selected_items")),
    ),
    "multi_external_select": Shape(
        may={
            **_MENU,
            **_SEVERAL,
            "initial_options": Items(OPTION, 100),
            "min_query_length": Number(0),
        },
        relations=(no_more_than("initial_options", "max_selected_items"),),
    ),
    "multi_users_select": _ids(several=True, key="initial_users"),
    "multi_conversations_select": _ids(
        several=True, key="initial_conversations", more=_CONVERSATIONS
    ),
    "multi_channels_select": _ids(several=True, key="initial_channels"),
}

_PICKERS = {
    "datepicker": Shape(may={**_MENU, "initial_date": Text(form=DATE)}),
    "timepicker": Shape(
        may={**_MENU, "initial_time": Text(form=TIME), "timezone": Text(form=ZONE)}
    ),
    # "10 digits long", says the reference.
    "datetimepicker": Shape(
        may={
            **_ACTION,
            **_CONFIRM,
            **_FOCUS,
            "initial_date_time": Number(1_000_000_000, 9_999_999_999),
        }
    ),
}

_FIELDS = {
    "plain_text_input": Shape(
        may={
            **_TYPED,
            "initial_value": Text(3000, least=0),
            "multiline": Flag(),
            "min_length": Number(0, 3000),
            "max_length": Number(1, 3000),
        },
        relations=(
            ascending("min_length", "max_length"),
            length_between("initial_value", "min_length", "max_length"),
        ),
    ),
    "rich_text_input": Shape(
        may={
            **_TYPED,
            "initial_value": RICH_TEXT_VALUE,
            "min_lines": Number(1, 100),
            "max_lines": Number(1, 100),
        },
        relations=(ascending("min_lines", "max_lines"),),
    ),
    "email_text_input": Shape(may={**_TYPED, "initial_value": Text(form=EMAIL)}),
    "url_text_input": Shape(may={**_TYPED, "initial_value": Text(form=URL)}),
    "number_input": Shape(
        {"is_decimal_allowed": Flag()},
        {
            **_TYPED,
            "initial_value": Text(form=NUMERAL),
            "min_value": Text(form=NUMERAL),
            "max_value": Text(form=NUMERAL),
        },
        (
            ascending("min_value", "initial_value", "max_value"),
            whole_unless("is_decimal_allowed", "min_value", "initial_value", "max_value"),
        ),
    ),
    "file_input": Shape(may={**_ACTION, "filetypes": Items(Text()), "max_files": Number(1, 10)}),
}

ELEMENTS = Typed(
    {**_BUTTONS, **_CHOICES, **_SEVERAL_CHOICES, **_PICKERS, **_FIELDS, "image": IMAGE}
)

_SHARED = {*_CHOICES, "datepicker", "timepicker"}
IN_SECTION = ELEMENTS.only(
    {"button", "workflow_button", "overflow", "image", *_SHARED, *_SEVERAL_CHOICES}
)
IN_ACTIONS = ELEMENTS.only({"button", "workflow_button", "overflow", "datetimepicker", *_SHARED})
IN_INPUT = ELEMENTS.only({*_SHARED, *_SEVERAL_CHOICES, *_PICKERS, *_FIELDS})
IN_CONTEXT_ACTIONS = ELEMENTS.only({"feedback_buttons", "icon_button"})
IN_CONTEXT = Typed({"image": IMAGE, **text_shapes()})
