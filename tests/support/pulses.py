"""Pulses on the demo's town: short ways to make one, to have it answered, and to look at it."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.demo.people import Someone
from bot.domain.pulse import Round, State
from bot.playground.person import Person
from storage.pulse import PulseStore
from tests.support.town import Town

CHANNEL, NORTH, BOT = "#all-practices", "#north-locality", "Peerbot"
ON_BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TYPED = ("Title", "Question ", "Answers to choose from", "Comes again")
EIGHT, TEMPERATURE_SET = "Ownership, eight questions", "Temperature check, one tap"
FEEDBACK = "Feedback on a peer session"
MORE = "More: open later, repeat, deputy, size"
MINE = "My own questions …"
RARER = ("Opens on", "Opens at", "Comes again", "Deputy", "Show nothing about fewer than")


KINDS = {
    "": "agreement",
    "yes or no": "yes_no",
    "one of several": "choice",
    "0 to 10": "scale",
    "words": "text",
}
Typed = tuple[str, ...]
"""A question as somebody types it: its text, how it is answered, the answers to choose from."""


async def write_questions(person: Person, title: str, *questions: Typed) -> None:
    """Fill the form of one's own questions, which is on top; the first question's room is there."""
    await person.fill("Title", title or None)
    for place, typed in enumerate(questions):
        text, kind, choices = (*typed, "", "", "")[:3]
        if f"Question {place + 1}" not in (await person.modal()).fields:
            await person.press("Another question")
            await person.sees(f"Question {place + 1}")
        await person.fill(f"Question {place + 1}", text or None)
        # These have the same words for each question, so that a person tells them by their place.
        await _into(person, f"questions_type_{place}", "questions_type", KINDS[kind])
        field = f"questions_choices_{place}"
        await _into(person, field, field, choices or None)


async def _into(person: Person, block_id: str, action_id: str, value: str | None) -> None:
    view = (await person.look())["views"][-1]
    where = {"view_id": view["id"], "block_id": block_id, "action_id": action_id}
    await person._do("input", **where, value=value)


async def set_field(person: Person, label: str, value: Any) -> None:
    if isinstance(value, date | time) or label.startswith(TYPED):
        await person.fill(label, value)
    elif isinstance(value, tuple):
        await person.choose(label, *value)
    else:
        await person.choose(label, value)


async def fill_form(person: Person, fields: Mapping[str, Any]) -> None:
    """The fields of the form on top, by their labels; opens the rarer ones where they are wanted."""
    if any(each in RARER for each in fields) and MORE in (await person.modal()).text:
        await person.press(MORE)
        await person.sees("Opens on")
    for label, value in fields.items():
        await set_field(person, label, value)
        if label == "Asked are the GPs and leads among" and value == "Some practices":
            await person.sees("Results are never shown by practice.")


async def start(person: Person, fields: Mapping[str, Any], channel: str = CHANNEL) -> str:
    """``/pulse new`` with these fields, the preview, and open or plan it; gives what the preview says."""
    await person.command(channel, "/pulse new")
    return await send(person, fields)


async def send(person: Person, fields: Mapping[str, Any]) -> str:
    await fill_form(person, fields)
    await person.submit()
    said = await person.sees("This is what they will see")
    await person.submit()
    await person.close()
    return said


async def opened(town: Town, fields: Mapping[str, Any], channel: str = CHANNEL) -> str:
    said = await start(town.manager, fields, channel)
    await town.settle()
    return said


async def refused(person: Person, fields: Mapping[str, Any]) -> dict[str, str]:
    """The sentences under the fields of the form on top; it stays open."""
    await fill_form(person, fields)
    return await person.submit_refused()


async def have_answered(town: Town, round_id: int, people: Iterable[Someone], *said: str) -> None:
    """They answer every question (with one answer, or one for each), by the shortest way."""
    pulse = town.stage.peerbot.services.pulse
    round_ = await the_round(town, round_id)
    ids = [each.id for each in round_.questions]
    answers = dict(zip(ids, said if len(said) > 1 else said * len(ids), strict=True))
    for each in people:
        await pulse.answering.cast_ballot(round_id, each.id, answers)


async def the_round(town: Town, round_id: int) -> Round:
    async with town.stage.database.reading() as session:
        workspace = town.stage.peerbot.services.workspace.id
        round_ = await PulseStore(session, workspace).round(round_id)
        assert round_ is not None
        return round_


async def rounds(town: Town) -> list[Round]:
    """All rounds, the oldest first."""
    async with town.stage.database.reading() as session:
        workspace = town.stage.peerbot.services.workspace.id
        return (await PulseStore(session, workspace).rounds(*State))[::-1]


async def count(town: Town, table: type[Any]) -> int:
    async with town.stage.database.reading() as session:
        return (await session.scalars(select(func.count()).select_from(table))).one()


async def newest(person: Person, channel: str = CHANNEL) -> str:
    return (await person.see(channel))[-1]
