"""What Peerbot says about sessions that repeat."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.blocks import ids
from bot.blocks.kit import button, confirm, context, divider, header, section
from bot.blocks.text import escape, truncate, when
from bot.domain.delivery import Block, Message
from bot.domain.sessions.series import Occurrence, Series

SHOWN = 5


def about_series(series: Series, time: Occurrence) -> str:
    """For the lead, with each session that was set up by itself."""
    said = f"It repeats {series.words}; `/peer list` ends the series."
    if time.moved_from is None:
        return said
    return f"{said} {why_moved(time)}, so this one is on the next working day."


def why_moved(time: Occurrence) -> str:
    """``Fri 25 Dec 2026 is a bank holiday``."""
    assert time.moved_from is not None
    why = "is a bank holiday" if time.bank_holiday else "is in protected learning time"
    return f"{_day(time.moved_from.date())} {why}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def nobody_left(series: Series) -> str:
    return (
        f"The peer sessions on {escape(series.proposal.topic)}, {series.words}, have come to an end: "
        "nobody is left at their practices to invite, or whoever set them up no longer leads. Somebody "
        "who does can set them up again with `/peer schedule`."
    )


def render_ended(why: str) -> Message:
    return Message(why, (section(why),))


def ended_words(series: Series) -> str:
    return (
        f"The series on *{escape(series.proposal.topic)}* has ended. Sessions that are set up already "
        "stay; each can be cancelled below."
    )


def series_blocks(listed: Sequence[tuple[Series, datetime | None]]) -> Iterator[Block]:
    """Under the list of sessions, for those who organise."""
    if not listed:
        return
    yield divider()
    yield header("Sessions that repeat")
    for series, next_at in listed[:SHOWN]:
        following = (
            f"\nThe next to be set up is on {when(next_at, series.pattern.zone)}."
            if next_at
            else ""
        )
        yield section(
            f"*{escape(series.proposal.topic)}*, {series.words}, in <#{series.proposal.channel}>, led by "
            f"<@{series.lead}>{following}",
            _end_button(series),
        )
    if len(listed) > SHOWN:
        yield context(f"And {len(listed) - SHOWN} more.")


def _end_button(series: Series) -> Block:
    return button(
        ids.SERIES_END,
        "End the series",
        str(series.id),
        confirm=confirm(
            "End the series?",
            f"{truncate(series.proposal.topic, 80)}: no more sessions are set up by themselves. Those "
            "that are set up already stay.",
            "End the series",
            "Keep it",
        ),
        label=f"End the series on {series.proposal.topic}",
    )
