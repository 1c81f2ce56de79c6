"""Block Kit's limits and the words of its refusals (slack.md 3)."""

from typing import Any

import pytest

from bot.playground.validation.schema import as_text
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of
from tests.playground.conftest import World
from tests.playground.kit import (
    Json,
    actions,
    button,
    home,
    input_,
    modal,
    option,
    plain,
    radio,
    section,
    static_select,
    text_input,
)


def wrong(*blocks: Any, surface: str = "message") -> list[str]:
    return [as_text(each) for each in problems_of(list(blocks), surface, "/blocks")]


def chart(**more: Any) -> Json:
    """slack.md 3.3's example."""
    points = [{"label": "Q1", "value": 41.2}, {"label": "Q2", "value": -3}]
    axes = {"categories": ["Q1", "Q2"], "x_label": "Quarter", "y_label": "Items"}
    series = [{"name": "Yours", "data": points}]
    drawn = {"type": "bar", "series": series, "axis_config": axes} | more
    return {"type": "data_visualization", "title": "Items", "chart": drawn}


RAW = {"type": "raw_text", "text": "1"}
IMAGE = {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "A chart"}

GOOD: dict[str, Json] = {
    "section": section("x" * 3000),
    "fields": {"type": "section", "fields": [plain("x" * 2000)] * 10},
    "header": {"type": "header", "text": plain("x" * 150), "level": 2},
    "divider": {"type": "divider"},
    "context": {"type": "context", "elements": [IMAGE, plain("x")]},
    "actions": actions(*[button("b", f"a{n}") for n in range(25)]),
    "input": input_("x" * 2000, block_id="b", hint=plain("h"), optional=True),
    "image": IMAGE | {"title": plain("t")},
    "markdown": {"type": "markdown", "text": "x" * 12_000},
    "table": {"type": "table", "rows": [[RAW] * 20] * 100},
    "data_table": {"type": "data_table", "caption": "c", "rows": [[RAW]] * 101},
    "chart": chart(),
    "pie": chart() | {"chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]}},
    "card": {"type": "card", "title": plain("t"), "actions": [button("b")]},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "body": plain("b")}]},
    "container": {"type": "container", "title": plain("t"), "child_blocks": [section("x")]},
    "radio": actions(radio("Yes", "No", initial_option=option("No"))),
    "overflow": section("x", accessory=radio("Edit") | {"type": "overflow"}),
    "rich_text": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    },
    "confirm": actions(
        button(
            "Delete",
            style="danger",
            confirm={
                "title": plain("Sure?"),
                "text": plain("x"),
                "confirm": plain("y"),
                "deny": plain("n"),
            },
        )
    ),
    "feedback": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": plain("Good"), "value": "1"},
                "negative_button": {"text": plain("Bad"), "value": "0"},
            }
        ],
    },
}


@pytest.mark.parametrize("name", GOOD)
def test_good_blocks_pass_in_messages(name: str) -> None:
    """slack.md 3.2, 3.3, 3.4: each at its limit"""
    assert wrong(GOOD[name]) == []


