"""Finding the elements inside blocks, and giving blocks and elements the ids they lack."""

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
    blocks = [_copied(block) for block in blocks]
    for block in flat(blocks):
        block["block_id"] = block.get("block_id") or _new_id()
        for element in elements_of(block):
            element["action_id"] = element.get("action_id") or _new_id()
    return blocks


def _copied(value: Any) -> Any:
    """JSON, and in its texts what Slack adds to them."""
    if isinstance(value, list):
        return [_copied(each) for each in value]
    if not isinstance(value, dict):
        return value
    copied = {name: _copied(each) for name, each in value.items()}
    kind = copied.get("type")
    if kind == "plain_text":
        copied.setdefault("emoji", True)
    elif kind == "mrkdwn":
        copied.setdefault("verbatim", False)
    return copied


def _new_id() -> str:
    return secrets.token_urlsafe(4)[:5]
