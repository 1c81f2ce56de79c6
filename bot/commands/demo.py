"""``peerbot demo``: everything on this machine, for a look in the browser or to act the story."""

import argparse
import asyncio
import signal
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from bot.blocks.text import when
from bot.charts import ChartPool
from bot.demo.people import LEAD, MANAGER
from bot.demo.stage import A_TUESDAY, Stage, stage, working_morning
from bot.demo.story import Story
from bot.domain.rhythm import Rhythm
from bot.logs import set_up_logging
from bot.loop import run

WELCOME = """\
Open {address} in a browser. It is a Slack of your own, with invented people and practices.

Things to try:
  - be {manager} and type /pulse new in #all-practices
  - be a few of the others and press Answer
  - be {lead} and type /compare antibiotics; press “Pictures”, then “Post to a channel”
  - be any GP and press “Show my practice” under what was posted, or “Challenge this number”
  - be {manager}, open Peerbot's messages and drop a file of figures there
  - move the clock at the top on, and see pulses close and sessions open

Everything is kept in {folder} until you stop with Ctrl-C. Meanwhile, in another terminal:
  export DATABASE_URL={database}
  {command} proof 1          all that is kept about the first pulse
  {command} status           what is sent, what waits, and why
  {command} schedule list    what comes when
"""
NOT_NOW = """\
Nobody is written to unasked outside working hours, so the demo's clock begins on {when}.
"""


def main(arguments: argparse.Namespace) -> int:
    set_up_logging("WARNING")
    with (
        tempfile.TemporaryDirectory(prefix="peerbot-demo-") as folder,
        closing(ChartPool()) as charts,
    ):
        database_url = f"sqlite:///{folder}/peerbot.db"
        if arguments.play:
            return run(play(database_url, charts))
        return run(show(database_url, charts, arguments.port, Path(folder)))


async def play(database_url: str, charts: ChartPool) -> int:
    # A Tuesday morning, so that the story goes the same way at whatever hour it is told.
    async with stage(database_url, charts, begins=A_TUESDAY) as set_stage:
        return await Story(set_stage).act()


async def show(database_url: str, charts: ChartPool, port: int, folder: Path) -> int:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    now = datetime.now(UTC)
    begins = working_morning(now)
    async with stage(database_url, charts, port=port, begins=begins) as set_stage:
        await bring_figures(set_stage)
        if begins != now:
            print(NOT_NOW.format(when=when(begins, Rhythm().zone)))
        print(
            WELCOME.format(
                address=set_stage.address,
                manager=MANAGER.name,
                lead=LEAD.name,
                folder=folder,
                database=database_url,
                command=".venv/bin/peerbot",
            ),
            flush=True,
        )
        await stopped.wait()
        print("\nStopped; nothing is kept.")
    return 0


async def bring_figures(set_stage: Stage) -> None:
    """Two years of invented prescribing, so that there is something to compare."""
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await set_stage.peerbot.services.comparisons.importing.import_file(path, path.name, "demo")
