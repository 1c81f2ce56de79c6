"""When the bot may write to somebody: a line on the tab, and the modal in which it is set."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks import text as limits
from bot.blocks.home.parts import day_words
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    checkboxes,
    context,
    datepicker,
    modal,
    option,
    plain,
    section,
    select,
)
from bot.blocks.rhythm import holidays_words, hours_words, protected_words, times_words
from bot.blocks.text import escape
from bot.domain.delivery import Block
from bot.domain.home import Home, Snooze
from bot.domain.times import local_day

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TITLE = "When I may write to you"


def when_line(home: Home, most: int) -> Iterator[Block]:
    """How it is set, and the button that opens the rest."""
    yield section(_in_short(home), button(ids.HOME_WHEN, TITLE))


def _in_short(home: Home) -> str:
    rhythm = home.rhythm
    words = "Your group has asked me to write to nobody unasked."
    if rhythm.budget:
        often = f"{times_words(rhythm.budget)} a month at most"
        hours = hours_words(rhythm).removesuffix(f" ({rhythm.zone})")
        words = f"I write to you unasked {hours}, {often}."
    if days := sorted(home.preference.days_off):
        words += f" Not on {limits.listed([f'{WEEKDAYS[each]}s' for each in days])}."
    if back := _snoozed_until(home):
        words += f" *Snoozed until {back}.*"
    return words


def _snoozed_until(home: Home) -> str:
    until = home.preference.snoozed_until
    if until is None or not home.preference.is_snoozed(home.now):
        return ""
    return day_words(local_day(until, home.rhythm.zone), home.today)


# ---- the modal


def build_when_modal(home: Home) -> View:
    """Each choice is kept at once, so there is nothing to send."""
    return modal(ids.HOME_WHEN, TITLE, list(_when(home)), close="Done")


def _when(home: Home) -> Iterator[Block]:
    yield section(_body_words(home))
    yield section(_days_off_words(home), _days_off(home))
    yield section(
        "*Reminders of pulses*\nOne, on the working day before a pulse closes, if you have not answered.",
        _reminders(home),
    )
    if home.figures.practice is not None:
        yield section(
            "*Your practice’s figures*\nOnce a month at most, and only to those who work there.",
            _alerts(home),
        )
        yield section(
            "*Matching*\nNow and then a clinical lead matches practices to compare notes.",
            _matching(home),
        )
    if back := _snoozed_until(home):
        yield section(
            f"*Snoozed until {back}*\nUntil then you get nothing that you did not ask for.",
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
