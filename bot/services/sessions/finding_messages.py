"""Which messages follow from what happens to a vote on times, and the keys that make each once."""

from collections.abc import Iterable, Iterator, Sequence

from bot.blocks.sessions import polls
from bot.domain.delivery import DirectMessage, Message, Outgoing, Post, Update, Wave
from bot.domain.people import Practice
from bot.domain.sessions.finding import POLLS, AsksIn, Poll, Voter


def key(poll_id: int, *parts: object) -> str:
    """``poll:12:ask:U1``."""
    return POLLS + ":".join([str(poll_id), *map(str, parts)])


def ask_key(poll_id: int, user: str) -> str:
    return key(poll_id, "ask", user)


def channel_key(poll_id: int) -> str:
    return key(poll_id, "channel")


def lead_key(poll_id: int) -> str:
    return key(poll_id, "lead")


def remind_key(poll_id: int, user: str) -> str:
    return key(poll_id, "remind", user)


def result_key(poll_id: int, user: str) -> str:
    return key(poll_id, "result", user)


def nudge_key(poll_id: int, user: str) -> str:
    return key(poll_id, "nudge", user)


def _named(poll: Poll) -> str:
    return f"the vote on when to meet for {poll.proposal.topic}"


def wave(poll: Poll) -> Wave:
    return Wave(
        key(poll.id, "ask"), f"Asking when people can meet for {poll.proposal.topic}", poll.lead
    )


def asking(
    poll: Poll, practices: tuple[Practice, ...], voters: Sequence[Voter]
) -> Iterator[Outgoing]:
    """One message in the channel, or one to everybody but the lead; of no use once it closes."""
    if poll.asks_in is AsksIn.CHANNEL:
        yield Post(
            channel_key(poll.id),
            poll.proposal.channel,
            polls.render_channel(poll, practices, voters),
            until=poll.closes_at,
            owner=poll.lead,
            about=_named(poll),
        )
        return
    for each in voters:
        if each.user != poll.lead:
            yield DirectMessage(
                ask_key(poll.id, each.user),
                each.user,
                polls.render_ask(poll, practices, each),
                unasked=True,
                until=poll.closes_at,
                owner=poll.lead,
                about=_named(poll),
            )


def reminders(
    poll: Poll, practices: tuple[Practice, ...], voters: Iterable[Voter]
) -> Iterator[Outgoing]:
    """To those who have not answered; the lead has proposed the times."""
    for each in voters:
        if each.answered_at is None and each.user != poll.lead:
            yield DirectMessage(
                remind_key(poll.id, each.user),
                each.user,
                polls.render_reminder(poll, practices, each),
                unasked=True,
                until=poll.closes_at,
                about=_named(poll),
            )


def for_lead(poll: Poll, message: Message) -> DirectMessage:
    return DirectMessage(lead_key(poll.id), poll.lead, message)


def result(poll: Poll, reader: str, message: Message) -> DirectMessage:
    return DirectMessage(result_key(poll.id, reader), reader, message, about=_named(poll))


def nudge(poll: Poll, reader: str, message: Message) -> DirectMessage:
    return DirectMessage(
        nudge_key(poll.id, reader), reader, message, unasked=True, about=_named(poll)
    )


def updates(keys: Iterable[str], message: Message) -> Iterator[Update]:
    for each in keys:
        yield Update(f"{each}:state", each, message)
