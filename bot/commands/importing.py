"""``peerbot import FILE``: practices, members or published figures, from a file."""

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.blocks.people import say_people
from bot.commands.workspace import COMMAND_LINE, services_of
from bot.config import read_settings
from bot.errors import InvalidInput
from bot.loop import run
from bot.services.factory import Services
from bot.sources.files import opened
from bot.sources.people import PeopleFile, read_people_file


def main(arguments: argparse.Namespace) -> int:
    path = Path(arguments.file)
    if not path.exists():
        raise InvalidInput(f"There is no file {path}.")
    read = _reader(path)
    return run(take_in(path, read, arguments.body, arguments.team))


async def take_in(
    path: Path, read: Callable[[], PeopleFile] | None, body: str | None, team: str | None
) -> int:
    async with services_of(read_settings(), team) as services:
        if body is not None:
            workspace = await services.people.name_body(body)
            print(f"The group is now called {workspace.body_name}.")
        if read is not None:
            print(say_people(await services.people.take_in(read(), COMMAND_LINE)))
        else:
            print(await _figures(services, path))
    return 0


def _reader(path: Path) -> Callable[[], PeopleFile] | None:
    """How to read a list of people; None for figures. Raises InvalidInput for anything else."""
    with opened(path) as found:
        if not found.kind.is_people:
            return None
        kind = found.kind
    return lambda: read_people_file(path, path.name, kind)


async def _figures(services: Services, path: Path) -> str:
    from bot.blocks.comparisons import say_import

    report = await services.comparisons.importing.import_file(path, path.name, COMMAND_LINE)
    said = say_import(report)
    if report.already is None:
        said += f"\nThis is import {report.number}: `peerbot imports undo {report.number}` takes it back."
    return said
