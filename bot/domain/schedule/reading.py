"""Plain words read into patterns: ``every first Tuesday at 13:00``, ``quarterly``, ``once on 3 March``."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.schedule import rules
from bot.domain.schedule.days import Days, read_days, usual_days
from bot.domain.schedule.model import Once, Pattern, Repeating
from bot.domain.schedule.saying import END_OF_DAY
from bot.domain.schedule.vocabulary import NotUnderstood, read_clock, read_date
from bot.domain.times import local_moment

USUAL = time(9, 0)  # when no time of day is said
_CLAUSE = re.compile(r" (from|starting|beginning|since|until|till) (?:on )?")
_AT = re.compile(r"(?:^| )at (?P<clock>[^,]+?)$")
_TRAILING = re.compile(
    r" (?P<clock>\d{1,2}[:.]\d\d(?: ?[ap]m)?|\d{1,2} ?[ap]m|noon|midday|midnight)$"
)
_RULE = re.compile(r"by the rule (?P<rule>\S+)")


@dataclass(frozen=True, slots=True)
class _Clauses:
    """What was said: the days, and what stands beside them."""

    days: str
    clock: time | None = None
    begins: date | None = None
    ends: date | None = None


def parse(words: str, now: datetime, zone: str, usual: time = USUAL) -> Pattern:
    """The pattern that these words mean on the wall clock of ``zone``, from ``now`` on.

    ``usual`` is the time of day where none is said. Raises NotUnderstood, with a sentence.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    clauses = _split(words, today)
    clock = clauses.clock or usual
    once = _once(clauses.days, today)
    if once is not None and clauses.begins is None and clauses.ends is None:
        return Once(local_moment(once, clock, zone).at)
    rule = _rule(clauses, words, clauses.begins or today)
    return _first(rule, clauses, clock, now, zone, words)


def not_understood(words: str) -> NotUnderstood:
    return NotUnderstood(
        f"I cannot tell when “{words.strip()}” is: write it like “every first Tuesday at 13:00” or "
        "“every other Thursday at 1pm”."
    )


def tidy(words: str) -> str:
    """Small letters, single spaces, no full stop."""
    small = " ".join(words.lower().replace("’", "'").split()).rstrip(".!?")
    return re.sub(r"\b([ap])\.m\b\.?", r"\1m", small)


# ---- what was said


def _split(words: str, today: date) -> _Clauses:
    main, *clauses = _CLAUSE.split(f" {tidy(words)}".replace(", ", " "))
    begins: date | None = None
    ends: date | None = None
    clock: time | None = None
    for word, said in zip(clauses[::2], clauses[1::2], strict=True):
        said, at = _take_clock(said, words)
        clock = clock or at
        day = read_date(said, today)
        if day is None:
            raise not_understood(words)
        if word in ("until", "till"):
            ends = day
        else:
            begins = day
    days, at = _take_clock(main, words)
    return _Clauses(days.strip(), at or clock, begins, ends)


def _take_clock(said: str, words: str) -> tuple[str, time | None]:
    """The words without the time of day, and that."""
    found = _AT.search(said) or _TRAILING.search(said)
    if found is None:
        return said, None
    clock = read_clock(found["clock"].strip())
    if clock is None:
        raise not_understood(words)
    return said[: found.start()].strip(), clock


def _once(days: str, today: date) -> date | None:
    """A single day: ``once on 3 March 2027``, ``on 3 March``, ``next Tuesday``."""
    if re.fullmatch(r"(?:on )?\w+days", days):
        return None  # “on Tuesdays”
    return read_date(days.removeprefix("once ").removeprefix("on "), today)


def _rule(clauses: _Clauses, words: str, day: date) -> str:
    found = _RULE.fullmatch(clauses.days)
    if found:
        return found["rule"]
    days = read_days(clauses.days)
    if days is None:
        raise not_understood(words)
    if days.short_months:
        raise NotUnderstood(
            "Not every month has that day: write “every 28th at 09:00” or “every last day of the month "
            "at 09:00”."
        )
    days = usual_days(days, day)
    until = f";UNTIL={clauses.ends:%Y%m%d}{END_OF_DAY}" if clauses.ends else ""
    return f"{days.rule()}{until}"


def _first(
    rule: str, clauses: _Clauses, clock: time, now: datetime, zone: str, words: str
) -> Repeating:
    """Counted from its first day, so that every other week begins with the next one."""
    begins = clauses.begins or now.astimezone(ZoneInfo(zone)).date()
    try:
        pattern = rules.repeating(rule, datetime.combine(begins, clock), zone)
        often = rules.repeating(Days.each_time(pattern.rule), pattern.starts, zone)
    except (ValueError, OverflowError):
        raise not_understood(words) from None
    for local in rules.occurrences(often):
        moment = local_moment(local.date(), local.time(), zone).at
        if clauses.begins is not None or moment > now:
            return Repeating(pattern.rule, local, zone)
    raise NotUnderstood(
        f"“{words.strip()}” never comes: write it like “every first Tuesday at 13:00” or “every other "
        "Thursday at 1pm”."
    )
