"""Typed builders for Block Kit: they shape and shorten, so that nothing else writes Slack's JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.blocks import text as limits
from bot.blocks.text import truncate
from bot.domain.delivery import Block, Picture
from bot.domain.rights.naming import is_nobody, shown

Element = dict[str, Any]
View = dict[str, Any]


def plain(words: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": truncate(words, limit), "emoji": False}


def mrkdwn(words: str, limit: int = limits.SECTION_TEXT) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": truncate(shown(words), limit)}


def _without_nothing(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part is not None}


# ---- blocks


def section(words: str, accessory: Element | None = None, block_id: str | None = None) -> Block:
    return _without_nothing(
        type="section", text=mrkdwn(words), accessory=accessory, block_id=block_id
    )


def plain_section(words: str) -> Block:
    """What somebody typed, just as it is: no markup, no mentions, and no need to escape it."""
    return {"type": "section", "text": plain(words, limits.SECTION_TEXT)}


def fields(*words: str) -> Block:
    return {"type": "section", "fields": [mrkdwn(each, limits.FIELD_TEXT) for each in words[:10]]}


def header(words: str) -> Block:
    return {"type": "header", "text": plain(words, limits.HEADER_TEXT)}


def context(*words: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(each) for each in words[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def actions(elements: Sequence[Element], block_id: str | None = None) -> Block:
    return _without_nothing(type="actions", elements=list(elements), block_id=block_id)


def picture_here(alt: str, number: int = 0) -> Block:
    """The place of one of a message's pictures: the first, unless ``number`` says which.

    The sender puts the uploaded file's id in, or Slack's own chart in its place.
    """
    return {
        "type": "image",
        "slack_file": {"id": _picture_file(number)},
        "alt_text": truncate(alt, limits.ALT_TEXT),
    }


def picture_at(block: Block, pictures: Sequence[Picture]) -> Picture | None:
    """The picture whose place this block is."""
    file_id = (block.get("slack_file") or {}).get("id")
    numbered = enumerate(pictures)
    return next((each for number, each in numbered if file_id == _picture_file(number)), None)


def _picture_file(number: int) -> str:
    return f"@picture{number or ''}"


def input_(
    block_id: str,
    label: str,
    element: Element,
    *,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """``dispatch``: what is chosen is heard at once, not only when the form is sent."""
    return _without_nothing(
        type="input",
        block_id=block_id,
        label=plain(label, limits.LABEL),
        element=element,
        hint=plain(hint, limits.LABEL) if hint else None,
        optional=optional,
        dispatch_action=dispatch or None,
    )


# ---- elements


def button(
    action_id: str,
    words: str,
    value: str = "",
    *,
    style: str | None = None,
    confirm: Element | None = None,
    label: str | None = None,
) -> Element:
    """``label`` is what a screen reader says where the words alone would not be clear.

    It begins with the words if it lacks them, so that voice control finds the button by what it shows.
    """
    if label and words not in label:
        label = f"{words}: {label}"
    return _without_nothing(
        type="button",
        action_id=action_id,
        text=plain(words, limits.BUTTON_TEXT),
        value=value or None,
        style=style,
        confirm=confirm,
        accessibility_label=truncate(label, limits.BUTTON_TEXT) if label else None,
    )


def confirm(title: str, words: str, yes: str, no: str) -> Element:
    return {
        "title": plain(title, 100),
        "text": plain(words, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(words: str, value: str, description: str | None = None) -> Element:
    return _without_nothing(
        text=plain(words, limits.OPTION_TEXT),
        value=truncate(value, limits.OPTION_VALUE),
        description=plain(description, limits.OPTION_TEXT) if description else None,
    )


def person_option(user: str) -> Element:
    """For radio buttons and checkboxes, which can show a person's name; a menu cannot."""
    return {"text": mrkdwn(f"<@{user}>", limits.OPTION_TEXT), "value": user}


def _chosen(options: Iterable[Element], value: str | None) -> Element | None:
    return next((each for each in options if each["value"] == value), None)


def radio(action_id: str, options: Sequence[Element], chosen: str | None = None) -> Element:
    return _without_nothing(
        type="radio_buttons",
        action_id=action_id,
        options=list(options),
        initial_option=_chosen(options, chosen),
    )


def checkboxes(action_id: str, options: Sequence[Element], chosen: Iterable[str] = ()) -> Element:
    wanted = set(chosen)
    initial = [each for each in options if each["value"] in wanted]
    return _without_nothing(
        type="checkboxes",
        action_id=action_id,
        options=list(options),
        initial_options=initial or None,
    )


def select(
    action_id: str,
    options: Sequence[Element],
    chosen: str | None = None,
    *,
    placeholder: str = "Choose",
) -> Element:
    """Up to 100 options as one list; more are put into groups of 100 (slack.md 3.4)."""
    whole = len(options) <= limits.OPTIONS_PER_MENU
    return _without_nothing(
        type="static_select",
        action_id=action_id,
        options=list(options) if whole else None,
        option_groups=None if whole else _grouped(options),
        initial_option=_chosen(options, chosen),
        placeholder=plain(placeholder, limits.PLACEHOLDER),
    )


