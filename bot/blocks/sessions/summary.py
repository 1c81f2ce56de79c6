"""The figures for leads and managers in words: the whole time first, then a line for each quarter."""

from bot.blocks.kit import context, header, section
from bot.blocks.sessions.messages import name
from bot.blocks.text import listed, plural
from bot.domain.delivery import Message
from bot.domain.sessions import Outcome
from bot.domain.sessions.summary import Held, Numbers, Quarter, Summary

NAMED = 12  # practices that are not reached yet
COUNTS_ONLY = (
    "Counts only: what was said in a session is in none of them. A practice is reached when somebody "
    "from it was there. `/peer export` gives you the tables."
)


def render_summary(summary: Summary) -> Message:
    """Only its reader sees it."""
    whole = summary.whole
    title = f"Peer sessions, {_span(summary.first, summary.last)}"
    lines = [
        _sessions(whole),
        _reached(summary),
        _actions(whole),
        _replies(whole),
        _barriers(whole),
    ]
    blocks = [header(title), section("\n".join(lines))]
    if len(summary.quarters) > 1:
        quarters = "\n".join(_line(*each) for each in reversed(summary.quarters))
        blocks.append(section(f"*By quarter*\n{quarters}"))
    blocks.append(context(COUNTS_ONLY))
    return Message(f"{title}. {_sessions(whole).replace('*', '')}", tuple(blocks))


def _span(first: Quarter, last: Quarter) -> str:
    """``Oct to Dec 2026``, ``Jan 2026 to Mar 2027``."""
    ends = last.after.replace(day=1)
    month = ends.month - 1 or 12
    year = ends.year if ends.month > 1 else ends.year - 1
    end = f"{ends.replace(year=year, month=month):%b} {year}"
    begin = f"{first.first:%b}"
    return (
        f"{begin} to {end}" if first.first.year == year else f"{begin} {first.first.year} to {end}"
    )


def _sessions(numbers: Numbers) -> str:
    if not numbers.planned:
        return "*Sessions:* none was planned in this time."
    held = numbers.held
    rest = [
        words
        for count, words in (
            (held[Held.NO], f"{held[Held.NO]} did not take place"),
            (held[Held.CANCELLED], f"{held[Held.CANCELLED]} cancelled"),
            (held[Held.NOT_KNOWN], f"{held[Held.NOT_KNOWN]} not known"),
        )
        if count
    ]
    said = f"*Sessions:* {held[Held.YES]} held of {numbers.planned} planned"
    return f"{said}; {listed(rest)}." if rest else f"{said}."


def _reached(summary: Summary) -> str:
    whole = summary.whole
    reached = summary.practices - len(summary.not_reached)
    said = (
        f"*Reached:* {reached} of {plural(summary.practices, 'practice')}, "
        f"{plural(whole.people, 'person', 'people')}."
    )
    if not summary.not_reached:
        return said
    named = [name(each) for each in summary.not_reached[:NAMED]]
    if len(summary.not_reached) > NAMED:
        named.append(f"{len(summary.not_reached) - NAMED} more")
    return f"{said} Not yet reached: {listed(named)}."


def _actions(numbers: Numbers) -> str:
    if not numbers.actions:
        return "*Actions:* none yet."
    parts = [f"{numbers.outcomes[each]} {each}" for each in Outcome]
    parts.append(f"{numbers.outcomes[None]} open")
    return f"*Actions:* {numbers.actions} agreed: {listed(parts)}."


def _replies(numbers: Numbers) -> str:
    if not numbers.pulses:
        return "*From pulse to reply:* no pulse closed in this time."
    wait = numbers.pulses - numbers.replied
    have = "waits" if wait == 1 else "wait"
    waiting = f"{plural(wait, 'pulse')} still {have} for a reply." if wait else ""
    if numbers.reply_days is None:
        return f"*From pulse to reply:* {waiting}"
    said = f"*From pulse to reply:* {_days(numbers.reply_days)} ({_of(numbers.replied, 'reply')})."
    return f"{said} {waiting}".rstrip()


def _barriers(numbers: Numbers) -> str:
    if not numbers.barriers:
        return "*Barriers:* none raised."
    said = f"*Barriers:* {numbers.barriers} raised, {numbers.answered} answered"
    return (
        f"{said}, in {_days(numbers.answer_days)}."
        if numbers.answer_days is not None
        else f"{said}."
    )


def _of(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"the median of {count}"


def _days(days: float) -> str:
    if not days:
        return "the same day"
    return f"{days:g} day" if days == 1 else f"{days:g} days"


def _line(quarter: Quarter, numbers: Numbers) -> str:
    if not numbers.planned:
        return f"• *{_span(quarter, quarter)}:* none planned"
    held = f"{numbers.held[Held.YES]} held of {numbers.planned}"
    practices = plural(len(numbers.practices), "practice")
    kept = f"{numbers.outcomes[Outcome.KEPT]} of {plural(numbers.actions, 'action')} kept"
    return f"• *{_span(quarter, quarter)}:* {held}, {practices}, {kept}"
