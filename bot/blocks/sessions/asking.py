"""What Peerbot says to a sentence that asks for a peer session: nothing happens before the button."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, section
from bot.blocks.sessions.messages import names
from bot.blocks.text import escape, listed
from bot.blocks.text import when as when_words
from bot.domain.delivery import Message
from bot.domain.people import Practice
from bot.domain.screening import Kind
from bot.domain.sessions.asking import Request
from bot.domain.sessions.choice import Wanted
from bot.domain.times import local_moment


def render_understood(
    request: Request, practices: Sequence[Practice], wanted: Wanted, now: datetime, zone: str
) -> Message:
    lines = [f"• *{label}:* {words}" for label, words in _understood(request, practices, now, zone)]
    opening = (
        "You would like a peer session. This is what I understood:"
        if lines
        else ("You would like a peer session.")
    )
    return Message(
        f"{opening} Nothing is sent yet: the button opens the form.",
        (
            section("\n".join([opening, *lines])),
            actions([button(ids.SESSION_OPEN, "Open the form", wanted.to_text(), style="primary")]),
            context(
                "Nothing is sent yet: in the form you can change all of it, and see a preview."
            ),
        ),
    )


def _understood(
    request: Request, practices: Sequence[Practice], now: datetime, zone: str
) -> Iterator[tuple[str, str]]:
    if request.topic:
        yield "Topic", escape(request.topic)
    if request.format:
        yield "Format", request.format.words
    if practices:
        yield "With", names(tuple(practices))
    elif request.everybody:
        yield "With", "all practices"
    if when := _when(request, now, zone):
        yield "When", when
    if request.minutes is not None:
        yield "Length", _length(request)
    if request.channel:
        yield "In", f"<#{request.channel}>"


def _when(request: Request, now: datetime, zone: str) -> str:
    if request.repeats:
        begins = (
            f", from {request.day:%a} {request.day.day} {request.day:%b %Y}" if request.day else ""
        )
        return f"again and again, {escape(request.repeats)}{begins}"
    if request.day and request.clock:
        moment = local_moment(request.day, request.clock, zone).at
        passed = " (that has passed: please choose another in the form)" if moment <= now else ""
        return f"{when_words(moment, zone)}{passed}"
    if request.day:
        return f"{request.day:%a} {request.day.day} {request.day:%b %Y}; please choose the time"
    if request.clock:
        return f"at {request.clock:%H:%M}; please choose the day"
    return "at a time that you find together" if request.finding else ""


def _length(request: Request) -> str:
    if request.minutes == request.length:
        return f"{request.length} minutes"
    return f"{request.length} minutes (I have plans for 20 and for 45)"


def render_not_kept(kinds: Sequence[Kind]) -> Message:
    found = listed([each.words for each in kinds])
    words = (
        f"What you wrote looks as if it has {found} in it, so I have kept none of it. Please delete "
        "your message, and ask again without anything that could identify a person."
    )
    return Message(words, (section(words),))
