"""Messages and views as plain text: what a person would read, without colours and boxes."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.sight import MessageSight, State, Values, ViewSight

Block = dict[str, Any]


class Reader:
    """Reads aloud what is in one person's sight: knows everybody's names and the time zone."""

    def __init__(self, state: State) -> None:
        self.users = {each["id"]: each["name"] for each in state["users"]}
        self.channels = {each["id"]: each["name"] for each in state["channels"]}
        self.zone = ZoneInfo(state["me"]["tz"])

    def message(self, message: MessageSight) -> str:
        """The blocks, or the text where there are none, then files and reactions."""
        lines = [*self.blocks(message["blocks"], message["state"])] or [
            self.mrkdwn(message["text"])
        ]
        lines += [
            f"[File: {each['title'] or each['name']}] {each['alt']}".rstrip()
            for each in message["files"]
        ]
        return "\n".join(line for line in lines if line)

    def view(self, view: ViewSight) -> str:
        lines = [view["title"], *self.blocks(view["blocks"], view["state"], view["errors"])]
        buttons = [view["submit"], view["close"] if view["type"] == "modal" else None]
        lines.append(" ".join(f"[{each}]" for each in buttons if each))
        return "\n".join(line for line in lines if line)

    def blocks(
        self, blocks: list[Block], state: Values, errors: dict[str, str] | None = None
    ) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block, state.get(block.get("block_id", ""), {}))
            if sentence := (errors or {}).get(block.get("block_id", "")):
                yield f"! {sentence}"

    def block(self, block: Block, state: dict[str, Any]) -> Iterator[str]:
        reader = READERS.get(block["type"])
        if reader is not None:
            yield from reader(self, block, state)

    def text(self, said: Any) -> str:
        """A text object."""
        if not said:
            return ""
        if said.get("type") == "mrkdwn":
            return self.mrkdwn(said["text"])
        return str(said["text"])

    def mrkdwn(self, text: str) -> str:
        """Slack's markup as it reads: references by name, emphasis without its signs."""
        text = re.sub(r"<@(\w+)(\|[^>]*)?>", lambda at: f"@{self.users.get(at[1], at[1])}", text)
        text = re.sub(
            r"<#(\w+)(?:\|([^>]*))?>",
            lambda at: f"#{self.channels.get(at[1]) or at[2] or 'private channel'}",
            text,
        )
        text = re.sub(r"<!date\^(\d+)\^([^^|>]*)(?:\^[^|>]*)?\|([^>]*)>", self._date, text)
        text = re.sub(r"<!subteam\^\w+\|?([^>]*)>", r"\1", text)
        text = re.sub(r"<!(\w+)(?:\|[^>]*)?>", r"@\1", text)
        text = re.sub(r"<(?:mailto:)?([^|>]+)\|([^>]*)>", r"\2", text)
        text = re.sub(r"<((?:https?://|mailto:)[^>]+)>", r"\1", text)
        text = re.sub(r"```(.*?)```", r"\1", text, flags=re.DOTALL)
        for sign in ("*", "_", "~", "`"):
            mark = re.escape(sign)
            text = re.sub(
                rf"(?<![\w{mark}]){mark}(?=\S)([^{mark}\n]+?)(?<=\S){mark}(?![\w{mark}])",
                r"\1",
                text,
            )
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def _date(self, found: re.Match[str]) -> str:
        moment = datetime.fromtimestamp(int(found[1]), UTC).astimezone(self.zone)
        said = found[2]
        for name, like in DATES.items():
            said = said.replace(name, moment.strftime(like))
        return said

    def element(self, element: Block, state: Any) -> str:
        """A control and what is chosen in it."""
        match element["type"]:
            case "button" | "workflow_button" | "icon_button":
                return f"[{self.text(element['text'])}]"
            case "feedback_buttons":
                pair = element["positive_button"], element["negative_button"]
                return " ".join(f"[{self.text(each['text'])}]" for each in pair)
            case "overflow":
                return (
                    "[… " + " | ".join(self.text(each["text"]) for each in element["options"]) + "]"
                )
            case "image":
                return f"[Image: {element['alt_text']}]"
            case "radio_buttons" | "checkboxes":
                return self._choices(element, state)
        chosen = ", ".join(self.chosen(state))
        return f"[{chosen or self.text(element.get('placeholder')) or ' '}]"

    def _choices(self, element: Block, state: Any) -> str:
        chosen = self.chosen(state)
        on, off = ("(•)", "( )") if element["type"] == "radio_buttons" else ("[x]", "[ ]")
        shown = [self.text(each["text"]) for each in element["options"]]
        return "  ".join(f"{on if each in chosen else off} {each}" for each in shown)

    def chosen(self, state: Any) -> list[str]:
        """What a control holds, as it shows."""
        found: list[str] = []
        for name, value in (state or {}).items():
            if name in {"type", "timezone"} or value in (None, "", []):
                continue
            found += [
                self._shown(name, each) for each in (value if isinstance(value, list) else [value])
            ]
        return found

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, dict):
            return self.text(value["text"]) if "text" in value else str(value.get("name", "…"))
        if name == "selected_date_time":
            moment = datetime.fromtimestamp(int(value), UTC).astimezone(self.zone)
            return moment.strftime("%Y-%m-%d %H:%M")
        return self.users.get(str(value)) or self.channels.get(str(value)) or str(value)


DATES = {
    "{date_num}": "%Y-%m-%d",
    "{date_short_pretty}": "%d %b %Y",
    "{date_long_pretty}": "%A, %d %B %Y",
    "{date_pretty}": "%d %B %Y",
    "{date_short}": "%d %b %Y",
    "{date_long}": "%A, %d %B %Y",
    "{date}": "%d %B %Y",
    "{time_secs}": "%H:%M:%S",
    "{time}": "%H:%M",
}


def _section(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    yield reader.text(block.get("text"))
    yield from (reader.text(each) for each in block.get("fields") or [])
    if accessory := block.get("accessory"):
        yield reader.element(accessory, state.get(accessory.get("action_id", "")))


def _input(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    element = block["element"]
    optional = " (optional)" if block.get("optional") else ""
    yield f"{reader.text(block['label'])}{optional}: " + reader.element(
        element, state.get(element.get("action_id", ""))
    )
    yield reader.text(block.get("hint"))


def _row(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    shown = [
        reader.element(each, state.get(each.get("action_id", ""))) for each in block["elements"]
    ]
    yield " ".join(shown)


def _context(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    images = "image"
    parts = block["elements"]
    yield " ".join(
        reader.element(each, None) if each["type"] == images else reader.text(each)
        for each in parts
    )


def _image(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    yield reader.text(block.get("title"))
    yield f"[Image: {block['alt_text']}]"


def _table(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    yield block.get("caption", "")
    for row in block["rows"]:
        yield " | ".join(_rich(reader, cell) if "elements" in cell else _cell(cell) for cell in row)


def _cell(cell: Block) -> str:
    return str(cell.get("text", cell.get("value", "")))


def _chart(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    chart = block["chart"]
    yield f"[Chart: {block['title']}]"
    for series in chart.get("series", []):
        points = (f"{each['label']} {each['value']}" for each in series["data"])
        yield f"{series['name']}: {', '.join(points)}"
    yield ", ".join(f"{each['label']} {each['value']}" for each in chart.get("segments", []))


def _rich_text(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    for part in block["elements"]:
        yield _rich(reader, part)


def _rich(reader: Reader, part: Block) -> str:
    """Rich text: what is in it, in order."""
    if "elements" in part:
        between = "\n" if part["type"] in {"rich_text_list", "rich_text"} else ""
        return between.join(_rich(reader, each) for each in part["elements"])
    match part.get("type"):
        case "user":
            return f"@{reader.users.get(part['user_id'], part['user_id'])}"
        case "channel":
            return f"#{reader.channels.get(part['channel_id'], part['channel_id'])}"
        case "emoji":
            return f":{part['name']}:"
    return str(part.get("text") or part.get("url") or "")


def _inside(name: str) -> "BlockReader":
    def read(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
        yield reader.text(block.get("title"))
        for each in block[name]:
            yield from reader.block(each, state)

    return read


def _card(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    yield from (reader.text(block.get(name)) for name in ("title", "subtitle", "body"))
    yield " ".join(reader.element(each, None) for each in block.get("actions") or [])


def _written(reader: Reader, block: Block, state: dict[str, Any]) -> Iterator[str]:
    said = block["text"]
    yield said if isinstance(said, str) else reader.text(said)


BlockReader = Callable[[Reader, Block, dict[str, Any]], Iterator[str]]

READERS: dict[str, BlockReader] = {
    "section": _section,
    "header": _written,
    "markdown": _written,
    "alert": _written,
    "context": _context,
    "actions": _row,
    "context_actions": _row,
    "input": _input,
    "image": _image,
    "table": _table,
    "data_table": _table,
    "data_visualization": _chart,
    "rich_text": _rich_text,
    "container": _inside("child_blocks"),
    "carousel": _inside("elements"),
    "card": _card,
}
