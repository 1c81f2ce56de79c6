"""Reasons for variation, ideas, and questions without a name: their forms, and how they are shown."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    actions,
    button,
    context,
    input_,
    modal,
    option,
    plain_text_input,
    radio,
    section,
)
from bot.blocks.sessions.messages import title
from bot.blocks.text import escape, plural
from bot.domain.delivery import Block, Message
from bot.domain.sessions import QUESTION_MAX, WORDS_MAX, PeerSession, Point, PointKind, Reason
from bot.domain.sessions.points import reasons_counted, said

SHOWN = 8
NO_NAMES = "No patient details, please, and no names."


# ---- on the board


def points_blocks(points: Sequence[Point]) -> list[Block]:
    """How often each kind of reason was given, the words to them, and the ideas; nobody is named."""
    blocks = []
    counted = reasons_counted(points)
    if counted:
        numbers = ", ".join(f"{reason.words.lower()} {number}" for reason, number in counted)
        blocks.append(section(_with_words(f"*Reasons so far:* {numbers}", points)))
    ideas = said(points, PointKind.IDEA)
    if ideas:
        lines = [f"• {escape(each.words or '')}" for each in ideas[-SHOWN:]]
        blocks.append(section("\n".join([f"*Ideas to try:* {len(ideas)}", *lines, *_more(ideas)])))
    return blocks


def _with_words(opening: str, points: Sequence[Point]) -> str:
    worded = said(points, PointKind.REASON)
    lines = [
        f"• {each.reason.words if each.reason else ''}: {escape(each.words or '')}"
        for each in worded[-SHOWN:]
    ]
    return "\n".join([opening, *lines, *_more(worded)])


def _more(points: Sequence[Point]) -> list[str]:
    """The newest are shown; of the others only how many there are."""
    earlier = len(points) - SHOWN
    return [f"and {plural(earlier, 'earlier one')}"] if earlier > 0 else []


# ---- forms


def build_reason_modal(session: PeerSession) -> View:
    options = [option(each.words, each, each.says) for each in Reason]
    return modal(
        ids.REASON_NEW,
        "A reason",
        [
            section(
                f"{title(session)}: why might your practice's figures differ from others'? One tap is "
                "enough."
            ),
            input_(ids.REASON_KIND, "It is mostly", radio(ids.REASON_KIND, options)),
            input_(
                ids.REASON_WORDS,
                "In a few words",
                plain_text_input(ids.REASON_WORDS, max_length=WORDS_MAX),
                hint=f"They are shown in the thread without your name. {NO_NAMES}",
                optional=True,
            ),
        ],
        submit="Add it",
        private_metadata=str(session.id),
    )


def build_idea_modal(session: PeerSession) -> View:
    return modal(
        ids.IDEA_NEW,
        "An idea",
        [
            input_(
                ids.IDEA_WORDS,
                "What could we try?",
                plain_text_input(
                    ids.IDEA_WORDS,
                    max_length=WORDS_MAX,
                    placeholder="Something small, within a month",
                ),
                hint=f"It is shown in the thread without your name. {NO_NAMES}",
            ),
        ],
        submit="Add it",
        private_metadata=str(session.id),
    )


def build_question_modal(session: PeerSession, to: str) -> View:
    """``to`` is the Slack id of whoever reads it."""
    return modal(
        ids.QUESTION_NEW,
        "Without your name",
        [
            section(
                f"<@{to}> reads what you write here, and not who you are. It may be read out, or shared "
                "in the thread without a name. I keep nothing that tells who asked."
            ),
            input_(
                ids.QUESTION_WORDS,
                "Your question or point",
                plain_text_input(ids.QUESTION_WORDS, multiline=True, max_length=QUESTION_MAX),
                hint=f"In a small group people may know how you write. {NO_NAMES}",
            ),
        ],
        submit="Send it",
        private_metadata=str(session.id),
    )


# ---- a question without a name


def render_question(session: PeerSession, words: str, mark: str) -> Message:
    """To whoever facilitates. ``mark`` names the question, not who asked it."""
    asked = f"Somebody in the session {title(session)} asks, without a name:"
    share = button(
        ids.QUESTION_SHARE,
        "Share in the thread",
        f"{session.id} {mark} {words}",
        label="Share in the thread, without a name",
    )
    return Message(
        f"{asked} {escape(words)}",
        (
            section(f"{asked}\n{quoted(words)}"),
            context("You can read it out, answer it, or share it in the thread without a name."),
            actions([share]),
        ),
    )


def render_shared(session_topic: str, words: str) -> Message:
    """What the question becomes with whoever shared it."""
    said_ = f"Shared in the thread of {escape(session_topic)}, without a name:"
    return Message(f"{said_} {escape(words)}", (section(f"{said_}\n{quoted(words)}"),))


def render_question_in_thread(words: str) -> Message:
    asked = "A question or point, without a name:"
    return Message(f"{asked} {escape(words)}", (section(f"*{asked}*\n{quoted(words)}"),))


def quoted(words: str) -> str:
    return "\n".join(f"> {escape(line)}" for line in words.splitlines() or [""])
