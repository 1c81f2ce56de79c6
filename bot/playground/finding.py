"""Finding what a person means by the words on it: a conversation, a message, a button, a field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.plain import Reader
from bot.playground.sight import ChannelSight, MessageSight, State, Values, ViewSight
from bot.playground.validation.walk import elements_of, flat

Block = dict[str, Any]


class NotVisible(AssertionError):
    """What was looked for is not there; the message says what is."""


@dataclass(frozen=True)
class Spot:
    """A message or view with controls, as this person sees it."""

    place: dict[str, str]  # as /sim wants it
    blocks: list[Block]
    state: Values
    text: str

    @classmethod
    def of_view(cls, reader: Reader, view: ViewSight) -> "Spot":
        return cls({"view_id": view["id"]}, view["blocks"], view["state"], reader.view(view))

    @classmethod
    def of_message(cls, reader: Reader, channel: ChannelSight, message: MessageSight) -> "Spot":
        place = {"channel": channel["id"], "ts": message["ts"]}
        return cls(place, message["blocks"], message["state"], reader.message(message))


@dataclass(frozen=True)
class Control:
    """A control in its place."""

    spot: Spot
    block: Block
    element: Block
    beside: str  # the text that it stands with

    @property
    def address(self) -> dict[str, str]:
        ids = {"block_id": self.block["block_id"], "action_id": self.element["action_id"]}
        return {**self.spot.place, **ids}

    @property
    def state(self) -> Any:
        return self.spot.state.get(self.block["block_id"], {}).get(self.element["action_id"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")


def find_channel(state: State, said: str) -> ChannelSight | None:
    """By id, "#name", "name", or for a DM the other's name, with or without "@"."""
    plain = said.lstrip("#@").casefold()
    handles = {each["id"]: each["handle"] for each in state["users"]}
    for channel in state["channels"]:
        other = handles.get(channel["with"] or "", "")
        if said == channel["id"] or plain in (channel["name"].casefold(), other or None):
            return channel
    return None


def find_user(state: State, said: str) -> str | None:
    plain = said.lstrip("@").casefold()
    for user in state["users"]:
        if said == user["id"] or plain in (user["name"].casefold(), user["handle"].casefold()):
            return user["id"]
    return None


def controls(reader: Reader, spot: Spot) -> Iterator[Control]:
    """All controls of a place in reading order, each with the text before it."""
    last = ""
    for block in flat(spot.blocks):
        own = " ".join(
            filter(
                None,
                [reader.text(block.get("text") if isinstance(block.get("text"), dict) else None)],
            )
        )
        if block["type"] in {"section", "header"}:
            fields = [reader.text(each) for each in block.get("fields") or []]
            last = " ".join([own, *fields])
        for element in elements_of(block):
            yield Control(spot, block, element, last)


def labels(reader: Reader, control: Control) -> list[str]:
    """The words by which a person would call a field."""
    if control.is_input:
        return [reader.text(control.block["label"])]
    placeholder = reader.text(control.element.get("placeholder"))
    return [each for each in (placeholder, control.beside) if each]


PRESSED = {"button", "workflow_button", "icon_button"}


def buttons(reader: Reader, control: Control) -> Iterator[tuple[str, Any]]:
    """What can be pressed at a control: its words, and the value that goes with it."""
    element = control.element
    if element["type"] in PRESSED:
        yield reader.text(element["text"]), None
        if element.get("accessibility_label"):
            yield element["accessibility_label"], None
    elif element["type"] == "overflow":
        for each in element["options"]:
            yield reader.text(each["text"]), each["value"]
    elif element["type"] == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            yield reader.text(element[name]["text"]), element[name]["value"]


def find_button(
    reader: Reader, spots: list[Spot], label: str, beside: str = ""
) -> tuple[Control, Any] | None:
    """The first button with these words, place by place."""
    wanted = label.casefold()
    for spot in spots:
        for control in controls(reader, spot):
            if beside and beside.casefold() not in control.beside.casefold():
                continue
            for words, value in buttons(reader, control):
                if words.casefold() == wanted:
                    return control, value
    return None


def all_buttons(reader: Reader, spots: list[Spot]) -> list[str]:
    found = [
        f"[{words}]"
        for spot in spots
        for control in controls(reader, spot)
        for words, _ in buttons(reader, control)
    ]
    return list(dict.fromkeys(found))


def find_field(reader: Reader, spots: list[Spot], label: str) -> Control | None:
    """The field with this label: exactly, or else the only one that begins with or contains it."""
    wanted = label.casefold()
    fields = [
        (words.casefold(), control)
        for spot in spots
        for control in controls(reader, spot)
        if control.element["type"] not in PRESSED
        for words in labels(reader, control)
    ]
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [control for words, control in fields if fits(words, wanted)]
        if len(found) == 1 or (found and fits is str.__eq__):
            return found[0]
        if found:
            raise NotVisible(f"There are {len(found)} fields that {label!r} could mean.")
    return None


def all_fields(reader: Reader, spots: list[Spot]) -> list[str]:
    return [
        repr(words)
        for spot in spots
        for control in controls(reader, spot)
        if control.element["type"] not in PRESSED
        for words in labels(reader, control)
    ]
