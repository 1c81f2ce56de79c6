"""``peerbot report [ROUND]``: a counted pulse as a board paper, a workbook or a table."""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from bot.charts import ChartPool
from bot.commands.workspace import services_of
from bot.config import read_settings
from bot.errors import InvalidInput
from bot.loop import run
from bot.services.pulse.files import File, FileKind, file_of

STDOUT = "-"


def main(arguments: argparse.Namespace) -> int:
    return run(report(arguments))


async def report(arguments: argparse.Namespace) -> int:
    kind = FileKind(arguments.format)
    if arguments.out == STDOUT and kind is FileKind.XLSX:
        raise InvalidInput("A workbook cannot be printed: say --out FILE.")
    async with services_of(read_settings(), arguments.team) as services:
        found = await services.pulse.report(arguments.round)
    with closing(ChartPool()) as charts:
        file = await file_of(found, kind, charts)
    if arguments.out == STDOUT:
        sys.stdout.write(file.content.decode("utf-8-sig"))
    else:
        print(write(file, arguments.out))
    return 0


def write(file: File, out: str | None) -> Path:
    """Where it is now; a file of that name is written over."""
    path = Path(out or file.name)
    path.write_bytes(file.content)
    return path.resolve()
