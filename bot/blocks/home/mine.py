"""The sections of what is one's own: sessions, actions, messages held back, notes."""

from collections.abc import Iterator
from datetime import datetime

from bot.blocks import ids
from bot.blocks.home.parts import (
    TOPIC,
    WHAT,
    Lists,
    at_words,
    closes,
    rest,
    see,
    topic,
)
from bot.blocks.kit import Element, actions, button, header, section
from bot.blocks.rhythm import times_words
from bot.blocks.sessions.actions import due_words, short_date
from bot.blocks.text import escape, listed, plural, truncate
from bot.domain.delivery import Block
from bot.domain.home import Home, MyAction, MySession, Waiting
from bot.domain.sessions import COMING, Answer, Count
from bot.domain.times import local_day

NAMED = 5  # people who come, by name
FEW = 4  # practices that are named
ABOUT = 300  # characters of what a message is about

# ---- sessions


def my_sessions(home: Home, most: int) -> Iterator[Block]:
    if not home.sessions:
        return
    yield header("My sessions")
    shown = home.sessions.shown[:most]
    for each in shown:
        yield section(_session(each, home), _calendar(each))
    yield from rest(home.sessions, len(shown), f"`{ids.PEER} list`")


def _session(each: MySession, home: Home) -> str:
    if each.running:
        return f"*Going on now:* {topic(each.topic)}, in <#{each.channel}>"
    place = f", {escape(truncate(each.place, WHAT))}" if each.place else ""
    lines = [
        topic(each.topic),
        f"{at_words(each.starts_at, each.zone, home.now)}, {each.minutes} minutes, in "
        f"<#{each.channel}>{place}",
        *_practices(each),
        _own(each),
    ]
    if each.answers is not None:
        lines.append(_who_comes(each.answers, each.coming))
    return "\n".join(lines)


def _practices(each: MySession) -> Iterator[str]:
    """Where they are few: sessions of one round of matching differ in nothing else."""
    if 0 < len(each.practices) <= FEW:
        yield f"With {listed([escape(truncate(name, TOPIC)) for name in each.practices])}"


def _own(each: MySession) -> str:
    if each.led and each.own in (Answer.YES, None):
        return "You lead this."
    lead = "You lead this, and " if each.led else ""
    match each.own:
        case Answer.MAYBE:
            said = "you said maybe."
        case Answer.WAITING:
            said = "you are on the waiting list."
        case Answer.NO:
            said = "you said no."
        case _:
            said = "you said yes."
    return lead + said if lead else said[0].upper() + said[1:]


def _who_comes(answers: Count, coming: tuple[str, ...]) -> str:
    """``4 yes (you, Ann and Ben), 1 maybe, 2 not answered``; nobody's no is held up to them."""
    parts = [f"{answers.yes} yes"]
    if coming:
        people = [f"<@{each}>" for each in coming[:NAMED]]
        more = len(coming) - NAMED
        parts[0] += f" ({listed([*people, f'{more} more']) if more > 0 else listed(people)})"
    if answers.maybe:
        parts.append(f"{answers.maybe} maybe")
    if answers.waiting:
        parts.append(f"{answers.waiting} waiting for a place")
    if answers.silent:
        parts.append(f"{answers.silent} not answered yet")
    return ", ".join(parts)


def _calendar(each: MySession) -> Element | None:
    if each.running or each.own not in COMING:
        return None
    label = f"Calendar file: {each.topic}"
    return button(ids.SESSION_CALENDAR, "Calendar file", str(each.id), label=label)


# ---- actions


def my_actions(home: Home, most: int) -> Iterator[Block]:
    if not home.actions:
        return
    yield header("My actions")
    shown = home.actions.shown[:most]
    for each in shown:
        yield section(
            f"*{escape(truncate(each.what, ABOUT))}*\n{_due(each, home)}\n"
            f"From: {escape(truncate(each.topic, WHAT))}"
        )
        yield actions(_outcomes(each))
    yield from rest(home.actions, len(shown), f"`{ids.PEER} actions`")


def _due(each: MyAction, home: Home) -> str:
    words = due_words(each.due, home.today)
    return words[0].upper() + words[1:]


def _outcomes(each: MyAction) -> list[Element]:
    """The same as in the list of actions."""
    value, what = str(each.id), truncate(each.what, 40)
    return [
        button(ids.ACTION_KEPT, "Kept", value, style="primary", label=f"Kept: {what}"),
        button(ids.ACTION_CHANGED, "Changed", value, label=f"Changed: {what}"),
        button(ids.ACTION_DROPPED, "Dropped", value, label=f"Dropped: {what}"),
    ]


# ---- messages held back


def held_back(home: Home, most: int) -> Iterator[Block]:
    if not home.waiting:
        return
    yield header("Messages held back")
    yield section(f"{_why(home)} Press “Show it” and I send it to you at once.")
    shown = home.waiting.shown[:most]
    for each in shown:
        yield _message(each, home)
    yield from rest(home.waiting, len(shown), "they come up here as you show these")


def _why(home: Home) -> str:
    """Why they wait, in a sentence."""
    budget = home.rhythm.budget
    these = "this waits" if home.waiting.number == 1 else "these wait"
    over = [each for each in home.waiting if each.over_budget]
    if not over:
        return f"There was no time at which I might have written to you, so {these} here."
    if budget == 0:
        return f"Your group has asked me to write to nobody unasked, so {these} here."
    this_month = _month(home.now, home)
    if all(_month(each.planned_at, home) == this_month for each in over):
        return (
            f"You have had {plural(budget, 'message')} from me this month that you did not ask "
            f"for, so {these} here."
        )
    return (
        f"I write to you unasked {times_words(budget)} a month at most. You had had that, so "
        f"{these} here."
    )


def _month(moment: datetime, home: Home) -> tuple[int, int]:
    day = local_day(moment, home.rhythm.zone)
    return day.year, day.month


def _message(waiting: Waiting, home: Home) -> Block:
    about = truncate(waiting.about, ABOUT)
    about = about[:1].upper() + about[1:]
    return section(
        f"*{escape(about)}*\nPlanned on {closes(waiting.planned_at, home)}",
        button(ids.HOME_SHOW, "Show it", str(waiting.id), label=about),
    )


# ---- notes


def my_notes(home: Home, most: int) -> Iterator[Block]:
    if not home.notes:
        return
    yield header("My notes")
    lines = []
    for each in home.notes.shown[:most]:
        day = f", {short_date(each.day, home.today)}" if each.day else ""
        title = topic(each.title) if each.title is not None else "A note that does not open now"
        lines.append(f"{title}{day}")
    more = home.notes.number - len(lines)
    if more > 0:
        lines.append(f"… and {more:,} more")
    yield section("\n".join(lines), see(Lists.NOTES, "All my notes"))
