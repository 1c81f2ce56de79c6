"""A modal with every input there is."""

from tests.playground import kit
from tests.playground.conftest import Json


def _input(label: str, kind: str, block_id: str, **more: object) -> Json:
    return kit.input_(label, {"type": kind, "action_id": "it", **more}, block_id)


DAYS = [kit.option(day) for day in ("Monday", "Tuesday", "Friday")]
SURGERIES = [kit.option(name) for name in ("Ash", "Beech", "Cedar")]
ROOMS = {"include": ["public", "private"]}

EVERY_INPUT = kit.modal(
    kit.section("Every kind of input"),
    _input("Topic", "plain_text_input", "text"),
    _input("Why now", "plain_text_input", "lines", multiline=True),
    _input("Patients", "number_input", "number", is_decimal_allowed=False, min_value="5"),
    _input("Reply to", "email_text_input", "email"),
    _input("More at", "url_text_input", "url"),
    _input("Words", "rich_text_input", "rich"),
    _input("Day", "radio_buttons", "radio", options=DAYS),
    _input("Days", "checkboxes", "checks", options=DAYS),
    _input("Menu", "static_select", "menu", options=DAYS),
    _input("Surgeries", "multi_static_select", "menus", options=SURGERIES),
    _input("Elsewhere", "external_select", "external", min_query_length=2),
    _input("Others", "multi_external_select", "externals", min_query_length=1),
    _input("Facilitator", "users_select", "user"),
    _input("People", "multi_users_select", "users"),
    _input("Room", "conversations_select", "talk", filter=ROOMS),
    _input("Rooms", "multi_conversations_select", "talks", filter=ROOMS),
    _input("Channel", "channels_select", "channel"),
    _input("Channels", "multi_channels_select", "channels"),
    _input("Date", "datepicker", "date"),
    _input("Time", "timepicker", "time"),
    _input("Closes", "datetimepicker", "moment"),
    _input("Picture", "file_input", "file"),
    title="Everything",
)