BAD: list[tuple[str, Json, str]] = [
    (
        "3.2 section",
        section("x" * 3001),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "3.4 text object",
        section(""),
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    ("3.2 section", {"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
    (
        "3.2 fields",
        {"type": "section", "fields": [plain("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "3.2 fields",
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "3.2 header",
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "3.2 header",
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        "3.2 context",
        {"type": "context", "elements": [plain("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "3.2 context",
        {"type": "context", "elements": [button("x")]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "3.2 actions",
        actions(*[button("b", f"a{n}") for n in range(26)]),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ("3.2 actions", actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        "3.4 homes",
        actions(text_input()),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "3.4 homes",
        input_("x", button("x")),
        "unsupported type: button [json-pointer:/blocks/0/element/type]",
    ),
    (
        "3.2 input",
        input_("x" * 2001, block_id="b"),
        "must be less than 2001 characters [json-pointer:/blocks/0/label/text]",
    ),
    (
        "3.2 image",
        {"type": "image", "image_url": "https://x"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        "3.2 image",
        {"type": "image", "alt_text": "x"},
        "missing required field: image_url [json-pointer:/blocks/0]",
    ),
    (
        "3.2 image",
        IMAGE | {"slack_file": {"id": "F1"}},
        "only one of image_url, slack_file is allowed [json-pointer:/blocks/0]",
    ),
    (
        "3.2 table",
        {"type": "table", "rows": [[RAW] * 21]},
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    (
        "3.2 table",
        {"type": "table", "rows": [[RAW]] * 101},
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    (
        "3.4 button",
        actions(button("x" * 76)),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        "3.4 button",
        actions(button("x", value="v" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "3.4 button",
        actions(button("x", style="green")),
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        "3.1 action_id",
        actions(button("x", "a" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        "3.1 block_id",
        {"type": "divider", "block_id": "b" * 256},
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    (
        "3.4 select",
        actions(static_select(*map(str, range(101)))),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "3.4 radio",
        actions(radio(*map(str, range(11)))),
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "3.4 initial",
        actions(radio("Yes", initial_option=option("No"))),
        "must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        "3.4 option",
        actions(radio("x" * 76)),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        "3.4 option",
        actions({"type": "radio_buttons", "options": [option("x", "v" * 151)]}),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        "3.4 overflow",
        section("x", accessory=radio(*"abcdef") | {"type": "overflow"}),
        "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        "3.4 datepicker",
        actions({"type": "datepicker", "initial_date": "24/11/2026"}),
        "must be a date (YYYY-MM-DD) [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        "3.4 timepicker",
        actions({"type": "timepicker", "initial_time": "25:00"}),
        "must be a time (HH:mm) [json-pointer:/blocks/0/elements/0/initial_time]",
    ),
    (
        "3.4 input",
        input_("x", text_input(max_length=3001)),
        "must be less than 3001 [json-pointer:/blocks/0/element/max_length]",
    ),
    (
        "3.4 number",
        input_("x", {"type": "number_input"}),
        "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]",
    ),
    (
        "3.4 number",
        input_("x", {"type": "number_input", "is_decimal_allowed": False, "min_value": 1}),
        "must be a number in a string [json-pointer:/blocks/0/element/min_value]",
    ),
    (
        "3.4 file_input",
        input_("x", {"type": "file_input"}),
        "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
    ),
    (
        "3.2 surfaces",
        {"type": "alert", "text": plain("x")},
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    ("3.2 type", {"type": "sections"}, "unsupported type: sections [json-pointer:/blocks/0/type]"),
    ("3.1 words", {"text": plain("x")}, "missing required field: type [json-pointer:/blocks/0]"),
    (
        "3.1 words",
        {"type": "divider", "text": "x"},
        "invalid additional property: text [json-pointer:/blocks/0]",
    ),
]


@pytest.mark.parametrize(
    ("source", "block", "says"), BAD, ids=[f"{b[0]}: {b[2][:48]}" for b in BAD]
)
def test_a_broken_block_is_refused_in_slacks_words(source: str, block: Json, says: str) -> None:
    assert wrong(block) == [says], f"slack.md {source}"


def series(name: str, *labels: str) -> Json:
    return {"name": name, "data": [{"label": each, "value": 1} for each in labels]}


@pytest.mark.parametrize(
    ("block", "says"),
    [
        (
            chart() | {"title": "x" * 51},
            "must be less than 51 characters [json-pointer:/blocks/0/title]",
        ),
        (
            chart(series=[series(str(n), "Q1", "Q2") for n in range(7)]),
            "no more than 6 items allowed [json-pointer:/blocks/0/chart/series]",
        ),
        (
            chart(series=[series("a", "Q1", "Q2")] * 2),
            "series names must be unique [json-pointer:/blocks/0/chart/series/1/name]",
        ),
        (
            chart(series=[series("a", "Q1")]),
            "must have exactly one data point per category [json-pointer:/blocks/0/chart/series/0/data]",
        ),
        (
            chart(series=[series("a", "Q1", "Q2", "Q2")]),
            "must have exactly one data point per category [json-pointer:/blocks/0/chart/series/0/data]",
        ),
        (
            chart(series=[series("x" * 21, "Q1", "Q2")]),
            "must be less than 21 characters [json-pointer:/blocks/0/chart/series/0/name]",
        ),
        (chart(axis_config={"categories": []}, series=[]), "no fewer than 1 items allowed"),
        (chart(type="scatter"), "unsupported type: scatter [json-pointer:/blocks/0/chart/type]"),
        (chart(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0/chart]"),
        (
            chart(
                series=[
                    {
                        "name": "a",
                        "data": [{"label": "Q1", "value": None}, {"label": "Q2", "value": 1}],
                    }
                ]
            ),
            "must provide a number [json-pointer:/blocks/0/chart/series/0/data/0/value]",
        ),
        (
            {
                "type": "data_visualization",
                "title": "x",
                "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]},
            },
            "must be more than 0 [json-pointer:/blocks/0/chart/segments/0/value]",
        ),
    ],
)
def test_a_broken_chart_is_refused(block: Json, says: str) -> None:
    """slack.md 3.3"""
    assert wrong(block)[0].startswith(says)


def test_rules_about_all_blocks_together() -> None:
    """slack.md 3.1, 3.2, 3.3"""
    assert wrong(*[{"type": "divider"}] * 51) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert wrong(*[chart() for _ in range(3)])[0].startswith("no more than 2 data_visualization")
    assert wrong(GOOD["table"], GOOD["data_table"]) == [
        "only_one_table_allowed [json-pointer:/blocks]"
    ]
    assert wrong(GOOD["markdown"], GOOD["markdown"])[0].startswith("must be less than 12001")
    same = {"type": "divider", "block_id": "b"}
    assert wrong(same, same)[0].startswith("block_id already exists: b")
    assert wrong(actions(button("a"), button("b")))[0].startswith("action_id already exists")
    assert wrong(actions(button("a"), block_id="1"), actions(button("b"), block_id="2")) == []
    focused = text_input(focus_on_load=True)
    assert wrong(input_("A", focused), input_("B", focused))[0].startswith("focus_on_load")


@pytest.mark.parametrize("kind", ["markdown", "table", "chart", "container", "feedback"])
def test_some_blocks_are_not_for_modals(kind: str) -> None:
    """slack.md 3.2, surfaces"""
    assert wrong(GOOD[kind], surface="modal")[0].startswith("unsupported type")


def view_wrong(view: Json) -> list[str]:
    return [as_text(each) for each in view_problems(view)]


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (modal(title="x" * 25), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (
            modal(submit=plain("x" * 25)),
            "must be less than 25 characters [json-pointer:/view/submit/text]",
        ),
        (
            modal(close=plain("x" * 25)),
            "must be less than 25 characters [json-pointer:/view/close/text]",
        ),
        (
            modal(private_metadata="x" * 3001),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (
            modal(callback_id="x" * 256),
            "must be less than 256 characters [json-pointer:/view/callback_id]",
        ),
        (
            modal(*[{"type": "divider"}] * 101),
            "no more than 100 items allowed [json-pointer:/view/blocks]",
        ),
        ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
        (
            {"type": "modal", "title": plain("x"), "blocks": [input_("A")]},
            "missing required field: submit [json-pointer:/view]",
        ),
        ({"type": "dialog"}, "must be one of: modal, home [json-pointer:/view/type]"),
        (
            home(section("x"), title=plain("x")),
            "invalid additional property: title [json-pointer:/view]",
        ),
    ],
)
def test_a_broken_view_is_refused(view: Json, says: str) -> None:
    """slack.md 3.1"""
    assert view_wrong(view) == [says]


def test_good_views_pass() -> None:
    """slack.md 3.1, at their limits"""
    assert view_wrong(modal(*[{"type": "divider"}] * 100, title="x" * 24)) == []
    assert view_wrong(modal(input_("A", {"type": "file_input", "max_files": 10}))) == []
    assert view_wrong(modal({"type": "alert", "text": plain("x"), "level": "warning"})) == []
    assert view_wrong(home(section("x"), private_metadata="x" * 3000)) == []


async def test_the_refusal_of_a_message_has_slacks_shape(world: World) -> None:
    """slack.md 3.1, "Error shape, messages" """
    answer = await world.api(
        "chat.postMessage", channel=world.general.id, text="x", blocks=[section("x" * 3001)]
    )
    said = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [said],
        "response_metadata": {"messages": [f"[ERROR] {said}"]},
    }


@pytest.mark.parametrize("blocks", ["{not json", {"type": "divider"}])
async def test_blocks_that_are_no_array_are_a_wrong_format(world: World, blocks: Any) -> None:
    """slack.md 3.1"""
    answer = await world.api("chat.postMessage", channel=world.general.id, blocks=blocks)
    assert answer["error"] == "invalid_blocks_format"


async def test_more_limits_of_messages(world: World) -> None:
    """slack.md 3.1"""

    async def error(**args: Any) -> str:
        answer = await world.api("chat.postMessage", channel=world.general.id, **args)
        return str(answer["error"])

    assert await error(blocks=[section("x" * 2900)] * 5) == "msg_blocks_too_long"
    assert await error(text="x", attachments=[{"text": "x"}] * 101) == "too_many_attachments"
    assert await error(text="x", markdown_text="y") == "markdown_text_conflict"
    assert await error(markdown_text="y" * 12_001) == "msg_blocks_too_long"


async def test_missing_ids_are_given(world: World) -> None:
    """slack.md 8.2"""
    bare = {"type": "button", "text": plain("x")}
    posted = await world.client.chat_postMessage(
        channel=world.general.id, text="x", blocks=[{"type": "actions", "elements": [bare, bare]}]
    )
    [block] = posted["message"]["blocks"]
    ids = {each["action_id"] for each in block["elements"]}
    assert block["block_id"]
    assert len(ids) == 2


async def test_blocks_can_be_validated_without_a_token(world: World) -> None:
    """slack.md 3.1, blocks.validate"""
    good = await world.api("blocks.validate", token="", blocks=[section("x")])
    assert good == {"ok": True}
    bad = await world.api("blocks.validate", token="", blocks=[{"type": "section"}])
    assert bad["error"] == "invalid_blocks"
    assert bad["errors"][0] == {
        "code": "missing_field",
        "message": "missing required field: text",
        "pointer": "/0",
        "field": "text",
    }
    view = await world.api("blocks.validate", token="", view=modal(title="x" * 25))
    assert (view["error"], view["errors"][0]["pointer"]) == ("invalid_view", "/title/text")
    both = await world.api("blocks.validate", token="", view=modal(), blocks=[])
    assert both["ok"]
    assert (await world.api("blocks.validate", token=""))["error"] == "invalid_arguments"
