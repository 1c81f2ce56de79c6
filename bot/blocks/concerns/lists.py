"""One's own concerns: in the answer to the command, and on the Home tab."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.blocks import ids
from bot.blocks.concerns.words import (
    raise_button,
    read_button,
    reopen_button,
    settle_button,
    since,
    subject,
)
from bot.blocks.kit import Element, actions, context, header, section
from bot.blocks.text import plural
from bot.domain.concerns import LATELY, Concern
from bot.domain.delivery import Block, Message

SHOWN = 8
NONE = "You have no concern open, and nobody has raised one with you."


def render_concerns(
    concerns: Sequence[Concern], user: str, now: datetime, said: str = ""
) -> Message:
    """Only its reader sees it. ``said`` is what just happened."""
    blocks: list[Block] = [section(said)] if said else []
    open_ = [each for each in concerns if each.is_open]
    settled = [each for each in concerns if not each.is_open]
    blocks += _part("Open concerns", open_, user, now)
    blocks += _part(f"Settled in the last {LATELY.days} days", settled, user, now)
    if not concerns:
        blocks.append(section(NONE))
    blocks.append(actions([raise_button()]))
    words = f"{plural(len(open_), 'concern')} open." if concerns else NONE
    return Message(f"{said} {words}".strip(), tuple(blocks))


def _part(title: str, part: Sequence[Concern], user: str, now: datetime) -> Iterator[Block]:
    if not part:
        return
    yield header(title)
    for each in part[:SHOWN]:
        yield section(_lines(each, user, now))
        yield actions(_buttons(each, user, now))
    if len(part) > SHOWN:
        yield context(f"And {len(part) - SHOWN} more.")


def _buttons(concern: Concern, user: str, now: datetime) -> list[Element]:
    if concern.is_open:
        return [read_button(concern), settle_button(concern)]
    again = [reopen_button(concern)] if concern.may_reopen(user, now) else []
    return [read_button(concern), *again]


def _lines(concern: Concern, user: str, now: datetime) -> str:
    return f"*{subject(concern)}*\n{_between(concern, user)}, {_stands(concern, user, now)}"


def _between(concern: Concern, user: str) -> str:
    if user == concern.raised_by:
        return f"You raised it with <@{concern.asked_of}>"
    return f"<@{concern.raised_by}> raised it with you"


def _stands(concern: Concern, user: str, now: datetime) -> str:
    raised = since(concern.raised_at, now)
    if concern.settled_at is not None:
        return f"{raised}. Settled {since(concern.settled_at, now)}."
    if concern.answered_at is not None:
        return f"{raised}. Answered {since(concern.answered_at, now)}."
    yours = "your" if user == concern.asked_of else "an"
    return f"{raised}. It waits for {yours} answer."


def home_concerns(
    concerns: Sequence[Concern], user: str, now: datetime, most: int = SHOWN
) -> Iterator[Block]:
    """The small part of the Home tab of both; nothing where none is open."""
    if not concerns:
        return
    yield header("Concerns")
    for each in concerns[:most]:
        yield section(_lines(each, user, now), read_button(each))
    more = f"And {len(concerns) - most} more: see " if len(concerns) > most else "All of them: "
    yield context(f"{more}`{ids.PEERBOT} concerns`. Only you and the other person see them.")
