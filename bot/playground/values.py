"""What a person enters into an element, in Slack's shapes (slack.md 2): values, and what is wrong
with them before Slack sends anything."""

import base64
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.playground import files
from bot.playground.errors import ActError
from bot.playground.records import Json, Workspace
from bot.playground.validation.composition import options_of

if TYPE_CHECKING:
    from bot.playground.slack import Slack

# Where each kind keeps its value in state, and where its initial value comes from.
FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
SEVERAL = {
    kind
    for kind, (field, _) in FIELDS.items()
    if field.startswith("selected_") and field.endswith("s")
}
STATELESS = {"button", "workflow_button", "overflow", "feedback_buttons", "icon_button"}


def initial(element: Json) -> Json | None:
    """The state of an element that nobody has touched; None for buttons, which have none."""
    kind = element["type"]
    if kind not in FIELDS:
        return None
    field, source = FIELDS[kind]
    value = element.get(source)
    if value is None and kind in SEVERAL:
        value = []
    if value is None and kind == "file_input":
        value = []
    return _state(element, field, value)


def _state(element: Json, field: str, value: Any) -> Json:
    state = {"type": element["type"], field: value}
    if element["type"] == "timepicker" and element.get("timezone"):
        state["timezone"] = element["timezone"]
    return state


def entered(
    slack: "Slack", team: Workspace, user: str, element: Json, value: Any, offered: list[Json]
) -> Json:
    """The state after a person entered ``value``. Raises ActError for what cannot be entered.

    ``offered`` are the options that the app gave to an external select.
    """
    kind = element["type"]
    field = FIELDS[kind][0]
    if value is None or value in ("", []):
        return initial({"type": kind}) or {}
    if field in {"selected_option", "selected_options"}:
        there = offered if "external" in kind else options_of(element)
        if kind in SEVERAL:
            return _state(
                element, field, [_option(there, each) for each in _several(element, value)]
            )
        return _state(element, field, _option(there, value))
    if kind in SEVERAL:
        return _state(
            element, field, [_known(team, kind, each) for each in _several(element, value)]
        )
    if kind in {"users_select", "conversations_select", "channels_select"}:
        return _state(element, field, _known(team, kind, value))
    if kind == "file_input":
        return _state(element, field, [_upload(slack, team, user, each) for each in value])
    if kind == "rich_text_input":
        return _state(element, field, rich_text(str(value)))
    return _state(element, field, _plain(kind, value))


def rich_text(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _several(element: Json, value: Any) -> list[Any]:
    chosen = value if isinstance(value, list) else [value]
    most = element.get("max_selected_items")
    if most is not None and len(chosen) > most:
        raise ActError("too_many_selected", f"No more than {most} can be chosen here.")
    return chosen


def _option(there: list[Json], value: Any) -> Json:
    for each in there:
        if each["value"] == value:
            return each
    known = ", ".join(each["value"] for each in there)
    raise ActError("no_such_option", f"There is no option {value!r} here; there are: {known}.")


def _known(team: Workspace, kind: str, id: str) -> str:
    if id in (team.users if "users" in kind else team.channels):
        return id
    # A conversations select offers people too: choosing one is choosing the DM with them.
    if "conversations" in kind and id in team.users:
        return id
    raise ActError("no_such_choice", f"There is no {id} to choose here.")


def _upload(slack: "Slack", team: Workspace, user: str, said: Json) -> Json:
    content = base64.b64decode(said["content"])
    return files.file_json(files.upload(slack, team, user, said["name"], content))


def _plain(kind: str, value: Any) -> Any:
    try:
        if kind == "datepicker":
            return date.fromisoformat(value).isoformat()
        if kind == "timepicker":
            return datetime.strptime(value, "%H:%M").strftime("%H:%M")  # noqa: DTZ007
        if kind == "datetimepicker":
            return int(value)
    except (TypeError, ValueError) as broken:
        raise ActError("invalid_value", f"{value!r} is no value for a {kind}.") from broken
    return str(value)


REQUIRED = "Please complete this required field."


def complaint(block: Json, state: Json | None) -> str:
    """What Slack itself says under an input that cannot be submitted; empty if it can."""
    element = block["element"]
    kind = element["type"]
    value = state.get(FIELDS[kind][0]) if state else None
    if not value and value != 0:
        return "" if block.get("optional") else REQUIRED
    if kind == "plain_text_input":
        if not value.strip() and not block.get("optional"):
            return REQUIRED
        return _length(element, value)
    if kind == "number_input":
        return _number(element, value)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.match(r"https?://\S+$", value):
        return "Please enter a valid URL."
    return ""


def _length(element: Json, value: str) -> str:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3000
    if len(value) < least:
        return f"Please enter at least {least} characters."
    if len(value) > most:
        return f"Please enter no more than {most} characters."
    return ""


def _number(element: Json, value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < float(least):
        return f"Please enter a number that is {least} or more."
    if most is not None and number > float(most):
        return f"Please enter a number that is {most} or less."
    return ""
