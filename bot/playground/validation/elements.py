"""Block elements: what each may hold, and where each may stand (slack.md 3.4)."""

import re
from collections.abc import Iterator
from typing import Any

from bot.playground.validation.composition import (
    CONFIRM,
    DISPATCH,
    EITHER,
    FILTER,
    ID,
    MAX_ITEMS,
    SLACK_FILE,
    initial_among_options,
    option,
    option_groups,
    plain,
)
from bot.playground.validation.schema import (
    Check,
    Problem,
    anything,
    array,
    boolean,
    both,
    exactly_one,
    integer,
    one_of,
    pattern,
    record,
    string,
    typed,
)

PLACEHOLDER = {"placeholder": plain(150)}
COMMON: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean}
DISPATCHES: dict[str, Check] = {"dispatch_action_config": DISPATCH}
SELECT = COMMON | PLACEHOLDER
LIMITED: dict[str, Check] = {"max_selected_items": MAX_ITEMS}
RESPONSE: dict[str, Check] = {"response_url_enabled": boolean}
CONVERSATIONS: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": FILTER}

DATE = pattern(lambda said: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", said)), "a date (YYYY-MM-DD)")
TIME = pattern(lambda said: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", said)), "a time (HH:mm)")
NUMBER = pattern(lambda said: bool(re.fullmatch(r"-?\d+(\.\d+)?", said)), "a number in a string")
IDS = array(string(), 1)


def element(required: dict[str, Check] | None = None, **optional: Check) -> Check:
    return record(required or {}, COMMON | optional)


def static_select(**initial: Check) -> Check:
    """A menu with its options, or groups of them."""
    fields = {"options": array(option(), 1, 100), "option_groups": option_groups()}
    return both(
        record({}, SELECT | fields | initial),
        exactly_one("options", "option_groups"),
        initial_among_options,
    )


def choices(most: int, initial: str, kind: Check) -> Check:
    """Radio buttons or checkboxes: all options in sight."""
    return both(
        record({"options": array(option(EITHER), 1, most)}, COMMON | {initial: kind}),
        initial_among_options,
    )


def lengths(value: Any, at: str) -> Iterator[Problem]:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield "min_length must not be more than max_length", f"{at}/min_length"


IMAGE = both(
    record(
        {"alt_text": string(2000)},
        {"image_url": string(3000, 1), "slack_file": SLACK_FILE},
    ),
    exactly_one("image_url", "slack_file"),
)

MULTI = SELECT | LIMITED
OPTIONS = array(option(), 1)

ELEMENTS: dict[str, Check] = {
    "button": record(
        {"text": plain(75)},
        {
            "action_id": ID,
            "value": string(2000),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
            "confirm": CONFIRM,
        },
    ),
    "workflow_button": record(
        {"text": plain(75), "action_id": ID, "workflow": anything},
        {"style": one_of("primary", "danger"), "accessibility_label": string(75)},
    ),
    "static_select": static_select(initial_option=option()),
    "multi_static_select": static_select(initial_options=OPTIONS, max_selected_items=MAX_ITEMS),
    "external_select": record(
        {}, SELECT | {"initial_option": option(), "min_query_length": integer(0)}
    ),
    "multi_external_select": record(
        {}, MULTI | {"initial_options": OPTIONS, "min_query_length": integer(0)}
    ),
    "users_select": record({}, SELECT | {"initial_user": string()}),
    "multi_users_select": record({}, MULTI | {"initial_users": IDS}),
    "conversations_select": record(
        {}, SELECT | CONVERSATIONS | RESPONSE | {"initial_conversation": string()}
    ),
    "multi_conversations_select": record(
        {}, MULTI | CONVERSATIONS | {"initial_conversations": IDS}
    ),
    "channels_select": record({}, SELECT | RESPONSE | {"initial_channel": string()}),
    "multi_channels_select": record({}, MULTI | {"initial_channels": IDS}),
    "overflow": record(
        {"options": array(option(url=True), 1, 5)}, {"action_id": ID, "confirm": CONFIRM}
    ),
    "radio_buttons": choices(10, "initial_option", option(EITHER)),
    "checkboxes": choices(10, "initial_options", array(option(EITHER), 1)),
    "datepicker": record({}, SELECT | {"initial_date": DATE}),
    "timepicker": record({}, SELECT | {"initial_time": TIME, "timezone": string()}),
    "datetimepicker": element(initial_date_time=integer(1_000_000_000, 9_999_999_999)),
    "plain_text_input": both(
        record(
            {},
            SELECT
            | DISPATCHES
            | {
                "initial_value": string(3000),
                "multiline": boolean,
                "min_length": integer(0, 3000),
                "max_length": integer(1, 3000),
            },
        ),
        lengths,
    ),
    "number_input": record(
        {"is_decimal_allowed": boolean},
        SELECT | DISPATCHES | {"initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
    ),
    "email_text_input": record({}, SELECT | DISPATCHES | {"initial_value": string()}),
    "url_text_input": record({}, SELECT | DISPATCHES | {"initial_value": string()}),
    "rich_text_input": record({}, SELECT | DISPATCHES | {"initial_value": anything}),
    "file_input": element(filetypes=array(string(), 1), max_files=integer(1, 10)),
    "image": IMAGE,
    "feedback_buttons": record(
        {
            "positive_button": record(
                {"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}
            ),
            "negative_button": record(
                {"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}
            ),
        },
        {"action_id": ID},
    ),
    "icon_button": record(
        {"icon": one_of("trash"), "text": plain(75)},
        {
            "action_id": ID,
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": IDS,
        },
    ),
}

SELECTS = frozenset(
    f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels")
)
MULTI_SELECTS = frozenset(f"multi_{kind}" for kind in SELECTS)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
CHOICES = frozenset({"radio_buttons", "checkboxes"})
TYPED = frozenset(
    {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}
)

IN_ACTIONS = (
    SELECTS
    | MULTI_SELECTS
    | PICKERS
    | CHOICES
    | {"button", "overflow", "workflow_button", "rich_text_input"}
)
IN_SECTION = (
    SELECTS
    | MULTI_SELECTS
    | CHOICES
    | {"button", "datepicker", "timepicker", "image", "overflow", "workflow_button"}
)
IN_INPUT = SELECTS | MULTI_SELECTS | PICKERS | CHOICES | TYPED | {"file_input"}
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})

INTERACTIVE = frozenset(ELEMENTS) - {"image"}


def elements(allowed: frozenset[str]) -> Check:
    """An element of one of these types."""
    return typed(ELEMENTS, allowed)
