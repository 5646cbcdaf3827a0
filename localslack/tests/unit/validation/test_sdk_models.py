"""Whatever slack_sdk builds within its own limits, the local Slack takes."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from localslack.validation import check_message, check_view

Build = Callable[..., Any]

# Surrogates cannot be sent; everything else people do type.
CHARACTERS = st.characters(exclude_categories=["Cs"])


def text(most: int) -> st.SearchStrategy[str]:
    return st.text(CHARACTERS, min_size=1, max_size=most)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def plain(most: int) -> st.SearchStrategy[Any]:
    return st.builds(sdk.PlainTextObject, text=text(most), emoji=maybe(st.booleans()))


def marked(most: int) -> st.SearchStrategy[Any]:
    return plain(most) | st.builds(
        sdk.MarkdownTextObject, text=text(most), verbatim=maybe(st.booleans())
    )


CONFIRM = maybe(
    st.builds(
        sdk.ConfirmObject,
        title=plain(100),
        text=marked(300),
        confirm=plain(30),
        deny=plain(30),
        style=st.sampled_from([None, "primary", "danger"]),
    )
)
OPTION = st.builds(sdk.Option, text=plain(75), value=text(75), description=maybe(plain(75)))
OPTIONS = st.lists(OPTION, min_size=1, max_size=5)
ADDRESS = st.just("https://example.com/a?b=c#d")
ACTION = {"action_id": maybe(text(255))}
FOCUSED = {"focus_on_load": st.just(False)}


def element(build: Build, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(build, **{**ACTION, **fields})


def menu(build: Build, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return element(build, placeholder=maybe(plain(150)), confirm=CONFIRM, **FOCUSED, **fields)


BUTTON = element(
    sdk.ButtonElement,
    text=plain(75),
    value=maybe(text(2000)),
    url=maybe(ADDRESS),
    style=st.sampled_from([None, "primary", "danger"]),
    confirm=CONFIRM,
    accessibility_label=maybe(text(75)),
)
OVERFLOW = element(
    sdk.OverflowMenuElement, options=st.lists(OPTION, min_size=1, max_size=5), confirm=CONFIRM
)
CHOICES = st.one_of(
    element(sdk.CheckboxesElement, options=OPTIONS, confirm=CONFIRM, **FOCUSED),
    element(sdk.RadioButtonsElement, options=OPTIONS, confirm=CONFIRM, **FOCUSED),
    menu(sdk.StaticSelectElement, options=OPTIONS),
    menu(sdk.ExternalDataSelectElement, min_query_length=maybe(st.integers(1, 5))),
    menu(sdk.UserSelectElement, initial_user=maybe(st.just("U1"))),
    menu(sdk.ChannelSelectElement, response_url_enabled=maybe(st.booleans())),
    menu(sdk.ConversationSelectElement, default_to_current_conversation=maybe(st.booleans())),
    menu(sdk.DatePickerElement, initial_date=maybe(st.dates().map(str))),
    menu(sdk.TimePickerElement, timezone=maybe(st.just("Europe/Madrid"))),
)
SEVERAL = st.one_of(
    menu(sdk.StaticMultiSelectElement, options=OPTIONS),
    menu(sdk.UserMultiSelectElement, max_selected_items=maybe(st.integers(1, 9))),
)
TYPED = st.one_of(
    element(
        sdk.PlainTextInputElement,
        placeholder=maybe(plain(150)),
        multiline=maybe(st.booleans()),
        max_length=maybe(st.integers(100, 3000)),
    ),
    element(sdk.NumberInputElement, is_decimal_allowed=st.booleans()),
    element(sdk.EmailInputElement),
    element(sdk.UrlInputElement),
    element(sdk.RichTextInputElement),
    element(FileInputElement, max_files=maybe(st.integers(1, 10))),
)
IMAGE = st.builds(sdk.ImageElement, image_url=ADDRESS, alt_text=text(2000))
PIECE = st.one_of(
    st.builds(sdk.RichTextElementParts.Text, text=text(50)),
    st.builds(sdk.RichTextElementParts.User, user_id=st.just("U1")),
    st.builds(sdk.RichTextElementParts.Link, url=ADDRESS, text=maybe(text(20))),
    st.builds(sdk.RichTextElementParts.Emoji, name=st.just("tada")),
)
SECTION_OF_PIECES = st.builds(sdk.RichTextSectionElement, elements=st.lists(PIECE, max_size=3))
RICH_PARTS = st.one_of(
    SECTION_OF_PIECES,
    st.builds(sdk.RichTextQuoteElement, elements=st.lists(PIECE, max_size=3)),
    st.builds(
        sdk.RichTextListElement,
        elements=st.lists(SECTION_OF_PIECES, max_size=3),
        style=st.sampled_from(["bullet", "ordered"]),
        indent=maybe(st.integers(0, 8)),
    ),
)
SHARED = st.one_of(
    st.builds(sdk.HeaderBlock, text=plain(150)),
    st.builds(sdk.DividerBlock),
    st.builds(sdk.SectionBlock, text=marked(3000), accessory=maybe(BUTTON | IMAGE | CHOICES)),
    st.builds(sdk.SectionBlock, fields=st.lists(marked(2000), min_size=1, max_size=10)),
    st.builds(sdk.SectionBlock, text=marked(100), accessory=SEVERAL),
    st.builds(sdk.ContextBlock, elements=st.lists(IMAGE | marked(500), min_size=1, max_size=10)),
    st.builds(
        sdk.ActionsBlock,
        elements=st.lists(
            BUTTON | OVERFLOW | CHOICES,
            min_size=1,
            max_size=25,
            unique_by=lambda item: item.action_id or id(item),
        ),
    ),
    st.builds(sdk.ImageBlock, image_url=ADDRESS, alt_text=text(2000), title=maybe(plain(2000))),
    st.builds(sdk.RichTextBlock, elements=st.lists(RICH_PARTS, min_size=1, max_size=4)),
    st.builds(
        sdk.InputBlock,
        label=plain(2000),
        element=TYPED | CHOICES | SEVERAL,
        hint=maybe(plain(2000)),
        optional=maybe(st.booleans()),
        dispatch_action=maybe(st.booleans()),
    ),
)
ONLY_IN_MESSAGES = st.builds(sdk.MarkdownBlock, text=text(3000))


@given(st.lists(SHARED | ONLY_IN_MESSAGES, min_size=1, max_size=3))
def test_messages_of_the_sdk_are_taken(blocks: list[Any]) -> None:
    assert check_message({"text": "a", "blocks": [block.to_dict() for block in blocks]}) == []


@given(
    st.builds(
        View,
        type=st.just("modal"),
        title=plain(24),
        submit=plain(24),
        close=maybe(plain(24)),
        callback_id=maybe(text(255)),
        private_metadata=maybe(text(3000)),
        notify_on_close=maybe(st.booleans()),
        blocks=st.lists(SHARED, min_size=1, max_size=3),
    )
)
def test_modals_of_the_sdk_are_taken(view: Any) -> None:
    assert check_view(view.to_dict()) == []
