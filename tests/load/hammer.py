"""Our own load generator, for where there is no wrk: ``python -m tests.load.hammer PORT FILE N``.

Each of the N connections sends the next prepared request as soon as it has its answer. Nothing is
built while it runs, and of an answer only the status and the length are read.
"""

import asyncio
import gc
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from bot.loop import run


def read_requests(path: Path) -> list[bytes]:
    """The file as ``write_requests`` writes it."""
    found = []
    with path.open("rb") as file:
        while length := file.readline():
            found.append(file.read(int(length)))
    return found


class Tally:
    """What all connections share."""

    def __init__(self, requests: list[bytes]) -> None:
        self.left: Iterator[bytes] = iter(requests)
        self.wanted = len(requests)
        self.waits: list[float] = []
        self.not_200 = 0
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def note(self, status: bytes, waited: float) -> None:
        self.waits.append(waited)
        self.not_200 += status != b"200"
        if len(self.waits) == self.wanted:
            self.finished.set_result(None)


class Connection(asyncio.Protocol):
    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.tally.finished.done():
            self.tally.finished.set_exception(ConnectionError("the server hung up"))

    def send_next(self) -> None:
        request = next(self.tally.left, None)
        if request is not None:
            self.sent = time.perf_counter()
            self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.came += data
        if not _is_whole(self.came):
            return
        self.tally.note(self.came[9:12], time.perf_counter() - self.sent)
        self.came = b""
        self.send_next()


def _is_whole(answer: bytes) -> bool:
    head, ended, body = answer.partition(b"\r\n\r\n")
    if not ended:
        return False
    length = head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length)


async def hammer(port: int, requests: list[bytes], connections: int) -> dict[str, float]:
    tally = Tally(requests)
    loop = asyncio.get_running_loop()
    made = [
        (await loop.create_connection(lambda: Connection(tally), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    gc.freeze()
    gc.disable()
    began, cpu_before = time.perf_counter(), time.process_time()
    for connection in made:
        connection.send_next()
    await tally.finished
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu_before
    for connection in made:
        connection.transport.close()
    percentiles = statistics.quantiles(tally.waits, n=100, method="inclusive")
    return {
        "answered": len(tally.waits),
        "not_200": tally.not_200,
        "seconds": seconds,
        "cpu": cpu,
        "p50": percentiles[49] * 1000,
        "p99": percentiles[98] * 1000,
    }


def main() -> None:
    port, file, connections = sys.argv[1:]
    found = run(hammer(int(port), read_requests(Path(file)), int(connections)))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
