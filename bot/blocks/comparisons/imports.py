"""What became of an imported file, in plain sentences, every row accounted for; and of undoing it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.blocks.comparisons.words import period
from bot.blocks.text import listed, plural
from bot.domain.comparisons import (
    ImportDetail,
    Imported,
    ImportReport,
    Period,
    Reason,
    Refusal,
    Scope,
    Undone,
)
from bot.domain.indicators import Indicator

NAMED = 12
"""How many indicators of a file are named; the others are counted."""


def say_import(report: ImportReport) -> str:
    """The report as lines of text, for a terminal or a message."""
    if report.already is not None:
        return _say_already(report)
    lines = [
        f"{report.file_name}: {report.source.words}, {plural(report.read, 'row')} read.",
        *_taken(report),
        *_not_kept(report.refused, report.listed),
    ]
    return "\n".join(lines)


def _say_already(report: ImportReport) -> str:
    when = report.already
    said = _day(when) if when else ""
    taken = report.read - report.refused_rows
    return (
        f"This very file was imported on {said} (as {report.file_name}): nothing was changed. "
        f"Of its {plural(report.read, 'row')} {taken:,} were taken and "
        f"{report.refused_rows:,} refused."
    )


def _taken(report: ImportReport) -> list[str]:
    scope, merged = report.scope, report.merged
    if not report.taken or scope.first is None or scope.last is None:
        return ["Taken: nothing."]
    rows = plural(report.taken, "row")
    if report.figures != report.taken:
        rows += f", which make {plural(report.figures, 'figure')}"
    lines = [
        f"Taken: {rows} ({merged.added:,} new, {merged.corrected:,} corrected, "
        f"{merged.unchanged:,} already known), {period(Period(scope.first, scope.last))}, "
        f"for {_whom(scope)}."
    ]
    if merged.corrected:
        lines.append("  The corrected figures are kept as they were, beside the new ones.")
    lines += _named(report.indicators)
    if scope.rows_elsewhere:
        lines.append(
            f"  {plural(scope.rows_elsewhere, 'row')} of these are for "
            f"{plural(scope.practices_elsewhere, 'practice')} that the group does not have "
            "(or no longer): kept, and shown to nobody unless they are added."
        )
    return lines


def _whom(scope: Scope) -> str:
    whom = [f"{plural(scope.practices, 'practice')} of the group"]
    if scope.bodies:
        whom.append(f"{plural(scope.bodies, 'body', 'bodies')} that practices belong to")
    if scope.england:
        whom.append("England")
    return listed(whom)


def _named(indicators: Iterable[Indicator]) -> list[str]:
    names = [f"  {each.name} ({each.key})" for each in indicators]
    more = len(names) - NAMED
    return names[:NAMED] + ([f"  and {plural(more, 'more indicator')}"] if more > 0 else [])


def _not_kept(refused: Mapping[Reason, int], named: Iterable[Refusal]) -> list[str]:
    """Rows that were only of no use here apart from those with something amiss."""
    rows = list(named)
    of_no_use = {reason: number for reason, number in refused.items() if reason.expected}
    amiss = {reason: number for reason, number in refused.items() if not reason.expected}
    lines = _reasons("Left out", of_no_use, rows) if of_no_use else []
    return lines + (_reasons("Refused", amiss, rows) if amiss else ["Refused: nothing."])


def _reasons(heading: str, refused: Mapping[Reason, int], named: list[Refusal]) -> list[str]:
    by_count = sorted(refused.items(), key=lambda item: (-item[1], item[0]))
    return [
        f"{heading}: {plural(sum(refused.values()), 'row')}.",
        *(_reason(reason, rows, named) for reason, rows in by_count),
    ]


def _reason(reason: Reason, rows: int, named: list[Refusal]) -> str:
    said = f"  {plural(rows, 'row')}: {reason.sentence}"
    numbers = [f"{each.row}" for each in named if each.reason is reason]
    if not numbers:
        return f"{said}."
    more = [f"{rows - len(numbers):,} more"] if rows > len(numbers) else []
    return f"{said} (row {listed([*numbers, *more])})."


# ---- afterwards


def say_imports(imports: Iterable[Imported]) -> str:
    """One line each."""
    lines = [_line(each) for each in imports]
    return "\n".join(lines) if lines else "Nothing was imported yet."


def _line(imported: Imported) -> str:
    what = f"{plural(imported.taken, 'row')} of {imported.read:,}"
    if imported.undone_at is not None:
        what = f"undone on {_day(imported.undone_at)} ({imported.undone_by})"
    elif imported.busy:
        what = "being undone" if imported.undone_by else "under way"
    return (
        f"{imported.number}: {imported.file_name}, {imported.source.words}, "
        f"{_day(imported.at)}, by {imported.actor}: {what}"
    )


def say_detail(detail: ImportDetail) -> str:
    """One import: where it came from, what there is of it now, and what it refused."""
    imported = detail.imported
    lines = [
        _line(imported),
        f"From: {imported.address or 'a file that was handed over'}",
        f"Licence: {imported.licence or 'none is known'}",
        f"SHA-256: {imported.sha256}",
    ]
    now = plural(detail.figures, "figure")
    if detail.replaced:
        now += f"; {plural(detail.replaced, 'figure')} more until later imports corrected them"
    if imported.known:
        now += f"; {imported.known:,} that it said were known already"
    lines.append(f"Figures: {now}")
    lines += _named(detail.indicators)
    return "\n".join([*lines, *_not_kept(detail.refused, detail.listed)])


def say_undone(undone: Undone) -> str:
    """What went and what came back, and which files may be needed again."""
    imported = undone.imported
    lines = [
        f"Import {imported.number} ({imported.file_name}) is undone: "
        f"{plural(undone.removed, 'figure')} went, {plural(undone.restored, 'figure')} came back. "
        "The file may be imported again."
    ]
    if undone.say_the_same:
        lines.append(
            "These were imported later, and some of what they say was known already. Where that was "
            "from the import that is undone, it is gone now: import them again to have it back."
        )
        lines += [f"  {_line(each)}" for each in undone.say_the_same]
    return "\n".join(lines)


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
