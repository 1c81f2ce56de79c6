"""How the Home tab begins and ends: who this is and whether anything waits; where to ask for more."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.concerns.words import raise_button
from bot.blocks.kit import context, divider, section
from bot.blocks.rights import home_rights
from bot.blocks.text import escape, plural
from bot.domain.delivery import Block
from bot.domain.home import Home
from bot.domain.sessions.finding import PollState

WHAT_IT_IS = (
    "I help the practices of *{body}* to learn from each other:\n"
    "• short *pulses*, answered in seconds, anonymous once they close\n"
    "• *peer sessions*, in which practices talk about what they do\n"
    "• *your practice’s figures* beside those of practices like it, for your eyes only"
)
FOR_NEWCOMERS = (
    "I do not know you as a member yet, so new pulses do not ask you, and I have no figures to "
    "show you."
)
FOR_VISITORS = (
    "You are a guest in this Slack, so only peer sessions that you are invited to are for you here. "
    "Guests see no practice’s figures."
)


def greeting(home: Home, most: int) -> Iterator[Block]:
    body = escape(home.body_name)
    if home.member is None:
        yield section(f"Hello <@{home.user}>. {WHAT_IT_IS.format(body=body)}")
        yield section(FOR_VISITORS if home.visitor else FOR_NEWCOMERS)
        if not home.to_answer.number:
            return
        yield section(f"*{_headline(home)}*")
        return
    yield section(f"Hello <@{home.user}>. This is Peerbot, for {body}.\n*{_headline(home)}*")


def _headline(home: Home) -> str:
    """One sentence: whether anything waits for this person."""
    number = home.to_answer.number + _to_choose(home) + _to_read(home)
    if number:
        return f"{plural(number, 'thing waits', 'things wait')} for you."
    if home.waiting:
        held = plural(home.waiting.number, "message")
        return f"Nothing waits for you. I have held back {held}: see below."
    return "Nothing waits for you."


def _to_choose(home: Home) -> int:
    """Votes that have closed and wait for this person to choose the time."""
    votes = home.leading.votes if home.leading else ()
    return sum(each.state is PollState.CLOSED for each in votes)


def _to_read(home: Home) -> int:
    """People who wait for this person to confirm where they work, and concerns nobody has answered."""
    waiting = home.standing.to_confirm if home.standing else 0
    unanswered = (each.asked_of == home.user and not each.answered_at for each in home.concerns)
    return waiting + sum(unanswered)


def foot(home: Home, most: int) -> Iterator[Block]:
    yield divider()
    yield from home_rights(raise_button())
    yield context(f"`{ids.PEERBOT} help` says what else I can do. Or just write to me.")
