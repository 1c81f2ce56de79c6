"""Servers as processes of their own, and the CPU time that a process and its children have used."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds for a server to start or to stop


@dataclass(frozen=True, slots=True)
class Server:
    """A process that listens on 127.0.0.1, once it is ready."""

    name: str
    port: int
    process: asyncio.subprocess.Process
    log: Path

    def cpu(self) -> float:
        return cpu_seconds(self.process.pid)

    async def ready(self) -> None:
        """Raises RuntimeError, with the end of its log, if it does not come to listen."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            return
        raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")


@asynccontextmanager
async def started(
    name: str, module: str, *words: str, environment: Mapping[str, str], folder: Path
) -> AsyncIterator[Server]:
    """``python -m module words``, with the PORT that it is to use in its environment."""
    port, log = free_port(), folder / f"{name}.log"
    known = {**os.environ, "PYTHONPATH": str(ROOT), **environment, "PORT": str(port)}
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, *words),
            cwd=folder,
            env=known,
            stdout=output,
            stderr=output,
        )
    try:
        yield Server(name, port, process, log)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def cpu_seconds(pid: int) -> float:
    """User and system time of the process, all its threads, and its living children."""
    process = psutil.Process(pid)
    return sum(_cpu_seconds(each) for each in [process, *process.children(recursive=True)])


def _cpu_seconds(process: psutil.Process) -> float:
    try:
        if sys.platform == "linux":
            # The process's own CPU clock (clock_getcpuclockid): in nanoseconds, where the figures
            # in /proc come in hundredths of a second.
            return time.clock_gettime(~process.pid << 3 | 2)
        times = process.cpu_times()
    except (OSError, psutil.NoSuchProcess):
        return 0.0  # it has just ended
    return float(times.user + times.system)
