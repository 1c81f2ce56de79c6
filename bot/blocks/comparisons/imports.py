"""What became of an imported file, in plain sentences, every row accounted for."""

from bot.blocks.comparisons.words import period
from bot.blocks.text import listed, plural
from bot.domain.comparisons import ImportReport, Period, Reason


def say_import(report: ImportReport) -> str:
    """The report as lines of text, for a terminal or a message."""
    if report.already is not None:
        return _say_already(report)
    lines = [
        f"{report.file_name}: OpenPrescribing, {plural(report.read, 'row')} read.",
        *_taken(report),
        *_refused(report),
    ]
    return "\n".join(lines)


def _say_already(report: ImportReport) -> str:
    when = report.already
    said = f"{when.day} {when:%B %Y}" if when else ""
    return (
        f"This very file was imported on {said} (as {report.file_name}): nothing was changed. "
        f"Of its {plural(report.read, 'row')} {report.taken:,} were taken and "
        f"{report.refused_rows:,} refused."
    )


def _taken(report: ImportReport) -> list[str]:
    if not report.taken or report.first is None or report.last is None:
        return ["Taken: nothing."]
    span = Period(report.first, report.last)
    lines = [
        f"Taken: {plural(report.taken, 'row')} ({report.added:,} new, {report.corrected:,} "
        f"corrected, {report.unchanged:,} already known), {period(span)}, for "
        f"{plural(report.practices, 'practice')} of the group."
    ]
    if report.corrected:
        lines.append("  The corrected figures are kept as they were, beside the new ones.")
    lines += [f"  {each.name} ({each.key})" for each in report.indicators]
    if report.rows_elsewhere:
        lines.append(
            f"  {plural(report.rows_elsewhere, 'row')} of these are for "
            f"{plural(report.practices_elsewhere, 'practice')} that the group does not have "
            "(or no longer): kept, and shown to nobody unless they are added."
        )
    return lines


def _refused(report: ImportReport) -> list[str]:
    if not report.refused:
        return ["Refused: nothing."]
    by_count = sorted(report.refused.items(), key=lambda item: (-item[1], item[0]))
    return [
        f"Refused: {plural(report.refused_rows, 'row')}.",
        *(_reason(report, reason, rows) for reason, rows in by_count),
    ]


def _reason(report: ImportReport, reason: Reason, rows: int) -> str:
    named = [f"{each.row}" for each in report.listed if each.reason is reason]
    unnamed = [f"{rows - len(named):,} more"] if rows > len(named) else []
    which = listed([*named, *unnamed])
    return f"  {plural(rows, 'row')}: {reason.sentence} (row {which})."
