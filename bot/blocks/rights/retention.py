"""How long each kind of record is kept: the form, what went lately, and the same as lines of text."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.blocks import ids
from bot.blocks.kit import View, context, header, input_, modal, plain_text_input, section
from bot.blocks.sessions.thread import date_words
from bot.blocks.text import plural
from bot.domain.delivery import Block
from bot.domain.rights.keeping import NOT_RETENTION, Kind

INTRO = (
    "Every night I delete what has been kept long enough, and write down how much went. "
    "You can change the days; it counts from the next night on."
)
NEVER_RAN = "It has not run yet: it does every night at three."


def out_of_bounds(kind: Kind) -> str:
    rule = kind.rule
    return f"Please write a number of days from {rule.floor} to {rule.ceiling}."


def build_retention_modal(
    days: Mapping[Kind, int], lines: Mapping[Kind, "Line"], oldest: Mapping[Kind, date | None]
) -> View:
    blocks: list[Block] = [section(INTRO)]
    for kind in Kind:
        blocks += _kind(kind, days[kind], lines.get(kind), oldest.get(kind))
    blocks += [header("What is not a matter of days"), *(section(each) for each in NOT_RETENTION)]
    return modal(ids.RETENTION, "What is deleted when", blocks, submit="Save")


# A line of proof: the day, how many went.
Line = tuple[date, int]


def _kind(kind: Kind, days: int, line: Line | None, oldest: date | None) -> Iterator[Block]:
    rule = kind.rule
    yield header(rule.what)
    yield context(f"Kept {rule.why}.", went_words(line, oldest))
    field = f"{ids.RETENTION_DAYS}{kind}"
    yield input_(
        field,
        f"Days {rule.since}",
        plain_text_input(field, str(days), max_length=4),
        hint=f"From {rule.floor} to {rule.ceiling}; usually {rule.usual}.",
    )


def went_words(line: Line | None, oldest: date | None) -> str:
    """When it last ran, how many went, and the oldest that is left."""
    if line is None:
        return NEVER_RAN
    day, number = line
    went = plural(number, "record") if number else "Nothing"
    left = f"the oldest left is of {date_words(oldest)}" if oldest else "nothing is left"
    return f"{date_words(day)}: {went} deleted; {left}."


def in_words(
    days: Mapping[Kind, int], lines: Mapping[Kind, Line], oldest: Mapping[Kind, date | None]
) -> str:
    """For the command line."""
    said = []
    for kind in Kind:
        said += [
            f"{kind.rule.what}: {plural(days[kind], 'day')} {kind.rule.since}",
            f"  {went_words(lines.get(kind), oldest.get(kind))}",
        ]
    return "\n".join([*said, "", *NOT_RETENTION])


def build_saved_modal(changed: list[Kind]) -> View:
    if changed:
        names = "\n".join(f"• {each.rule.what}" for each in changed)
        words = f"Saved. It counts from tonight on:\n{names}"
    else:
        words = "Nothing was changed."
    return modal("", "What is deleted when", [section(words)], close="Close")
