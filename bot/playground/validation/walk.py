"""Finding the elements inside blocks, and giving blocks and elements the ids they lack."""

import copy
import secrets
from collections.abc import Iterator
from typing import Any

from bot.playground.validation.elements import INTERACTIVE

Block = dict[str, Any]
Element = dict[str, Any]


def elements_of(block: Block) -> list[Element]:
    """The interactive elements of a block, in reading order."""
    found: list[Any] = []
    match block.get("type"):
        case "section":
            found = [block.get("accessory")]
        case "input":
            found = [block.get("element")]
        case "actions" | "context_actions":
            found = block.get("elements") or []
        case "card":
            found = block.get("actions") or []
    return [each for each in found if isinstance(each, dict) and each.get("type") in INTERACTIVE]


def flat(blocks: list[Block]) -> Iterator[Block]:
    """Blocks and those inside containers and carousels."""
    for block in blocks:
        yield block
        if block.get("type") == "container":
            yield from flat(block.get("child_blocks") or [])
        elif block.get("type") == "carousel":
            yield from flat(block.get("elements") or [])


def find_element(
    blocks: list[Block], block_id: str, action_id: str
) -> tuple[Block, Element] | None:
    for block in flat(blocks):
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    return None


def completed(blocks: list[Block]) -> list[Block]:
    """A copy as Slack keeps it: every block and element with its id (slack.md 8.2)."""
    blocks = copy.deepcopy(blocks)
    for block in flat(blocks):
        block["block_id"] = block.get("block_id") or _new_id()
        for element in elements_of(block):
            element["action_id"] = element.get("action_id") or _new_id()
    _complete_texts(blocks)
    return blocks


def _complete_texts(value: Any) -> None:
    if isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for each in value.values():
            _complete_texts(each)
    elif isinstance(value, list):
        for each in value:
            _complete_texts(each)


def _new_id() -> str:
    return secrets.token_urlsafe(4)[:5]
