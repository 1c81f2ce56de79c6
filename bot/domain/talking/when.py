"""When something is to be: the day and the time, how often, until when, and the text without them.

``dates`` says what a name of a day means, ``clocks`` what a time of day. What follows "until", "by",
"closing" or "back" is an end; a time of day belongs to the day it stands beside.
"""

# ruff: noqa: E501
# Patterns are easier to read in one line.

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.domain.schedule import NotUnderstood, Repeating, parse
from bot.domain.schedule.vocabulary import read_number
from bot.domain.talking.clocks import Clock, find_clocks, find_length
from bot.domain.talking.dates import COUNT, NTH, WEEKDAY, Mention, find_days, working_day

DAY, ENDS, CLOCK, OFTEN, LENGTH = "_day_", "_until_", "_clock_", "_often_", "_length_"
WEEKDAYS = "_weekdays_"  # Fridays, of which nothing is known but that they are
"""What stands in the text for what was read."""

_END = re.compile(
    r"\b(?:until|untill|till?|'til|by|before|closing|closes|closed?(?: it| them)?|shut(?:s|ting)?(?: it)?|runs?|running|ends?|ending|finish(?:es|ing)?|due|deadline"
    r"|(?:extend|push|move|put|shift|change)\w*\b.{0,25}\b(?:deadline|clos\w+|end|poll|pulse|survey|questionnaire)\b.{0,20}?\bto|up to|back|return(?:s|ing)?|due back|expires|extend(?: it| the \w+)? to|not before|through to)"
    r"(?: is)?(?: it)?(?: in)?(?: on| at| by| from)?(?: the)?[\s,:-]*$",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"\b(?:for|over) (?:about |the next |the )?(?P<count>{COUNT}) (?P<unit>day|week|fortnight|month)s?\b(?! (?:course|delay|wait))",
    re.IGNORECASE,
)
_EACH = r"(?:every|each)"
_MONTHLY = r"(?: of (?:the|each|every|a) month| (?:every|each) month| in (?:the|each|every) month)"
_OFTEN = re.compile(
    rf"\b(?P<often>{_EACH} (?:other |second |alternate |(?:{NTH}) (?:and (?:{NTH}) )?)*(?:{WEEKDAY}s?(?: and {WEEKDAY}s?)?|weekday|working day|week|month|fortnight"
    rf"|quarter|six months|half year|year|{COUNT} (?:weeks|months))(?:{_MONTHLY})?"
    rf"|(?:the )?{NTH}(?: and {NTH})? {WEEKDAY}{_MONTHLY}|(?:the )?(?:last|\d{{1,2}}(?:st|nd|rd|th)) (?:day )?of (?:the|each|every) month(?! (?:at|in) )"
    rf"|alternate {WEEKDAY}s?|weekly|fortnightly|monthly|quarterly|annually|(?:once|twice) a (?:month|week|year|quarter|fortnight)|(?<=on ){WEEKDAY}days)"
    rf"(?: on (?:the )?(?P<on>(?:{NTH} )?{WEEKDAY}))?\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b", re.IGNORECASE)
USUAL = time(13)


@dataclass(frozen=True, slots=True)
class When:
    day: date | None = None
    clock: time | None = None
    repeats: str = ""
    until_day: date | None = None
    until_clock: time | None = None
    minutes: int | None = None


def read_when(text: str, now: datetime, zone: str) -> tuple[When, str]:
    """What was said of when, and the text with marks in the place of it. No day is past unless said so."""
    local = now.astimezone(ZoneInfo(zone))
    when, text = _length(text)
    often, text = _take_often(text)
    ends, text = _for_so_long(text, local.date())
    days = _days(text, local.date())
    marks = [*days, *_clocks(_without_numbers(text, days))]
    when, text = _placed(when, text, marks)
    when = replace(when, until_day=when.until_day or ends)
    if often is not None:
        when = replace(when, repeats=_rhythm(often, when.clock, now, zone))
    return _ahead(when, local), _PLURAL.sub(WEEKDAYS, text)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    day: date | None = None
    clock: Clock | None = None
    ends: bool = False

    @property
    def name(self) -> str:
        return CLOCK if self.clock else ENDS if self.ends else DAY


def _length(text: str) -> tuple[When, str]:
    found = find_length(text)
    if found is None:
        return When(), text
    minutes, match = found
    return When(minutes=minutes), f"{text[: match.start()]} {LENGTH} {text[match.end() :]}"


def _take_often(text: str) -> tuple[re.Match[str] | None, str]:
    found = _OFTEN.search(text)
    if found is None:
        return None, text
    return found, f"{text[: found.start()]} {OFTEN} {text[found.end() :]}"


