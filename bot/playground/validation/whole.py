"""Rules about all blocks of a message or view together (slack.md 3.1, 3.2)."""

from collections.abc import Iterator
from typing import Any

from bot.playground.validation.blocks import HOME, MESSAGE, MODAL, block_on
from bot.playground.validation.schema import Problem, array
from bot.playground.validation.walk import elements_of, flat

MOST_BLOCKS = {MESSAGE: 50, MODAL: 100, HOME: 100}
MOST_OF_A_KIND = {
    "data_visualization": (2, "no more than 2 data_visualization blocks allowed"),
    "plan": (1, "only_one_plan_allowed"),
}
TABLES = {"table", "data_table"}
MOST_MARKDOWN = 12_000
ON_SURFACE = {surface: array(block_on(surface), most=most) for surface, most in MOST_BLOCKS.items()}


def problems_of(blocks: Any, surface: str, at: str) -> Iterator[Problem]:
    """Everything that is wrong with the blocks of a surface."""
    found = list(ON_SURFACE[surface](blocks, at))
    yield from found
    if not found:
        yield from _unique_ids(blocks, at)
        yield from _of_a_kind(blocks, at)
        yield from _inputs(blocks, surface, at)


def _unique_ids(blocks: list[dict[str, Any]], at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, block in enumerate(flat(blocks)):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield f"block_id already exists: {block_id}", f"{at}/{index}/block_id"
        seen.add(block_id or "")
        actions: set[str] = set()
        for element in elements_of(block):
            action_id = element.get("action_id")
            if action_id and action_id in actions:
                yield f"action_id already exists in this block: {action_id}", f"{at}/{index}"
            actions.add(action_id or "")


def _of_a_kind(blocks: list[dict[str, Any]], at: str) -> Iterator[Problem]:
    kinds = [block["type"] for block in flat(blocks)]
    for kind, (most, says) in MOST_OF_A_KIND.items():
        if kinds.count(kind) > most:
            yield says, at
    if sum(kind in TABLES for kind in kinds) > 1:
        yield "only_one_table_allowed", at
    written = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if written > MOST_MARKDOWN:
        yield f"must be less than {MOST_MARKDOWN + 1} characters", at


def _inputs(blocks: list[dict[str, Any]], surface: str, at: str) -> Iterator[Problem]:
    focused = 0
    for index, block in enumerate(flat(blocks)):
        for element in elements_of(block):
            focused += bool(element.get("focus_on_load"))
            where = f"{at}/{index}/element"
            if element["type"] == "file_input" and surface != MODAL:
                yield "unsupported type: file_input", f"{where}/type"
            in_input = block["type"] == "input" and surface == MODAL
            if element.get("response_url_enabled") and not in_input:
                yield "response_url_enabled is only allowed in input blocks of modals", where
    if focused > 1:
        yield "focus_on_load is allowed once", at
