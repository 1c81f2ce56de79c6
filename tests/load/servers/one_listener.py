"""Peerbot as ``peerbot run`` starts it, but with one handler registered: that for ballots."""

import asyncio
from contextlib import closing

from bot.app import listening, running
from bot.blocks import ids
from bot.charts import ChartPool
from bot.clock import SystemClock
from bot.config import read_settings
from bot.logs import set_up_logging
from bot.loop import run, settle_memory

KEPT = "view_submission", ids.PULSE_BALLOT


async def main() -> None:
    settings = read_settings()
    set_up_logging(settings.log_level)
    with closing(ChartPool()) as charts:
        async with running(settings, SystemClock(), charts) as peerbot, listening(peerbot):
            routes = peerbot.router.routes
            for name in set(routes) - {KEPT}:
                del routes[name]
            settle_memory()
            await asyncio.Event().wait()


if __name__ == "__main__":
    run(main())
