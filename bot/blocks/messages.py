"""What is said of messages that did not arrive, to whoever can do something about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.blocks import ids
from bot.blocks.kit import actions, button, confirm, context, divider, section
from bot.blocks.text import escape, plural, truncate, when
from bot.domain.delivery import (
    NOT_ARRIVED,
    TOLD,
    UNFINISHED,
    Block,
    DirectMessage,
    Kind,
    Message,
    State,
    WaveProgress,
)

AT_ONCE = 10  # messages, and waves, in one list: each has its buttons
AWAY = ("not in that channel", "never invited")  # what an invitation mends


class Letter(Protocol):
    """A message, as far as one has to know it to speak of it."""

    @property
    def id(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def spot(self) -> str: ...
    @property
    def state(self) -> State: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def about(self) -> str | None: ...
    @property
    def due_at(self) -> datetime: ...


def where(letter: Letter) -> str:
    """``in #north``, ``to @Amira``."""
    to_one = letter.kind is Kind.DIRECT or letter.spot.startswith(("U", "W"))
    return f"to <@{letter.spot}>" if to_one else f"in <#{letter.spot}>"


def what(letter: Letter) -> str:
    return escape(letter.about or ("a message" if letter.kind is Kind.DIRECT else "a post"))


# ---- to whoever started it


def told_of(letter: Letter, state: State, reason: str) -> DirectMessage:
    """That one message did not arrive, or may not have."""
    assert letter.owner is not None
    message = render_not_arrived(letter, state, reason)
    return DirectMessage(letter.key + TOLD, letter.owner, message)


def render_not_arrived(letter: Letter, state: State, reason: str) -> Message:
    if state is State.HELD:
        words = (
            f"Slack did not say whether {what(letter)} arrived {where(letter)}. Please look there: "
            "if it is missing, press *Send it again*."
        )
        return Message(words, (section(words), _buttons(letter, held=True)))
    words = f"I could not send {what(letter)} {where(letter)}: {escape(reason)}"
    if any(each in reason for each in AWAY):
        words += " Please invite me there with `/invite @Peerbot`, then press the button."
    else:
        words += " When that is mended, press the button."
    return Message(words, (section(words), _buttons(letter, held=False)))


def _buttons(letter: Letter, *, held: bool) -> Block:
    value = str(letter.id)
    again = button(
        ids.MESSAGE_AGAIN,
        "Send it again",
        value,
        style="primary",
        label=f"Send it again: {letter.about or 'the message'}",
    )
    if held:
        there = button(ids.MESSAGE_THERE, "It is there", value)
        return actions([again, there])
    return actions([again, button(ids.MESSAGE_GIVE_UP, "Leave it", value)])


def told_of_wave(wave: WaveProgress, letters: Sequence[Letter]) -> DirectMessage:
    """What did not arrive of many messages, when all have been tried."""
    number = wave.number(*NOT_ARRIVED)
    verb = "has" if number == 1 else "have"
    lines = [
        f"All of “{escape(wave.title)}” have been tried: {wave.number(State.SENT):,} arrived, and "
        f"{plural(number, 'message')} {verb} not.",
        *(f"• {where(each)}: {escape(each.reason or '')}" for each in letters),
    ]
    if number > len(letters):
        lines.append(f"• and {number - len(letters):,} more")
    lines.append("An administrator can see them, and send them again, with `/peerbot messages`.")
    message = Message(lines[0], (section("\n".join(lines)),))
    return DirectMessage(f"wave:{wave.id}{TOLD}", wave.owner, message)


def render_done(words: str) -> Message:
    """What a message with buttons becomes when one was pressed."""
    return Message(words, (section(words),))


def on_its_way(letter: Letter) -> Message:
    return render_done(f"Thank you: {what(letter)} is on its way {where(letter)}.")


def seen(letter: Letter) -> Message:
    return render_done(f"Thank you: {what(letter)} is there, so I leave it at that.")


def given_up(letter: Letter) -> Message:
    return render_done(f"All right: {what(letter)} will not be sent {where(letter)}.")


# ---- to administrators


def render_messages(
    letters: Sequence[Letter],
    number: int,
    waves: Sequence[WaveProgress],
    trouble: str | None,
    zone: str,
    said: str = "",
) -> Message:
    """Everything that is under way to many, and all that did not arrive."""
    blocks: list[Block] = [section(said)] if said else []
    if trouble:
        blocks.append(section(f"*{escape(trouble)}*"))
    for wave in waves[:AT_ONCE]:
        blocks += [section(_wave_words(wave, zone)), actions([_stop_button(wave)])]
    if waves:
        blocks.append(divider())
    if number:
        blocks.append(section(f"*{plural(number, 'message')} did not arrive*, the newest first:"))
    for each in letters[:AT_ONCE]:
        blocks += [
            section(_letter_words(each, zone)),
            _buttons(each, held=each.state is State.HELD),
        ]
    if number > AT_ONCE:
        rest = (
            f"And {number - AT_ONCE:,} more. `peerbot messages list` on the command line shows all."
        )
        blocks.append(context(rest))
    if not waves and not number:
        blocks.append(section("Every message has arrived, and none is under way to many people."))
    text = f"{plural(number, 'message')} did not arrive; {plural(len(waves), 'wave')} under way."
    return Message(text, tuple(blocks))


def _wave_words(wave: WaveProgress, zone: str) -> str:
    waiting = wave.number(State.WAITING)
    on_home = f", {waiting:,} wait on Home tabs" if waiting else ""
    return (
        f"*{escape(truncate(wave.title, 200))}*, begun by <@{wave.owner}> on "
        f"{when(wave.planned_at, zone)}: {wave.number(State.SENT):,} of {wave.messages:,} sent, "
        f"{wave.number(*UNFINISHED):,} to go{on_home}."
    )


def _stop_button(wave: WaveProgress) -> Block:
    left = plural(wave.number(*UNFINISHED), "message")
    return button(
        ids.WAVE_STOP,
        "Stop sending",
        str(wave.id),
        style="danger",
        label=f"Stop sending: {truncate(wave.title, 50)}",
        confirm=confirm(
            "Stop sending?",
            f"{left} will not go out. Those that arrived stay where they are.",
            "Stop sending",
            "Go on",
        ),
    )


def _letter_words(letter: Letter, zone: str) -> str:
    due = when(letter.due_at, zone)
    return f"{what(letter)} {where(letter)} ({due}): {escape(letter.reason or '')}"


def stopped(wave: WaveProgress, number: int) -> str:
    return (
        f"Stopped: {plural(number, 'message')} of “{escape(wave.title)}” will not go out; "
        f"{wave.number(State.SENT):,} had arrived."
    )
