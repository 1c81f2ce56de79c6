"""What is said about files that somebody dropped on the bot: that they are read, and what came of each."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.blocks import text as limits
from bot.blocks.kit import actions, button, confirm, section
from bot.blocks.text import escape, listed, plural
from bot.domain.comparisons.dropped import AT_ONCE
from bot.domain.delivery import Block, Message

MOST_SECTIONS = 3  # of a report: more would be a long way to scroll on a phone
NO_ANSWER = (
    "Slack did not hand it to me, although I tried for a quarter of an hour. Nothing of it was kept. "
    "Please drop it again later."
)
OUR_FAULT = (
    "Something went wrong on our side while I read it, and I have stopped trying. Please tell whoever "
    "looks after Peerbot “{reference}”."
)
UNDOING = "I am undoing this …"


def render_reading(names: Sequence[str], left_out: int) -> Message:
    """At once, before anything is read."""
    each_once = dict.fromkeys(f"*{escape(each)}*" for each in names)
    words = f"I am reading {listed(list(each_once))} …"
    if left_out:
        words += (
            f" I take {AT_ONCE} files at a time: please drop the other {left_out} again when these "
            "are done."
        )
    return Message(words, (section(words),))


def render_not_yours(refusal: str) -> Message:
    """To whoever may not have a file taken in."""
    words = f"Thank you, but I have not opened this, and have kept nothing of it. {refusal}"
    return Message(words, (section(words),))


def render_taken(name: str, report: str, import_id: int | None) -> Message:
    """The report as it was said in lines, the first with the name; with a way back where there is one."""
    blocks: list[Block] = [section(each) for each in _sections(report.split("\n"))]
    if import_id is not None:
        blocks.append(actions([_undo(name, import_id)]))
    return Message(f"I have read {escape(name)}.", tuple(blocks))


def render_not_taken(name: str, why: str) -> Message:
    words = f"I have taken nothing from *{escape(name)}*. {escape(why)}"
    return Message(words, (section(words),))


def render_undoing(report: Sequence[Block]) -> Message:
    """The report as it is shown, with a word in the place of its button."""
    kept = [each for each in report if each["type"] != "actions"]
    return Message(UNDOING, (*kept, section(UNDOING)))


def render_said(lines: str) -> Message:
    """What came of undoing."""
    return Message(
        escape(lines.split("\n", 1)[0]), tuple(map(section, _sections(lines.split("\n"))))
    )


def _undo(name: str, import_id: int) -> Block:
    return button(
        ids.IMPORT_UNDO,
        "Undo this",
        str(import_id),
        label=f"Undo this: {name}",
        confirm=confirm(
            "Undo it?",
            "Its figures are taken out again, and those that it corrected are as they were before.",
            "Undo it",
            "Leave it",
        ),
    )


def _sections(lines: Sequence[str]) -> list[str]:
    """The lines in as few pieces as fit; where there are too many, how many are left out is said."""
    pieces = [""]
    for place, line in enumerate(lines):
        shown = _line(line)
        if pieces[-1] and len(pieces[-1]) + len(shown) + 1 > limits.SECTION_TEXT:
            if len(pieces) == MOST_SECTIONS:
                pieces.append(f"… and {plural(len(lines) - place, 'more line')}.")
                break
            pieces.append("")
        pieces[-1] += f"{shown}\n"
    return [each.rstrip() for each in pieces]


def _line(line: str) -> str:
    """Lines that a terminal shows indented are points of a list."""
    plain = escape(line.strip())
    return f"• {plain}" if line.startswith(" ") else plain
