"""``peerbot run``: the bot, until it is stopped."""

import argparse
import asyncio
import signal
import sys
from contextlib import closing

from bot.app import listening, running
from bot.charts import ChartPool
from bot.clock import SystemClock
from bot.config import Settings, problems, read_settings
from bot.logs import set_up_logging
from bot.loop import run, settle_memory


def main(_arguments: argparse.Namespace) -> int:
    settings = read_settings()
    found = problems(settings)
    if found:
        print("Peerbot cannot start yet:", *found, sep="\n- ", file=sys.stderr)
        return 1
    set_up_logging(settings.log_level)
    return run(serve(settings))


async def serve(settings: Settings) -> int:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    with closing(ChartPool()) as charts:
        async with (
            running(settings, SystemClock(), charts) as peerbot,
            listening(peerbot) as where,
        ):
            settle_memory()
            print(f"Peerbot is listening: {where}", flush=True)
            await stopped.wait()
    return 0
