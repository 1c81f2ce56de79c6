"""What somebody has chosen in the form so far, and what is known before it opens."""

import base64
import json
import zlib
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from bot.domain.sessions.model import TOPIC_MAX, Format, Setup
from bot.domain.sessions.plan import LENGTHS

USUAL_CLOCK = "13:00"
RARE = ("indicator_key", "facilitator", "places", "repeats")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What whoever asks for a session has said already: a snippet, a message, a sentence."""

    topic: str = ""
    channel: str | None = None
    snippet_id: int | None = None
    day: str | None = None  # YYYY-MM-DD
    clock: str | None = None  # HH:mm
    minutes: int | None = None
    repeats: str = ""
    format: Format | None = None
    ods_codes: tuple[str, ...] = ()
    finding: bool = False
    indicator_key: str | None = None
    note: str = ""  # said on top of the form

    @property
    def is_particular(self) -> bool:
        """Whether it is about something; else what was begun earlier is taken up."""
        return self != Wanted(channel=self.channel)

    def to_text(self) -> str:
        """For the value of a button."""
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Wanted":
        return cls(**_typed(json.loads(text))) if text else cls()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the form says, as its pickers and boxes have it.

    ``format`` None: it follows from how many practices are chosen. ``more`` shows the fields that
    most do not need. ``turn`` is how often it was begun afresh: Slack keeps what was typed in a field.
    """

    day: str  # YYYY-MM-DD
    clock: str  # HH:mm
    topic: str = ""
    format: Format | None = None
    ods_codes: tuple[str, ...] = ()
    channel: str | None = None
    minutes: int = LENGTHS[0]
    place: str = ""
    finding: bool = False  # the time is to be found
    snippet_id: int | None = None
    indicator_key: str | None = None
    facilitator: str | None = None
    places: str = ""
    repeats: str = ""
    guest_users: tuple[str, ...] = ()
    guests: str = ""
    more: bool = False
    turn: int = 0

    def says_the_same(self, other: "Choice") -> bool:
        """Whatever is shown of it."""
        return replace(self, more=other.more, turn=other.turn) == other

    def to_text(self) -> str:
        """For the form's own memory (private_metadata), which is small: 300 practices fit."""
        said = json.dumps(self.to_json(), separators=(",", ":"), ensure_ascii=False)
        return base64.b85encode(zlib.compress(said.encode(), 9)).decode()

    @classmethod
    def from_text(cls, text: str) -> "Choice":
        return cls(**_typed(json.loads(zlib.decompress(base64.b85decode(text)))))

    def to_json(self) -> dict[str, Any]:
        """What differs from a form that is empty."""
        blank = asdict(Choice(day="", clock=""))
        return {name: value for name, value in asdict(self).items() if value != blank[name]}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Choice":
        """As it was kept; what an earlier version kept and this one does not know is left out."""
        known = {each.name for each in fields(cls)}
        said = {name: value for name, value in kept.items() if name in known}
        return cls(**_typed({"day": "", "clock": ""} | said))


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    """JSON has neither tuples nor formats."""
    typed = {name: tuple(each) if isinstance(each, list) else each for name, each in said.items()}
    return typed | {"format": Format(said["format"]) if said.get("format") else None}


def begin(setup: Setup, wanted: Wanted, figures: tuple[str, str] | None = None) -> Choice:
    """The form as it opens: what was said, and what most want.

    ``figures`` are the key and name of the indicator of the snippet that it is about.
    """
    topic = wanted.topic or (figures[1] if figures else "")
    known = {key for key, _ in setup.indicators}
    asked_for = wanted.indicator_key if wanted.indicator_key in known else None
    choice = Choice(
        day=wanted.day or setup.day.isoformat(),
        clock=wanted.clock or USUAL_CLOCK,
        topic=topic[:TOPIC_MAX],
        format=wanted.format,
        ods_codes=wanted.ods_codes or tuple(each.ods_code for each in setup.preselected),
        channel=wanted.channel,
        minutes=wanted.minutes if wanted.minutes in LENGTHS else LENGTHS[0],
        finding=wanted.finding,
        snippet_id=wanted.snippet_id,
        indicator_key=figures[0] if figures else asked_for,
        repeats=wanted.repeats,
    )
    return replace(choice, more=shows_rarer(choice))


def shows_rarer(choice: Choice) -> bool:
    """Whether something is chosen in the fields that most do not need."""
    return choice.minutes != LENGTHS[0] or any(
        getattr(choice, name)
        for name in RARE
        if name != "indicator_key" or choice.snippet_id is None
    )


def taken_up(choice: Choice, setup: Setup, today: date) -> Choice:
    """An earlier form as it can be today: practices that are gone, and a day that has passed, are not."""
    known = {practice.ods_code for practice in setup.practices}
    codes = tuple(code for code in choice.ods_codes if code in known)
    has_figures = choice.indicator_key in {key for key, _ in setup.indicators}
    passed = not choice.day or date.fromisoformat(choice.day) < today
    return replace(
        choice,
        ods_codes=codes,
        day=setup.day.isoformat() if passed else choice.day,
        clock=choice.clock or USUAL_CLOCK,
        indicator_key=choice.indicator_key if has_figures else None,
        more=shows_rarer(choice),
        turn=0,
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that opens. ``draft_at``: when its draft was kept, which is in it if ``is_draft``.

    ``figures`` is the name of the indicator of the snippet that it is about.
    """

    setup: Setup
    choice: Choice
    figures: str | None = None
    draft_at: datetime | None = None
    is_draft: bool = False
    note: str = ""