def _for_so_long(text: str, today: date) -> tuple[date | None, str]:
    """Snoozed for two weeks, open for a fortnight: until then."""
    found = _FOR.search(text)
    number = read_number(found["count"].lower().replace("a couple of", "2")) if found else None
    if found is None or number is None:
        return None, text
    unit = found["unit"].lower()
    if unit == "month":
        day = working_day(today + relativedelta(months=number), 1)
    else:
        day = today + timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return day, f"{text[: found.start()]} {ENDS} {text[found.end() :]}"


def _without_numbers(text: str, days: list[_Mark]) -> str:
    """Of the same length: the 7 of "until 7 December" is no time of day."""
    for each in days:
        said = re.sub(r"\d", "_", text[each.start : each.end])
        text = f"{text[: each.start]}{said}{text[each.end :]}"
    return text


def _days(text: str, today: date) -> list[_Mark]:
    return [_day_mark(text, each) for each in find_days(text, today)]


def _day_mark(text: str, found: Mention) -> _Mark:
    said = text[found.start : found.end].lower()
    ends = _END.search(text[: found.start]) is not None or said.startswith(
        ("until ", "till ", "til ", "by ")
    )
    return _Mark(found.start, found.end, day=found.day, ends=ends)


def _clocks(text: str) -> list[_Mark]:
    return [_Mark(each.start, each.end, clock=each) for each in find_clocks(text)]


def _placed(when: When, text: str, marks: list[_Mark]) -> tuple[When, str]:
    """Each mark where it belongs: a time of day to the day beside it."""
    clocks = [each for each in marks if each.clock]
    days = _closing([each for each in marks if each.day], clocks, text)
    for each in days:
        if each.ends and when.until_day is None:
            when = replace(when, until_day=each.day)
        elif not each.ends and when.day is None:
            when = replace(when, day=each.day)
    for each in clocks:
        assert each.clock is not None
        if _belongs_to_the_end(each, text, days):
            when = replace(when, until_clock=when.until_clock or each.clock.at)
        elif when.clock is None:
            minutes = when.minutes or each.clock.minutes
            when = replace(when, clock=each.clock.at, minutes=minutes)
    return when, _marked(text, [*days, *clocks])


def _closing(days: list[_Mark], clocks: list[_Mark], text: str) -> list[_Mark]:
    """“Close at noon on Friday”: the day after a time that is an end is an end."""
    found = []
    for each in days:
        before = [
            clock
            for clock in clocks
            if re.fullmatch(r"\s*(?:on|,)?\s*", text[clock.end : each.start])
        ]
        ends = each.ends or any(
            _END.search(text[: clock.start]) for clock in before if clock.end <= each.start
        )
        found.append(replace(each, ends=ends))
    return found


def _belongs_to_the_end(clock: _Mark, text: str, days: list[_Mark]) -> bool:
    if not days:
        said = text[clock.start : clock.end].lower()
        return (
            said.startswith(("by ", "until ", "till "))
            or _END.search(text[: clock.start]) is not None
        )
    nearest = min(days, key=lambda each: max(each.start - clock.end, clock.start - each.end))
    return nearest.ends


def _marked(text: str, marks: list[_Mark]) -> str:
    for each in sorted(marks, key=lambda each: -each.start):
        text = f"{text[: each.start]} {each.name} {text[each.end :]}"
    return " ".join(text.split())


def _rhythm(often: re.Match[str], clock: time | None, now: datetime, zone: str) -> str:
    """As it was said, with the time of day; empty for what is no rhythm."""
    said = f"{often['often']} on {often['on']}" if often["on"] else often["often"]
    said = re.sub(r"(?i)^alternate\b", "every alternate", said)
    said = re.sub(r"\balternate\b", "other", said, flags=re.IGNORECASE)
    said = re.sub(rf"(?i)^(every other {WEEKDAY})s$", r"\1", said)
    said = re.sub(r"(?i)^the ", "every ", said)
    said = re.sub(r"(?i)(?<! of)(?<! in) (?:every|each) month$", " of each month", said)
    at = f" at {clock:%H:%M}" if clock else ""
    try:
        pattern = parse(f"{said}{at}", now, zone, usual=USUAL)
    except NotUnderstood:
        return ""
    return f"{said}{at}" if isinstance(pattern, Repeating) else ""


def _ahead(when: When, local: datetime) -> When:
    """“This afternoon” said in the afternoon is no time of day that has passed."""
    if when.day == local.date() and when.clock is not None and when.clock <= local.time():
        return replace(when, clock=None)
    return when
