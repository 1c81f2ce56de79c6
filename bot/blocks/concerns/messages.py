"""The messages about a concern: that there is something, never what, by whom or about which thing.

A message shows on lock screens and is kept for a while, so the words are behind its button.
"""

from bot.blocks import ids
from bot.blocks.concerns.words import read_button, reopen_button, settle_button
from bot.blocks.kit import Element, actions, button, context, section
from bot.blocks.text import day
from bot.domain.concerns import ANSWER_WITHIN, REOPENED_WITHIN, Concern
from bot.domain.delivery import DirectMessage, Message

ABOUT = "a private message"  # what it is called where it does not arrive: administrators see that


def to_one(concern: Concern, name: str, user: str, message: Message) -> DirectMessage:
    """``name`` makes it come once. If it does not arrive, the other of the two is told."""
    return DirectMessage(
        f"{concern.key}{name}:{user}", user, message, owner=concern.other(user), about=ABOUT
    )


def _message(words: str, buttons: list[Element], *small: str) -> Message:
    blocks = [section(words), actions(buttons), *([context(*small)] if small else [])]
    return Message(words.replace("*", "").replace("\n", " "), tuple(blocks))


def render_asked(concern: Concern, *, passed_on: bool = False) -> Message:
    """For whoever hears of it."""
    first = "*A concern has been raised with you, in confidence.*"
    if passed_on:
        first = (
            "*A concern comes to you, in confidence.* It was with somebody else, and whoever raised "
            "it wishes it to go to you."
        )
    words = (
        f"{first}\nPress *Read and answer* to see who writes, and what about. Please answer within "
        f"{ANSWER_WITHIN.days} days: a line that you have read it helps already."
    )
    return _message(
        words,
        [read_button(concern, "Read and answer", style="primary"), settle_button(concern)],
        "Only the two of you see it. Its words are in no message, so they show on no lock screen.",
    )


def render_line(concern: Concern, reader: str) -> Message:
    if reader == concern.raised_by:
        words = "*There is an answer to your concern.*"
    else:
        words = "*More was written about a concern that was raised with you.*"
    return _message(
        words,
        [read_button(concern, "Read and answer", style="primary"), settle_button(concern)],
    )


# ---- settling


def render_settled(concern: Concern, reader: str, zone: str) -> Message:
    """What the other of the two hears. ``settled_at`` is set."""
    assert concern.settled_at is not None
    if reader == concern.asked_of:
        words = (
            "*A concern that was raised with you is settled*, says whoever raised it. Thank you for "
            "hearing them out."
        )
        return _message(words, [read_button(concern)])
    until = day(concern.settled_at + REOPENED_WITHIN, zone)
    words = (
        "*Whoever heard your concern says that it is settled.* Is it, for you? If not, open it again; "
        f"you can until {until}."
    )
    agree = button(ids.CONCERN_AGREE, "Yes, it is settled", str(concern.id), style="primary")
    return _message(words, [agree, reopen_button(concern), read_button(concern)])


def render_reopened(concern: Concern) -> Message:
    words = (
        "*A concern that was raised with you is open again*: for whoever raised it, it is not settled "
        "yet."
    )
    return _message(
        words,
        [read_button(concern, "Read and answer", style="primary"), settle_button(concern)],
    )


def render_done(words: str) -> Message:
    """What a message becomes when its button was pressed."""
    return Message(words, (section(words),))


SETTLED = (
    f"Settled. Thank you. It stays in `{ids.PEERBOT} concerns` for a while, for the two of you."
)
AGREED = "Thank you: it is settled."
REOPENED = (
    "It is open again, and whoever heard it is told. Press *Read it* in "
    f"`{ids.PEERBOT} concerns` to write what is missing."
)
HANDED = "Passed on. I tell you when there is an answer."


# ---- what time and people's leaving bring


def render_reminder(concern: Concern) -> Message:
    words = (
        "*A concern that was raised with you waits for an answer.* This is the only reminder. “I have "
        "read it, and need some time” is an answer too."
    )
    return _message(
        words,
        [read_button(concern, "Read and answer", style="primary"), settle_button(concern)],
    )


def render_reminded(concern: Concern) -> Message:
    words = (
        f"Your concern has had no answer in {ANSWER_WITHIN.days} days, so I have reminded whoever has "
        "it, once. You can also write to them yourself."
    )
    return _message(words, [read_button(concern)])


def render_left(concern: Concern) -> Message:
    """For whoever raised it: the account of the person who has it is switched off."""
    words = (
        "*The person with whom you raised a concern is here no longer*, so they cannot answer. You told "
        "them in confidence, so it goes to nobody else unless you say so."
    )
    return _message(words, [_pass_on_button(concern), read_button(concern)])


def render_another_named(concern: Concern) -> Message:
    """For whoever raised it: the body has named somebody else to hear concerns."""
    words = (
        "*The group has named somebody else to hear concerns.* Yours stays with the person whom you "
        "told, unless you would like it passed on."
    )
    return _message(words, [_pass_on_button(concern), read_button(concern)])


def _pass_on_button(concern: Concern) -> Element:
    return button(
        ids.CONCERN_MOVE,
        "Pass it on …",
        str(concern.id),
        label="Pass it on …: see to whom first",
    )


def render_taken_away(concern: Concern) -> Message:
    """For whoever had it, where they are here still."""
    words = (
        "A concern that was raised with you is with somebody else now, as whoever raised it wished. "
        "Thank you."
    )
    return render_done(words)
