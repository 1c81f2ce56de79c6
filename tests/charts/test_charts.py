"""Pictures come from a worker, are kept by content, and say nothing of the practices' order."""

import os
import signal
import struct
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.charts import ChartPool, worker
from bot.charts.pool import content_name

SPEC: dict[str, Any] = {
    "kind": "dots",
    "values": [59.3, 60.2, 65.3, 69.1, 71.0, 78.4, 80.2, 88.0, 91.5, 102.1],
    "median": 74.7,
    "quarters": [66.2, 86.1],
    "decimals": 0,
    "suffix": "",
    "axis": "items a month per 1,000 STAR-PU",
}


@pytest.fixture(scope="module")
async def charts() -> AsyncIterator[ChartPool]:
    pool = ChartPool()
    yield pool
    pool.close()


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


async def test_a_picture_is_three_telephone_widths_of_dots(charts: ChartPool) -> None:
    width, height = size(await charts.draw(SPEC))
    assert width == 3 * 360
    assert 300 < height < 1080


async def test_the_same_numbers_give_the_same_kept_picture(charts: ChartPool) -> None:
    first = await charts.draw(SPEC)
    assert await charts.draw(dict(reversed(SPEC.items()))) is first


async def test_the_order_of_the_practices_leaves_no_trace(charts: ChartPool) -> None:
    shuffled = SPEC | {"values": SPEC["values"][::-1]}
    assert content_name(shuffled) != content_name(SPEC)
    assert await charts.draw(shuffled) == await charts.draw(SPEC)


@pytest.mark.parametrize(
    "values",
    [[2.0] * 6, [0.0] * 5, [0.0, 0.0, 0.0, 0.1, 900.0], [1e-4 * step for step in range(90)]],
    ids=["all the same", "all nothing", "one far away", "ninety"],
)
async def test_odd_values_still_make_a_picture(charts: ChartPool, values: list[float]) -> None:
    spec = SPEC | {"values": values, "median": values[2], "quarters": [values[1], values[3]]}
    assert size(await charts.draw(spec))[0] == 1080


async def test_an_unknown_picture_is_an_error(charts: ChartPool) -> None:
    with pytest.raises(ValueError, match="pie"):
        await charts.draw({"kind": "pie"})


async def test_a_worker_that_died_is_replaced() -> None:
    pool = ChartPool()
    try:
        first = await pool.draw(SPEC)
        assert pool._pool is not None
        (process,) = pool._pool._processes.values()
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(5)
        other = SPEC | {"axis": "something else"}
        assert size(await pool.draw(other)) == size(first)
    finally:
        pool.close()


def test_the_bot_itself_never_loads_matplotlib() -> None:
    script = "import sys, bot.charts, bot.charts.worker; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_worker_renders_in_any_process() -> None:
    assert size(worker.render(SPEC)) == size(worker.render(SPEC))
