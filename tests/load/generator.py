"""Fires prepared requests at a server from another process: with wrk where present, else our own."""

import asyncio
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.load.processes import ROOT

PATH = "/slack/events"
LONGEST = 120  # seconds for one volley
WRK = shutil.which("wrk")
OURS = "tests.load.hammer"


@dataclass(frozen=True, slots=True)
class Volley:
    """What came back. ``cpu`` is what the generator itself used, in seconds; latencies are in ms.

    wrk adds to its latencies what a request held up by another would have waited (coordinated
    omission), the same for every server.
    """

    answered: int
    not_200: int
    seconds: float
    cpu: float
    p50: float
    p99: float


def write_requests(path: Path, requests: Sequence[bytes]) -> Path:
    """Whole HTTP requests, each after a line with its length."""
    path.write_bytes(b"".join(b"%d\n%b" % (len(each), each) for each in requests))
    return path


async def fire(
    port: int, requests: Path, count: int, connections: int, wrk: str | None = WRK
) -> Volley:
    """Send each request of the file once. Raises RuntimeError unless every answer is a 200."""
    process = await asyncio.create_subprocess_exec(
        *_command(port, requests, connections, wrk),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaint = await process.communicate()
    lines = [line for line in said.decode().splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"The load generator failed:\n{complaint.decode()[-2000:]}")
    volley = Volley(**json.loads(lines[-1]))
    if volley.answered != count or volley.not_200:
        raise RuntimeError(
            f"{volley.answered} of {count} requests were answered, {volley.not_200} not with 200"
        )
    return volley


def _command(port: int, requests: Path, connections: int, wrk: str | None) -> list[str]:
    if wrk is None:
        return [sys.executable, "-m", OURS, str(port), str(requests), str(connections)]
    script = str(Path(__file__).with_name("wrk.lua"))
    how = ["-t1", f"-c{connections}", f"-d{LONGEST}s", "--timeout", "30s", "-s", script]
    return [wrk, *how, f"http://127.0.0.1:{port}{PATH}", "--", str(requests)]
