"""What the Home tab says: what waits for a person, and when they may be written to."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.blocks import ids
from bot.blocks import text as limits
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    checkboxes,
    context,
    datepicker,
    header,
    option,
    plain,
    section,
    select,
)
from bot.blocks.rhythm import holidays_words, hours_words, protected_words, times_words
from bot.blocks.sessions.barriers import home_barriers
from bot.blocks.text import clock_time, escape, plural, truncate
from bot.domain.delivery import Block
from bot.domain.home import Home, Snooze, Waiting
from bot.domain.times import local_day

SHOWN = 20  # messages that wait; more would be a long way to scroll on a phone
ABOUT = 300  # characters of what a message is about
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def build_home(home: Home, said: str = "") -> View:
    """``said`` is what came of the button that was pressed."""
    blocks = [
        section(
            f"Hello <@{home.user}>. I am Peerbot: I help the practices of "
            f"{escape(home.body_name)} to learn from each other."
        ),
        *_organising(home),
        *_asking(home),
        *home_barriers(home.barriers, local_day(home.now, home.rhythm.zone), home.rhythm.zone),
        *_waiting(home, said),
        *_when(home),
    ]
    return {"type": "home", "blocks": blocks[: limits.BLOCKS_PER_VIEW]}


# ---- pulses


def _organising(home: Home) -> Iterator[Block]:
    buttons = []
    if home.organises:
        buttons.append(button(ids.PULSE_START, "New pulse", style="primary"))
    if home.sets_up:
        buttons.append(button(ids.SESSION_OPEN, "Peer session", label="Set up a peer session"))
    if buttons:
        yield actions(buttons)


def _asking(home: Home) -> Iterator[Block]:
    """Whether they have answered is not known here, and needs not be."""
    if not home.asking:
        return
    yield header("Pulses to answer")
    zone = home.rhythm.zone
    for each in home.asking[:SHOWN]:
        day = _day_words(local_day(each.closes_at, zone), local_day(home.now, zone))
        yield section(
            f"*{escape(each.title)}*\nCloses on {day} at {clock_time(each.closes_at, zone)}. You can "
            "change your answers until then.",
            button(ids.PULSE_ANSWER, "Answer", str(each.id), label=f"Answer: {each.title}"),
        )


# ---- what waits


def _waiting(home: Home, said: str) -> Iterator[Block]:
    yield header("Messages that wait")
    if said:
        yield section(f"*{said}*")
    if not home.waiting:
        yield section("Nothing else waits for you." if said else "Nothing waits for you.")
        return
    yield section(f"{_why(home)} Press “Show it” and I send it to you at once.")
    for each in home.waiting[:SHOWN]:
        yield _one(each, home)
    more = len(home.waiting) - SHOWN
    if more > 0:
        yield section(f"… and {more:,} more. They come up here as you show these.")


def _why(home: Home) -> str:
    """Why they wait, in a sentence."""
    budget = home.rhythm.budget
    these = "this waits" if len(home.waiting) == 1 else "these wait"
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


def _one(waiting: Waiting, home: Home) -> Block:
    about = truncate(waiting.about, ABOUT)
    about = about[:1].upper() + about[1:]
    zone = home.rhythm.zone
    day = _day_words(local_day(waiting.planned_at, zone), local_day(home.now, zone))
    return section(
        f"*{escape(about)}*\nPlanned on {day} at {clock_time(waiting.planned_at, zone)}",
        button(ids.HOME_SHOW, "Show it", str(waiting.id), label=about),
    )


# ---- when I may write


def _when(home: Home) -> Iterator[Block]:
    yield header("When I may write to you")
    yield section(_body_words(home))
    yield section(_days_off_words(home), _days_off(home))
    yield section(
        "*Reminders of pulses*\nOne, on the working day before a pulse closes, if you have not answered.",
        _reminders(home),
    )
    if home.has_practice:
        yield section(
            "*Your practice’s figures*\nOnce a month at most, and only to those who work there.",
            _alerts(home),
        )
        yield section(
            "*Matching*\nNow and then a clinical lead matches practices to compare notes.",
            _matching(home),
        )
    if home.preference.is_snoozed(home.now) and home.preference.snoozed_until is not None:
        back = local_day(home.preference.snoozed_until, home.rhythm.zone)
        today = local_day(home.now, home.rhythm.zone)
        yield section(
            f"*Snoozed until {_day_words(back, today)}*\nUntil then you get nothing that you did "
            "not ask for.",
            button(ids.HOME_WAKE, "Wake me now"),
        )
        yield actions(_snoozes("Another length of time"))
    else:
        yield section(
            "*Snooze*\nChoose how long: until then nothing comes that you did not ask for."
        )
        yield actions(_snoozes("For how long?"))
    yield context(
        "Always sent, whatever you choose here: reminders of sessions that you said yes or maybe to, changes "
        "and cancellations of them, and answers to what you ask me."
    )


def _body_words(home: Home) -> str:
    rhythm = home.rhythm
    lines = [hours_words(rhythm)]
    if holidays := holidays_words(rhythm):
        lines.append(f"not on bank holidays {holidays}")
    lines += [
        f"not in protected learning time: {escape(protected_words(each))}"
        for each in rhythm.calendar.protected
    ]
    lines.append(f"{times_words(rhythm.budget)} a month at most" if rhythm.budget else "not at all")
    return "What you did not ask for comes\n" + "\n".join(f"• {each}" for each in lines)


def _days_off_words(home: Home) -> str:
    words = "*Your own days off*\nTick the days on which you do not work. It is kept at once."
    if len(home.preference.days_off) == len(WEEKDAYS):
        words += " You have ticked all five, so what you did not ask for waits here."
    return words


def _days_off(home: Home) -> Element:
    options = [option(name, str(number)) for number, name in enumerate(WEEKDAYS)]
    return checkboxes(ids.HOME_DAYS_OFF, options, [str(each) for each in home.preference.days_off])


def _reminders(home: Home) -> Element:
    wanted = option("Remind me", "remind")
    chosen = [] if home.preference.no_reminders else ["remind"]
    return checkboxes(ids.HOME_REMINDERS, [wanted], chosen)


def _alerts(home: Home) -> Element:
    wanted = option("Tell me when something really changes in my practice’s figures", "alert")
    chosen = [] if home.preference.no_alerts else ["alert"]
    return checkboxes(ids.HOME_ALERTS, [wanted], chosen)


def _matching(home: Home) -> Element:
    wanted = option("Match me with people of other practices", "match")
    chosen = [] if home.preference.no_matching else ["match"]
    return checkboxes(ids.HOME_MATCHING, [wanted], chosen)


def _snoozes(placeholder: str) -> list[Element]:
    options = [option(each.words, each) for each in Snooze]
    until = {"placeholder": plain("Until a day", limits.PLACEHOLDER)}
    return [
        select(ids.HOME_SNOOZE, options, placeholder=placeholder),
        datepicker(ids.HOME_SNOOZE_UNTIL) | until,
    ]


def _day_words(day: date, today: date) -> str:
    """``Monday 7 December``, with the year when it is not this one."""
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"
