"""Votes on times that are in progress, as `/peer list` shows them below the sessions to come."""

from collections.abc import Iterable, Sequence

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, divider, header, section
from bot.blocks.sessions.polls import (
    at,
    board,
    cancel_button,
    open_buttons,
    own_words,
    topic,
    vote_buttons,
)
from bot.blocks.text import plural
from bot.domain.delivery import Block, Message
from bot.domain.sessions.finding import InProgress, PollState

SHOWN = 5
LISTED = "list"  # where the buttons here are


def with_votes(message: Message, votes: Sequence[InProgress]) -> Message:
    """The list of sessions, and the votes below it."""
    if not votes:
        return message
    blocks: list[Block] = [*message.blocks, divider(), header("Finding a time")]
    for each in votes[:SHOWN]:
        blocks += _vote_blocks(each)
    if len(votes) > SHOWN:
        blocks.append(context(f"And {len(votes) - SHOWN} more, which close later."))
    return Message(f"{message.text} {_count_words(votes)}", tuple(blocks))


def _count_words(votes: Sequence[InProgress]) -> str:
    return f"{plural(len(votes), 'vote')} on times in progress."


def _vote_blocks(seen: InProgress) -> Iterable[Block]:
    poll = seen.poll
    is_open = poll.state is PollState.OPEN
    have = f"{seen.answered} of {plural(seen.asked, 'person has', 'people have')} answered."
    lines = [f"{topic(poll)}, asked by <@{poll.lead}>"]
    lines.append(f"{have} Closes {at(poll, poll.closes_at)}." if is_open else f"{have} Closed.")
    decides = seen.voters is not None
    if seen.voters is not None:
        lines.append(board(poll, seen.voters))
    elif seen.own is not None and is_open:
        said = seen.own.answered_at is not None
        lines.append(own_words(poll, seen.own) if said else "You have not answered yet.")
    elif not is_open:
        lines.append(f"<@{poll.lead}> chooses the time now.")
    yield section("\n".join(lines))
    if decides:
        yield actions(open_buttons(poll) if is_open else _closed_buttons(seen))
    elif is_open:
        yield actions(vote_buttons(poll, LISTED)[:1])


def _closed_buttons(seen: InProgress) -> list[Block]:
    value = str(seen.poll.id)
    return [
        button(ids.POLL_OTHER, "Choose the time", value, style="primary"),
        button(ids.POLL_AGAIN, "Ask with new times", value),
        cancel_button(seen.poll),
    ]
