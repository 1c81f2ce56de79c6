"""What the bot says when asked what it can do: made from the table that finds the handlers."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.blocks.kit import context, section
from bot.blocks.text import escape, truncate
from bot.domain.delivery import Message


class Line(Protocol):
    """One thing that can be said."""

    @property
    def line(self) -> str: ...

    @property
    def says(self) -> str: ...


def render_help(commands: Mapping[str, Sequence[Line]], words: str = "") -> Message:
    """All commands; ``words`` is what was typed and not understood, if anything was."""
    opening = (
        "*Peerbot* helps practices learn from each other: short anonymous pulses, fair comparisons "
        "and peer sessions."
    )
    if words:
        opening = f"I do not know `/peerbot {escape(truncate(words, 60))}`."
    return _everything(commands, f"{opening} You can say:")


def render_commands_only(commands: Mapping[str, Sequence[Line]]) -> Message:
    """For somebody who wrote a sentence."""
    return _everything(
        commands,
        "Thank you for writing. I understand commands, not sentences yet, but for one that asks for a "
        "peer session: “set up a session on falls next Tuesday at 1pm”. In a channel, you can say:",
    )


def _everything(commands: Mapping[str, Sequence[Line]], opening: str) -> Message:
    groups = [section(_lines(lines)) for lines in commands.values() if _lines(lines)]
    closing = context("Only you can see this. Answers to a pulse are never shown by person.")
    text = "Peerbot: what you can say. " + " ".join(commands)
    return Message(text, (section(opening), *groups, closing))


def render_command_help(command: str, lines: Sequence[Line], words: str) -> Message:
    """One command; ``words`` is what was typed and not understood, if anything was."""
    opening = f"With `{command}` you can say:"
    if words:
        opening = f"I do not know `{command} {escape(truncate(words, 60))}`. You can say:"
    return Message(opening, (section(opening), section(_lines(lines))))


def _lines(lines: Sequence[Line]) -> str:
    return "\n".join(f"`{each.line}` – {each.says}" for each in lines if each.says)
