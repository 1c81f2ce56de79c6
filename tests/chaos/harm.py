"""What is done to the processes while they work: killed, frozen, their database restarted."""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.load.processes import ROOT

FREEZE = (6.0, 8.0)  # seconds: longer than a lease (replica.PATIENCE)


@dataclass
class Replica:
    """A process that is started again whenever it ends."""

    name: str
    module: str
    environment: Mapping[str, str]
    folder: Path
    process: asyncio.subprocess.Process | None = None
    starts: int = 0

    async def start(self) -> None:
        self.starts += 1
        with (self.folder / f"{self.name}.log").open("ab") as output:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self.module),
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self.environment},
                stdout=output,
                stderr=output,
            )

    def send(self, which: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(which)

    async def kill(self) -> None:
        self.send(signal.SIGKILL)
        if self.process is not None:
            await self.process.wait()

    async def kept_alive(self) -> None:
        """Start it again each time that it ends by itself: it gave up, or was killed."""
        while True:
            if self.process is None or self.process.returncode is not None:
                await self.start()
            assert self.process is not None
            await self.process.wait()
            await asyncio.sleep(0.1)

    async def stop(self) -> None:
        self.send(signal.SIGCONT)
        await self.kill()


@dataclass
class Harm:
    """So many of each, one after the other in random order, at random moments."""

    rng: random.Random
    kills: int = 0
    freezes: int = 0
    restarts: int = 0
    restart_database: Callable[[], None] | None = None
    every: tuple[float, float] = (0.5, 3.0)  # seconds between two of them
    done: list[str] = field(default_factory=list)

    async def do(self, replicas: list[Replica]) -> None:
        deeds = ["kill"] * self.kills + ["freeze"] * self.freezes + ["restart"] * self.restarts
        self.rng.shuffle(deeds)
        frozen: list[asyncio.Task[None]] = []
        for deed in deeds:
            await asyncio.sleep(self.rng.uniform(*self.every))
            victim = self.rng.choice(replicas)
            match deed:
                case "kill":
                    await self._kill(victim)
                case "freeze":
                    frozen.append(asyncio.create_task(self._freeze(victim)))
                case "restart" if self.restart_database is not None:
                    await asyncio.to_thread(self.restart_database)
            self.done.append(deed)
        await asyncio.gather(*frozen)

    async def _kill(self, victim: Replica) -> None:
        victim.send(signal.SIGKILL)

    async def _freeze(self, victim: Replica) -> None:
        victim.send(signal.SIGSTOP)
        await asyncio.sleep(self.rng.uniform(*FREEZE))
        victim.send(signal.SIGCONT)


class Stopwatch:
    def __init__(self) -> None:
        self._begun = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun
