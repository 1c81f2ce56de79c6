"""Hands what was understood of a sentence to the command that does it, by way of a button's value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any

from bot.domain.sessions.model import Format
from bot.domain.talking.model import Slots, Understood

VALUE_MAX = 2000  # characters that the value of a button can have
WORDS_KEPT = 500  # of free words, where it is too much otherwise
NOTHING = Slots()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A command's line, and the slots as text."""

    line: str
    slots: str = ""

    def to_text(self) -> str:
        return json.dumps([self.line, self.slots], separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "HandedOver | None":
        """None for what no version of ours wrote."""
        try:
            line, slots = json.loads(text)
        except (TypeError, ValueError):
            return None
        return cls(line, slots) if isinstance(line, str) and isinstance(slots, str) else None


def handed_over(understood: Understood) -> HandedOver:
    """What the button carries; where that is too much for one, with fewer of the words."""
    slots = understood.slots
    for shorter in (
        slots,
        replace(slots, words=slots.words[:WORDS_KEPT], topic=slots.topic[:WORDS_KEPT]),
        replace(slots, words=slots.words[:WORDS_KEPT], topic="", ods_codes=(), people=()),
    ):
        handed = HandedOver(replace(understood, slots=shorter).command, slots_as_text(shorter))
        if len(handed.to_text()) <= VALUE_MAX:
            return handed
    return HandedOver(replace(understood, slots=NOTHING).command)


def slots_as_text(slots: Slots) -> str:
    """What was said, and nothing of what was not."""
    names = [each.name for each in fields(slots)]
    said = {name: getattr(slots, name) for name in names}
    blank = {name: getattr(NOTHING, name) for name in names}
    written = {name: _written(value) for name, value in said.items() if value != blank[name]}
    return json.dumps(written, separators=(",", ":"), ensure_ascii=False) if written else ""


def _written(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
    return list(value) if isinstance(value, tuple) else value


def slots_in(text: str) -> Slots:
    """What a button handed over; what an earlier version wrote and this one does not know is left out."""
    if not text:
        return NOTHING
    try:
        said: Mapping[str, Any] = json.loads(text)
        known = {each.name for each in fields(Slots)}
        return Slots(**{name: _read(name, value) for name, value in said.items() if name in known})
    except (AttributeError, TypeError, ValueError):
        return NOTHING


def _read(name: str, value: Any) -> Any:
    if name in ("day", "until_day"):
        return date.fromisoformat(value)
    if name in ("clock", "until_clock"):
        return time.fromisoformat(value)
    if name == "format":
        return Format(value)
    return tuple(value) if isinstance(value, list) else value


def ahead_of(slots: Slots, today: date) -> Slots:
    """Without days that have passed since it was written: a button may be pressed weeks later."""
    day = slots.day if slots.day and slots.day >= today else None
    until = slots.until_day if slots.until_day and slots.until_day >= today else None
    return replace(slots, day=day, until_day=until)
