"""Messages: text, blocks, attachments and metadata, and Slack's answers when one is wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.playground import files
from bot.playground.errors import ApiError
from bot.playground.records import Block, Json, Workspace
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.schema import Problem, as_text
from bot.playground.validation.walk import completed, flat
from bot.playground.validation.whole import problems_of

if TYPE_CHECKING:
    from bot.playground.slack import Slack

CHART = "data_visualization"
LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000
LONGEST_RENDERED = 13_200  # undocumented; about what others have met (slack.md 3.1)
MOST_ATTACHMENTS = 100
LARGEST_METADATA = 8_000  # there is a limit, unpublished (slack.md 4.4)


@dataclass(frozen=True)
class Checked:
    text: str
    blocks: list[Block] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)


def check_message(slack: "Slack", team: Workspace, said: Json, *, update: bool = False) -> Checked:
    """The message as Slack keeps it. Raises what the posting methods answer to a wrong one."""
    text = str(said.get("text") or "")
    blocks = _parsed_list(said.get("blocks"), "invalid_blocks_format")
    attachments = _parsed_list(said.get("attachments"), "invalid_attachments")
    if markdown := said.get("markdown_text"):
        text, blocks = _from_markdown(str(markdown), text, blocks)
    if not text and not blocks and not attachments and not said.get("files"):
        raise ApiError("no_text")
    if update and len(text) > LONGEST_UPDATE:
        raise ApiError("msg_too_long")
    if len(attachments) > MOST_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    check_blocks(slack, team, blocks)
    return Checked(text[:LONGEST_TEXT], completed(blocks), attachments)


def check_blocks(slack: "Slack", team: Workspace, blocks: Any) -> None:
    problems = list(problems_of(blocks, MESSAGE, "/blocks"))
    if not problems and slack.faults.charts_disabled:
        problems = list(_chart_problems(blocks, "/blocks"))
    if not problems:
        problems = list(picture_problems(slack, team, blocks, "/blocks"))
    if problems:
        raise invalid_blocks(problems)
    if sum(map(len, _texts(blocks))) > LONGEST_RENDERED:
        raise ApiError("msg_blocks_too_long")


def invalid_blocks(problems: list[Problem]) -> ApiError:
    """slack.md 3.1, "Error shape, messages" """
    lines = [as_text(each) for each in problems]
    messages = [f"[ERROR] {each}" for each in lines]
    return ApiError("invalid_blocks", errors=lines, response_metadata={"messages": messages})


def check_metadata(said: Any) -> Json | None:
    """slack.md 4.4; an empty object clears."""
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except ValueError as broken:
            raise ApiError("invalid_metadata_format") from broken
    if not said:
        return None
    if not isinstance(said, dict):
        raise ApiError("invalid_metadata_format")
    payload = said.get("event_payload")
    if not isinstance(said.get("event_type"), str) or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_schema")
    if not all(_is_flat(value) for value in payload.values()):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(said)) > LARGEST_METADATA:
        raise ApiError("metadata_too_large")
    return {"event_type": said["event_type"], "event_payload": payload}


def picture_problems(
    slack: "Slack", team: Workspace, blocks: list[Block], at: str
) -> Iterator[Problem]:
    """Pictures that name a file which is not there, or not there yet (slack.md 4.5)."""
    for index, block in enumerate(flat(blocks)):
        for where, picture in _pictures(block):
            if files.find_picture(slack, team, picture) is None:
                yield "invalid slack file", f"{at}/{index}{where}/slack_file"


def _chart_problems(blocks: list[Block], at: str) -> Iterator[Problem]:
    """What a workspace answers that does not have Slack's own charts yet (slack.md 3.3)."""
    for index, block in enumerate(blocks):
        if block["type"] == CHART:
            yield f"unsupported type: {CHART}", f"{at}/{index}/type"


def _pictures(block: Block) -> Iterator[tuple[str, Json]]:
    if "slack_file" in block:
        yield "", block["slack_file"]
    if isinstance(accessory := block.get("accessory"), dict) and "slack_file" in accessory:
        yield "/accessory", accessory["slack_file"]
    if block["type"] == "context":
        for index, element in enumerate(block["elements"]):
            if "slack_file" in element:
                yield f"/elements/{index}", element["slack_file"]


def _parsed_list(said: Any, error: str) -> list[Json]:
    if isinstance(said, str) and said:
        try:
            said = json.loads(said)
        except ValueError as broken:
            raise ApiError(error) from broken
    if not said:
        return []
    if not isinstance(said, list):
        raise ApiError(error)
    return said


def _from_markdown(markdown: str, text: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    if text or blocks:
        raise ApiError("markdown_text_conflict")
    if len(markdown) > LONGEST_MARKDOWN:
        raise ApiError("msg_blocks_too_long")
    return markdown, [{"type": "markdown", "text": markdown}]


def _is_flat(value: Any) -> bool:
    """Metadata holds plain values, and flat objects and arrays of those."""
    if isinstance(value, dict):
        return all(_is_plain(each) for each in value.values())
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return _is_plain(value)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _texts(value: Any) -> Iterator[str]:
    """All that is read when blocks are shown."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "text" and isinstance(each, str):
                yield each
            else:
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
