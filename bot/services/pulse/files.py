"""The files of a counted round: a board paper (HTML), a workbook (XLSX) or a table (CSV)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.blocks.pulse.common import heading
from bot.blocks.pulse.export import to_csv
from bot.blocks.pulse.paper import paper_pictures, render_paper
from bot.blocks.pulse.workbook import to_xlsx
from bot.domain.results import Report
from bot.services.context import Charts

Draw = Callable[[Mapping[str, Any]], Awaitable[bytes]]


class FileKind(StrEnum):
    """Its value is the ending of the file's name."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    FileKind.HTML: "Board paper, two pages to print (HTML)",
    FileKind.XLSX: "Workbook for Excel (XLSX)",
    FileKind.CSV: "Table (CSV)",
}


@dataclass(frozen=True, slots=True)
class File:
    """``name`` is what it is kept as, ``title`` what people read."""

    name: str
    title: str
    content: bytes


async def file_of(report: Report, kind: FileKind, charts: Charts) -> File:
    """The file, whole; made off the event loop."""
    match kind:
        case FileKind.HTML:
            content = (await paper_of(report, charts.draw)).encode()
        case FileKind.XLSX:
            content = await asyncio.to_thread(to_xlsx, report)
        case FileKind.CSV:
            # With a mark at the start, without which Excel takes it for another encoding.
            content = (await asyncio.to_thread(to_csv, report)).encode("utf-8-sig")
    title = f"{heading(report)}: {kind.words}"
    return File(f"pulse-{report.round.id}.{kind}", title, content)


async def paper_of(report: Report, draw: Draw) -> str:
    """The board paper with its pictures."""
    pictures = {name: await draw(spec) for name, spec in paper_pictures(report).items()}
    return await asyncio.to_thread(render_paper, report, pictures)
