"""Times of day and lengths as people say them: half one, quarter to 1, 1-ish, 12.30, 1300, lunchtime.

An hour from 1 to 6 without more is in the afternoon and one from 7 to 12 is as it stands, which is how
practices speak: "at 8" is before surgery, "at 1" is lunchtime. ``08:00 pm`` is 20:00 as anywhere.
"""

# ruff: noqa: E501
# Patterns are easier to read in one line.

import re
from dataclasses import dataclass
from datetime import time

from bot.domain.schedule import read_clock
from bot.domain.schedule.vocabulary import NUMBERS

_HOUR_WORD = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
_HALF = r"(?: ?[ap]\.?m\b\.?)"
_NOT_A_TIME = r"(?![\d/%])(?![.:]\d)(?! ?(?:%|percent|per cent|practices?|patients?|people|gps?|of|weeks?|days?|months?|min\w*|(?<![:.]\d\d )hours?|items?)\b)"
_PAST = {
    "five": 5,
    "ten": 10,
    "quarter": 15,
    "a quarter": 15,
    "twenty": 20,
    "twenty-five": 25,
    "twenty five": 25,
}
_MINUTES_SAID = r"(?:half|a quarter|quarter|five|ten|twenty[- ]five|twenty|5|10|20|25)"
_SPOKEN = re.compile(
    rf"\b(?:at |from |@ ?|about |around )*(?P<part>{_MINUTES_SAID}) (?P<way>past|to) (?P<hour>{_HOUR_WORD})"
    rf"(?P<half>{_HALF})?\b(?! (?:minutes|mins|people|practices)\b)"
    rf"|\b(?:at |from |@ ?)*half[- ](?P<hour2>{'|'.join(NUMBERS)}|1[0-2]|[1-9])(?P<half2>{_HALF})?\b(?! (?:hours?|an hour)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"\b(?:at |from |between )?(?P<first>\d{{1,2}}(?:[:.]\d\d)?)(?P<half>{_HALF})? ?(?:-|–|to|until|till|and) ?"
    rf"(?P<last>\d{{1,2}}(?:[:.]\d\d)?)(?P<half2>{_HALF})?{_NOT_A_TIME}",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"(?:\b(?:at|from|for|by|until|till|before|about|around|approx|circa)|@) ?(?:about |around |approx )?"
    rf"(?P<at>(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?:{_HALF}| ?o'?clock)?){_NOT_A_TIME}(?:[- ]?ish\b)?(?P<part> in the (?:morning|afternoon|evening))?"
    rf"|(?<![\d/.£:])\b(?P<bare>(?:[01]?\d|2[0-3])(?:[:][0-5]\d{_HALF}?|[.][0-5]\d{_HALF}?(?!\d|%| ?(?:per|million|k)\b)|{_HALF}| ?o'?clock))(?![\d/])(?:[- ]?ish\b)?"
    rf"|\b(?P<about>(?:1[0-2]|[1-9]))[- ]?ish\b"
    rf"|\b(?:at |from |@ ?)?(?P<word>noon|midday|mid-day|(?<=at )(?:{'|'.join(NUMBERS)})(?: o'?clock)?)(?:[- ]?ish)?\b"
    rf"|\b(?:at |from |@ ?)(?P<digits>(?:0[6-9]|1[0-9]|2[01])[0-5]\d)(?: ?(?:hrs|hours|h))?\b"
    rf"|(?<![\d/])\b(?P<digits2>(?:0[6-9]|1[0-8])(?:00|15|30|45))(?: ?(?:hrs|hours|h))?\b(?! (?:patients|people|items))",
    re.IGNORECASE,
)
_PARTS = (
    (r"lunch(?:[- ]?time)?", time(13)),
    (r"first thing(?: in the morning)?", time(8)),
    (r"(?:close|end) of (?:play|business)|cob|cop|eod|(?:the )?end of (?:the )?day", time(17)),
    (r"(?:after|at the end of) (?:evening )?surgery", time(18, 30)),
    (r"morning", time(9)),
    (r"afternoon", time(14)),
    (r"evening|tonight", time(18, 30)),
)
_BEFORE = r"(?:(?:at|over|by|in the|this|tomorrow|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|week|\d(?:st|nd|rd|th)?|_\w+_),? )"
_PART = tuple(
    (
        re.compile(
            rf"(?:{_BEFORE}(?P<part>{words})|(?:^|[,;?.!] ?)(?P<part2>{words}))\b", re.IGNORECASE
        ),
        clock,
    )
    for words, clock in _PARTS
)
_LENGTH = re.compile(
    r"\b(?:(?:for|lasting|of|about) )*(?:a |an |about )?(?:(?P<minutes>\d{1,3})[ -]?(?:min(?:ute)?s?|m)\b(?: long)?"
    r"|(?P<words>half an hour|half[- ]hour|three[- ]quarters of an hour|hour and a half|hour|one hour|1 ?h(?:ou)?r|two hours|2 ?h(?:ou)?rs)\b)",
    re.IGNORECASE,
)
_LONG = {"half": 30, "three": 45, "hour": 60, "one": 60, "1": 60, "1h": 60, "1hr": 60, "1hour": 60}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, and where it was said; ``minutes`` to the end that was said with it."""

    start: int
    end: int
    at: time
    minutes: int | None = None
    vague: bool = False  # morning, lunchtime


def find_clocks(text: str) -> list[Clock]:
    """The times of day in the text, in order; exact ones only, where there are any."""
    exact = [*_ranges(text), *_spoken(text), *_written(text)]
    found: list[Clock] = []
    for each in exact:
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return sorted(found or _vague(text), key=lambda each: each.start)


def _ranges(text: str) -> list[Clock]:
    found = []
    for match in _RANGE.finditer(text):
        half = match["half"] or match["half2"] or ""
        said = match.group().lower()
        exact = half or "." in said or ":" in said
        if not exact and not said.startswith(("from ", "between ", "at ")):
            continue
        last = _read(f"{match['last']}{match['half2'] or ''}")
        first = _read(f"{match['first']}{match['half'] or ''}")
        if first is None or last is None:
            continue
        length = (last.hour - first.hour) * 60 + last.minute - first.minute
        if 0 < length <= 300:
            found.append(Clock(match.start(), match.end(), first, length))
    return found


def _spoken(text: str) -> list[Clock]:
    found = []
    for match in _SPOKEN.finditer(text):
        hour = _read(f"{match['hour'] or match['hour2']}{match['half'] or match['half2'] or ''}")
        if hour is None:
            continue
        part = (match["part"] or "half").lower()
        minutes = 30 if part == "half" else int(part) if part.isdecimal() else _PAST[part]
        past = hour.hour * 60 + (
            -minutes if match["way"] and match["way"].lower() == "to" else minutes
        )
        if part == "half" and match["way"] and match["way"].lower() == "to":
            continue
        found.append(Clock(match.start(), match.end(), time(past // 60 % 24, past % 60)))
    return found


def _written(text: str) -> list[Clock]:
    found = []
    for match in _WRITTEN.finditer(text):
        digits = match["digits"] or match["digits2"]
        if digits:
            at: time | None = time(int(digits[:2]), int(digits[2:]))
        else:
            at = _read(match["at"] or match["bare"] or match["about"] or match["word"])
            at = _in_part(at, match["part"])
        if at is not None:
            found.append(Clock(match.start(), match.end(), at))
    return found


def _in_part(at: time | None, part: str | None) -> time | None:
    """8 in the evening."""
    if at is None or not part:
        return at
    morning = part.endswith("morning")
    if morning:
        return at.replace(hour=at.hour - 12) if 13 <= at.hour <= 18 else at
    return at.replace(hour=at.hour + 12) if at.hour < 12 else at


def _vague(text: str) -> list[Clock]:
    for pattern, at in _PART:
        if match := pattern.search(text):
            name = "part" if match["part"] else "part2"
            return [Clock(match.start(name), match.end(name), at, vague=True)]
    return []


def _read(words: str) -> time | None:
    small = re.sub(r"([ap])\.?m\.?", r"\1m", " ".join(words.lower().split())).rstrip(".")
    return read_clock(small.replace("mid-day", "midday"))


def find_length(text: str) -> tuple[int, re.Match[str]] | None:
    """Minutes, and where they were said."""
    for match in _LENGTH.finditer(text):
        if match["minutes"]:
            return int(match["minutes"]), match
        words = match["words"].lower()
        if "and a half" in words:
            return 90, match
        if words.startswith(("two", "2")):
            return 120, match
        return _LONG.get(re.split(r"[ -]", words)[0], 60), match
    return None