def multi_select(
    action_id: str,
    options: Sequence[Element],
    chosen: Iterable[str] = (),
    *,
    placeholder: str = "Choose",
    most: int | None = None,
) -> Element:
    """As ``select``. ``most`` is how many can be chosen."""
    wanted = set(chosen)
    initial = [each for each in options if each["value"] in wanted]
    whole = len(options) <= limits.OPTIONS_PER_MENU
    return _without_nothing(
        type="multi_static_select",
        action_id=action_id,
        options=list(options) if whole else None,
        option_groups=None if whole else _grouped(options),
        initial_options=initial or None,
        max_selected_items=most,
        placeholder=plain(placeholder, limits.PLACEHOLDER),
    )


def _grouped(options: Sequence[Element]) -> list[Element]:
    size = limits.OPTIONS_PER_MENU
    runs = [list(options[start : start + size]) for start in range(0, len(options), size)]
    return [
        {
            "label": plain(f"{run[0]['text']['text'][:30]} to {run[-1]['text']['text'][:30]}", 75),
            "options": run,
        }
        for run in runs
    ]


def external_select(
    action_id: str, chosen: Element | None = None, *, least: int = 0, placeholder: str = "Choose"
) -> Element:
    """Its options are asked for while somebody types, from ``least`` characters on."""
    return _without_nothing(
        type="external_select",
        action_id=action_id,
        initial_option=chosen,
        min_query_length=least,
        placeholder=plain(placeholder, limits.PLACEHOLDER),
    )


def multi_conversations_select(
    action_id: str, chosen: Iterable[str] = (), *, most: int | None = None
) -> Element:
    """Public and private channels; ``most`` is how many can be chosen."""
    return _without_nothing(
        type="multi_conversations_select",
        action_id=action_id,
        initial_conversations=list(chosen) or None,
        filter={"include": ["public", "private"], "exclude_bot_users": True},
        max_selected_items=most,
        placeholder=plain("Choose channels", limits.PLACEHOLDER),
    )


def multi_external_select(
    action_id: str,
    chosen: Sequence[Element] = (),
    *,
    placeholder: str = "Type to search",
    most: int | None = None,
) -> Element:
    return _without_nothing(
        type="multi_external_select",
        action_id=action_id,
        initial_options=list(chosen) or None,
        min_query_length=0,
        max_selected_items=most,
        placeholder=plain(placeholder, limits.PLACEHOLDER),
    )


def conversations_select(action_id: str, chosen: str | None = None) -> Element:
    """Public and private channels; nobody's direct messages."""
    return _without_nothing(
        type="conversations_select",
        action_id=action_id,
        initial_conversation=chosen,
        filter={"include": ["public", "private"], "exclude_bot_users": True},
        placeholder=plain("Choose a channel", limits.PLACEHOLDER),
    )


def users_select(action_id: str, chosen: str | None = None) -> Element:
    return _without_nothing(
        type="users_select",
        action_id=action_id,
        initial_user=None if is_nobody(chosen) else chosen,
        placeholder=plain("Choose a person", limits.PLACEHOLDER),
    )


def multi_users_select(action_id: str, chosen: Iterable[str] = ()) -> Element:
    return _without_nothing(
        type="multi_users_select",
        action_id=action_id,
        initial_users=[each for each in chosen if not is_nobody(each)] or None,
        placeholder=plain("Choose people", limits.PLACEHOLDER),
    )


def datepicker(action_id: str, chosen: str | None = None) -> Element:
    """``chosen`` as YYYY-MM-DD."""
    return _without_nothing(type="datepicker", action_id=action_id, initial_date=chosen)


def timepicker(action_id: str, chosen: str | None = None) -> Element:
    """``chosen`` as HH:mm."""
    return _without_nothing(type="timepicker", action_id=action_id, initial_time=chosen)


def plain_text_input(
    action_id: str,
    chosen: str | None = None,
    *,
    multiline: bool = False,
    max_length: int | None = None,
    placeholder: str | None = None,
) -> Element:
    return _without_nothing(
        type="plain_text_input",
        action_id=action_id,
        initial_value=chosen,
        multiline=multiline,
        max_length=max_length,
        placeholder=plain(placeholder, limits.PLACEHOLDER) if placeholder else None,
    )


# ---- views


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str = "Cancel",
    private_metadata: str = "",
) -> View:
    return _without_nothing(
        type="modal",
        callback_id=callback_id,
        title=plain(title, limits.MODAL_TITLE),
        submit=plain(submit, limits.MODAL_TITLE) if submit else None,
        close=plain(close, limits.MODAL_TITLE),
        private_metadata=private_metadata,
        blocks=list(blocks)[: limits.BLOCKS_PER_VIEW],
    )
