"""What runs in the worker process: the only place from which matplotlib is imported."""

import multiprocessing
import os
import signal
import threading
from typing import Any


def begin() -> None:
    """Prepare the worker: stopping is the bot's business, and without the bot there is no worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_end_with, args=(parent,), daemon=True)
        watch.start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(0)


def render(spec: dict[str, Any]) -> bytes:
    """The picture of ``spec`` as PNG, by its ``kind``. Raises ValueError for an unknown one."""
    match spec.get("kind"):
        case "dots":
            from bot.charts import dots

            return dots.draw(spec)
        case "gap":
            from bot.charts import gap

            return gap.draw(spec)
        case "run":
            from bot.charts import run

            return run.draw(spec)
        case "trend":
            from bot.charts import trend

            return trend.draw(spec)
    raise ValueError(f"no picture is called {spec.get('kind')!r}")
