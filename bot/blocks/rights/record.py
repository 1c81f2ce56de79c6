"""The record of processing as tables for the documentation, made from the inventory and its rules."""

from collections.abc import Iterator

from bot.domain.rights.holdings import HOLDINGS, Fate, Holding
from bot.domain.rights.keeping import RULES, Kind, Untimed

BEGIN, END = "<!-- generated: {} -->", "<!-- end of generated -->"


def holdings_table() -> str:
    """A line for each column that names a person."""
    head = ("What it says of a person", "Where", "Kept", "When they are forgotten")
    return _table(head, (_holding(each) for each in HOLDINGS))


def _holding(holding: Holding) -> tuple[str, ...]:
    fate = holding.fate.words
    if holding.fate is Fate.STAYS:
        fate = f"{fate}: {holding.why}"
    where = f"`{holding.table}.{holding.column}`"
    return holding.what, where, kept_words(holding.kind), fate


def kept_words(kind: Kind | Untimed) -> str:
    if isinstance(kind, Untimed):
        return kind.words
    return f"{RULES[kind].usual} days {RULES[kind].since}"


def kinds_table() -> str:
    """A line for each kind of record that is deleted when it is old enough."""
    head = ("Kind of record", "Kept", "Why", "Usual days", "At least", "At most")
    rows = (
        (each.what, each.since, each.why, str(each.usual), str(each.floor), str(each.ceiling))
        for each in RULES.values()
    )
    return _table(head, rows)


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def written_into(text: str) -> str:
    """The document with its tables as they are now."""
    for name, table in (("holdings", holdings_table()), ("kinds", kinds_table())):
        begin = BEGIN.format(name)
        before, rest = text.split(begin)
        _, after = rest.split(END, 1)
        text = f"{before}{begin}\n{table}\n{END}{after}"
    return text
