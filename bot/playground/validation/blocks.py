"""Blocks: what each may hold, and on which surfaces each may stand (slack.md 3.2)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bot.playground.validation.chart import CHART_BLOCK
from bot.playground.validation.composition import EITHER, ID, SLACK_FILE, plain, text
from bot.playground.validation.elements import (
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    elements,
)
from bot.playground.validation.schema import (
    Check,
    Problem,
    anything,
    array,
    at_least_one,
    boolean,
    both,
    exactly_one,
    integer,
    one_of,
    record,
    string,
    typed,
)

MESSAGE, MODAL, HOME = "message", "modal", "home"
ANYWHERE = frozenset({MESSAGE, MODAL, HOME})
IN_MESSAGE = frozenset({MESSAGE})
NOT_MODAL = frozenset({MESSAGE, HOME})


class Rule(NamedTuple):
    check: Check
    surfaces: frozenset[str]


def block(required: dict[str, Check] | None = None, **optional: Check) -> Check:
    return record(required or {}, {"block_id": ID} | optional)


def input_rules(value: Any, at: str) -> Iterator[Problem]:
    element = value.get("element")
    kind = element.get("type") if isinstance(element, dict) else None
    if value.get("dispatch_action") and kind == "file_input":
        yield "dispatch_action is not allowed with file_input", at


CONTEXT_ELEMENT = typed({"image": IMAGE, "mrkdwn": text(3000), "plain_text": text(3000)})
RICH = record({"elements": array(anything)}, {"block_id": ID})
RICH_PART = record(
    {"elements": array(anything)},
    {"style": anything, "indent": integer(0, 8), "offset": integer(0), "border": integer(0, 1)},
)
RICH_PARTS = typed(
    {f"rich_text_{kind}": RICH_PART for kind in ("section", "list", "quote", "preformatted")}
)
RICH_TEXT = block({"elements": array(RICH_PARTS, 1)})
CELL = typed(
    {
        "raw_text": record({"text": string()}),
        "raw_number": record({"value": anything}, {"text": string()}),
        "rich_text": RICH,
    }
)
COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
TITLE = {"title": plain(2000)}
BUTTONS = array(elements(frozenset({"button"})), 1, 2)

CARD = both(
    block(
        hero_image=IMAGE,
        icon=IMAGE,
        title=text(150),
        subtitle=text(150),
        body=text(200),
        actions=BUTTONS,
    ),
    at_least_one("hero_image", "title", "actions", "body"),
)


def _container_child(value: Any, at: str) -> Iterator[Problem]:
    inside = "actions context divider file header image input rich_text section table video"
    table = {kind: BLOCKS[kind].check for kind in inside.split() if kind in BLOCKS}
    yield from typed(table)(value, at)


SECTION = both(
    block(
        text=text(3000),
        fields=array(text(2000), 1, 10),
        accessory=elements(IN_SECTION),
        expand=boolean,
    ),
    at_least_one("text", "fields"),
)

BLOCKS: dict[str, Rule] = {
    "section": Rule(SECTION, ANYWHERE),
    "header": Rule(block({"text": plain(150)}, level=integer(1, 4)), ANYWHERE),
    "divider": Rule(block(), ANYWHERE),
    "context": Rule(block({"elements": array(CONTEXT_ELEMENT, 1, 10)}), ANYWHERE),
    "actions": Rule(block({"elements": array(elements(IN_ACTIONS), 1, 25)}), ANYWHERE),
    "input": Rule(
        both(
            block(
                {"label": plain(2000), "element": elements(IN_INPUT)},
                hint=plain(2000),
                optional=boolean,
                dispatch_action=boolean,
            ),
            input_rules,
        ),
        ANYWHERE,
    ),
    "image": Rule(
        both(
            block(
                {"alt_text": string(2000)},
                image_url=string(3000, 1),
                slack_file=SLACK_FILE,
                title=plain(2000),
            ),
            exactly_one("image_url", "slack_file"),
        ),
        ANYWHERE,
    ),
    "rich_text": Rule(RICH_TEXT, ANYWHERE),
    "video": Rule(
        block(
            {
                "alt_text": string(),
                "title": plain(200),
                "thumbnail_url": string(),
                "video_url": string(),
            },
            author_name=string(50),
            description=plain(200),
            provider_icon_url=string(),
            provider_name=string(),
            title_url=string(),
        ),
        ANYWHERE,
    ),
    "markdown": Rule(block({"text": string(12_000)}), IN_MESSAGE),
    "table": Rule(
        block({"rows": array(array(CELL, 1, 20), 1, 100)}, column_settings=array(COLUMN, 0, 20)),
        NOT_MODAL,
    ),
    "data_table": Rule(
        block(
            {"caption": string(), "rows": array(array(CELL, 1, 20), 2, 101)},
            page_size=integer(1, 100),
            row_header_column_index=integer(0, 19),
        ),
        NOT_MODAL,
    ),
    "data_visualization": Rule(CHART_BLOCK, IN_MESSAGE),
    "card": Rule(CARD, NOT_MODAL),
    "carousel": Rule(block({"elements": array(typed({"card": CARD}), 1, 10)}), NOT_MODAL),
    "container": Rule(
        both(
            block(
                {"child_blocks": array(_container_child, 1, 10)},
                title=text(150, EITHER),
                rich_text_title=RICH,
                width=anything,
                is_collapsible=boolean,
                default_collapsed=boolean,
            ),
            exactly_one("title", "rich_text_title"),
        ),
        IN_MESSAGE,
    ),
    "alert": Rule(
        block({"text": text(3000)}, level=one_of("default", "info", "warning", "error", "success")),
        frozenset({MODAL}),
    ),
    "context_actions": Rule(
        block({"elements": array(elements(IN_CONTEXT_ACTIONS), 1, 5)}), IN_MESSAGE
    ),
    "plan": Rule(block({"title": anything}, tasks=array(anything)), IN_MESSAGE),
    "task_card": Rule(
        block(
            {"task_id": string(), "title": anything},
            status=anything,
            details=anything,
            output=anything,
            sources=array(anything),
        ),
        IN_MESSAGE,
    ),
}


def block_on(surface: str) -> Check:
    """Any block that may stand on this surface."""
    allowed = frozenset(kind for kind, rule in BLOCKS.items() if surface in rule.surfaces)
    return typed({kind: rule.check for kind, rule in BLOCKS.items()}, allowed)
