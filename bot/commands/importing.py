"""``peerbot import FILE``: practices, members or published figures, from a file."""

import argparse
from pathlib import Path

from bot.blocks.text import plural
from bot.commands.workspace import COMMAND_LINE, services_of
from bot.config import read_settings
from bot.errors import InvalidInput
from bot.loop import run
from bot.services.factory import Services
from bot.services.people import PeopleReport
from bot.sources.people import is_people, read_people

LISTED = 20  # refusals said row by row; the rest are counted


def main(arguments: argparse.Namespace) -> int:
    path = Path(arguments.file)
    if not path.is_file():
        raise InvalidInput(f"There is no file {path}.")
    return run(take_in(path, arguments.body, arguments.team))


async def take_in(path: Path, body: str | None, team: str | None) -> int:
    async with services_of(read_settings(), team) as services:
        if body:
            await services.people.name_body(body)
            print(f"The group is now called {body}.")
        text = _text(path)
        if text is not None and is_people(_columns(text)):
            print(
                say_people(
                    await services.people.take_in(read_people(text, path.name), COMMAND_LINE)
                )
            )
        else:
            print(await _figures(services, path))
    return 0


def _text(path: Path) -> str | None:
    """The file as text if it is small enough to be a list of people; None if it is anything else."""
    if path.stat().st_size > 5_000_000:
        return None
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _columns(text: str) -> list[str]:
    heading = text.partition("\n")[0]
    return [column.strip().strip('"').lower() for column in heading.split(",")]


async def _figures(services: Services, path: Path) -> str:
    from bot.blocks.comparisons import say_import

    report = await services.comparisons.import_file(path, path.name, COMMAND_LINE)
    return say_import(report)


def say_people(report: PeopleReport) -> str:
    """What was taken and what was refused, in sentences."""
    taken = [
        plural(report.practices, "practice") if report.practices else "",
        plural(report.members, "member") if report.members else "",
    ]
    lines = [f"Taken: {' and '.join(filter(None, taken)) or 'nothing'}."]
    if report.refused:
        lines.append(f"Refused: {plural(len(report.refused), 'row')}.")
        lines += [f"  row {each.row}: {each.reason}" for each in report.refused[:LISTED]]
        if len(report.refused) > LISTED:
            lines.append(f"  and {plural(len(report.refused) - LISTED, 'more row')}")
    return "\n".join(lines)
