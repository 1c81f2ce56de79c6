"""The ground rules of peer sessions: before somebody's first, whenever they ask, and as one opens."""

from collections.abc import Iterable, Sequence

from bot.blocks.concerns.words import RAISE, raise_button
from bot.blocks.kit import View, actions, context, modal, section
from bot.blocks.text import escape, packed
from bot.domain.concerns import About
from bot.domain.delivery import Block, Message
from bot.domain.sessions import PeerSession

TITLE = "Ground rules"
SHORT = 700  # characters: more of them would crowd a calendar entry
AGREED = "this is what people there agree on, so that everybody can speak openly."
FIRST = f"Before your first peer session: {AGREED}"
ASKED = f"In peer sessions {AGREED}"
AGAIN = "`/peer rules` shows them again."


def rules_words(rules: Sequence[str]) -> str:
    return f"*{TITLE}*\n{bullets(escape(each) for each in rules)}"


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def build_first_modal(rules: Sequence[str], session: PeerSession, user: str) -> View:
    """Once, when somebody has said for the first time that they come."""
    blocks = _blocks(rules, f"Your answer is kept. {FIRST}", _lead(session, user))
    return modal("", TITLE, blocks, close="Good")


def render_first(rules: Sequence[str], session: PeerSession, user: str) -> Message:
    """The same where no form can open any more."""
    return Message(FIRST, tuple(_blocks(rules, FIRST, _lead(session, user))))


def render_rules(rules: Sequence[str]) -> Message:
    text = escape(f"{ASKED} {' '.join(rules)}")
    return Message(text, tuple(_blocks(rules, ASKED, "whoever leads it")))


def _lead(session: PeerSession, user: str) -> str:
    return "whoever facilitates" if user == session.lead else f"<@{session.lead}>"


def _blocks(rules: Sequence[str], first: str, lead: str) -> list[Block]:
    return [
        section(first),
        *(section(text) for text in packed(rules_words(rules).split("\n"))),
        section(
            f"If you do not agree with one, tell {lead}, or press *{RAISE}*: that goes privately to one "
            "person, and you see to whom before you write."
        ),
        actions([raise_button(About.SESSION)]),
        context(AGAIN),
    ]


def calendar_lines(rules: Sequence[str]) -> list[str]:
    """For the calendar file of guests, who may see no other place; of long ones, none."""
    if sum(map(len, rules)) > SHORT:
        return ["Ask whoever invited you for the ground rules."]
    return [f"{TITLE}:", *(f"- {each}" for each in rules)]
