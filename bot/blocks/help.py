"""What the bot says when asked what it can do: made from the table that finds the handlers."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Protocol

from bot.blocks import ids
from bot.blocks.kit import context, section
from bot.blocks.text import BLOCKS_PER_MESSAGE, either, escape, packed, truncate, with_article
from bot.domain.deeds import Deed, may
from bot.domain.delivery import Block, Message
from bot.domain.people import Member

NAMES = {
    ids.PULSE: "Pulses",
    ids.COMPARE: "Figures",
    ids.PEER: "Peer sessions",
    ids.PEERBOT: "Peerbot itself",
}
ALIKE = 0.6  # of two words, from 0 to 1: "sumary" is 0.92 like "summary"
HELLO = (
    "*Peerbot* helps practices learn from each other: short anonymous pulses, fair comparisons "
    "and peer sessions."
)
LONG_FORM = (
    "If another app has one of these names, put `/peerbot` before it: `/peerbot pulse help`."
)


class Line(Protocol):
    """One thing that can be said."""

    @property
    def command(self) -> str: ...

    @property
    def word(self) -> str: ...

    @property
    def line(self) -> str: ...

    @property
    def says(self) -> str: ...

    @property
    def deed(self) -> Deed | None: ...


Commands = Mapping[str, Sequence[Line]]


def render_help(
    commands: Commands, member: Member | None, words: str = "", *, everything: bool = False
) -> Message:
    """What this person can say; ``words`` is what was typed and not understood, if anything was."""
    opening = unknown(ids.PEERBOT, commands, words) if words else HELLO
    shown = {
        command: [each for each in lines if everything or _is_for(member, each)]
        for command, lines in commands.items()
    }
    say = "All that can be said:" if everything else "You can say:"
    more = (
        f"{LONG_FORM} `/peerbot help roles` says who may do what."
        if everything
        else "`/peerbot help all` shows everything, `/peerbot help pulse` one command, "
        "`/peerbot help roles` who may do what."
    )
    groups = [
        each
        for command in NAMES
        for each in _group(f"*{NAMES[command]}*", shown.get(command, ()), member)
    ]
    closing = context(f"{more} Only you can see this.")
    text = f"Peerbot: what you can say. {' '.join(commands)}"
    return Message(text, (section(f"{opening} {say}"), *groups[: BLOCKS_PER_MESSAGE - 2], closing))


def render_command_help(
    command: str,
    commands: Commands,
    member: Member | None,
    words: str = "",
    asked_as: str = "",
) -> Message:
    """One command, in the form in which it was asked for, with who may where this person may not."""
    shown_as = asked_as or command
    opening = f"With `{shown_as}` you can say:"
    if words:
        opening = f"{unknown(command, commands, words, asked_as)} You can say:"
    lines = _group("", commands[command], member, shown_as)
    closing = [] if asked_as else [context(LONG_FORM)]
    return Message(opening, (section(opening), *lines, *closing))


def lines_about(commands: Commands, words: str) -> list[Line]:
    """What can be said with a word, or a command and a word: "setup", "pulse new"; none: nothing."""
    typed = words.lower().replace("/", " ").split()
    of = f"/{typed[0]}" if len(typed) > 1 else ""
    asked = [of] if of else list(NAMES)
    word = typed[-1] if len(typed) in {1, 2} else ""
    found = (each for command in asked for each in commands.get(command, ()))
    return [each for each in found if word and each.word == word and each.says]


def render_lines(lines: Sequence[Line], member: Member | None, asked_as: str = "") -> Message:
    """A few things that can be said, in the form in which one asked, with who may if not this person."""
    opening = "You can say:"
    blocks = _group("", lines, member, asked_as)
    return Message(opening, (section(opening), *blocks))


def unknown(command: str, commands: Commands, words: str, asked_as: str = "") -> str:
    """That these words are not known, and what comes near them."""
    said = f"I do not know `{asked_as or command} {escape(truncate(words, 60))}`."
    near = nearest(command, commands, words, asked_as)
    return f"{said} Did you mean {either([f'`{each}`' for each in near])}?" if near else said


def nearest(command: str, commands: Commands, words: str, asked_as: str = "") -> list[str]:
    """At most three things that can be said and look like these words, those of this command first."""
    typed = words.lower().removeprefix("help ").split()
    first = typed[0] if typed else ""
    forms: dict[str, str] = {}
    for name in (command, *(each for each in NAMES if each != command)):
        shown_as = asked_as if asked_as and name == command else name
        for each in commands.get(name, ()):
            forms.setdefault(each.word, f"{shown_as} {each.word}")
    if command == ids.PEERBOT:
        forms |= {each.removeprefix("/"): each for each in commands if each != ids.PEERBOT}
    forms.pop("", None)
    return [forms[each] for each in get_close_matches(first, forms, 3, ALIKE)]


def _is_for(member: Member | None, line: Line) -> bool:
    """What they may; not each command's own help, which would say little in a list of all."""
    if line.word == "help":
        return line.command == ids.PEERBOT
    return line.deed is None or may(member, line.deed)


def _group(
    heading: str, lines: Iterable[Line], member: Member | None, shown_as: str = ""
) -> list[Block]:
    said = [_line(each, member, shown_as) for each in lines if each.says]
    return [section(each) for each in packed([heading, *said] if heading else said)] if said else []


def _line(line: Line, member: Member | None, shown_as: str) -> str:
    typed = f"{shown_as}{line.line.removeprefix(line.command)}" if shown_as else line.line
    words = f"`{typed}` – {line.says}"
    if line.deed is None or may(member, line.deed):
        return words
    return f"{words} _For {with_article(either([role.words for role in line.deed.roles]))}._"


def render_where_home_is() -> Message:
    words = (
        "Your Home tab has what waits for you, your sessions, your actions and your practice’s figures. "
        "Tap my name or picture, then *Home*, above our messages."
    )
    return Message(words, (section(words),))
