"""One Peerbot as a process of its own, as ``peerbot run`` is, but with less patience: for chaos.

Killed, frozen and started again by others; it knows nothing of that.
"""

import asyncio
import os
import signal

from bot.app import running
from bot.clock import SystemClock
from bot.config import read_settings
from bot.delivery.lease import Patience
from bot.logs import set_up_logging
from bot.loop import run
from bot.services.factory import NoCharts

# Seconds. Together they are shorter than a freeze, and longer than Slack takes to do a thing late.
PATIENCE = Patience(hold=1.0, timeout=1.0, settle=3.0, answered=0.5)


async def main() -> None:
    settings = read_settings(env_file=None)
    set_up_logging(settings.log_level)
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with running(settings, SystemClock(), NoCharts(), tick_seconds=0.5, patience=PATIENCE):
        await stopped.wait()


if __name__ == "__main__":
    os.environ.setdefault("HOST", "127.0.0.1")
    run(main())
