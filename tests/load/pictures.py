"""How long a picture takes: against bare matplotlib that draws the same marks, and when it is kept.

A new picture is timed as the bot has it, through the pool and its worker process. The bare one is timed
within a process that has matplotlib loaded, without any way to it.
"""

import asyncio
import math
import multiprocessing
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from typing import Any

from bot.charts import ChartPool
from tests.load.figures import Figure, middle

FULL, QUICK = 15, 1  # of each kind of picture
KEPT = 200
PRACTICES, PEERS, MONTHS = 83, 10, 24


async def measure_pictures(quick: bool) -> list[Figure]:
    """``picture_vs_matplotlib`` and ``picture_cached_ms``."""
    number = QUICK if quick else FULL
    specs = [spec for seed in range(number + 1) for spec in kinds(random.Random(seed))]
    warm, specs = specs[:3], specs[3:]
    context = multiprocessing.get_context("spawn")
    charts = ChartPool()
    try:
        with ProcessPoolExecutor(max_workers=1, mp_context=context) as bare:
            for spec in warm:
                await new(charts, spec)
                await alone(bare, spec)
            ours, theirs = [], []
            for spec in specs:  # in turns, so that both meet the same weather
                ours.append(await new(charts, spec))
                theirs.append(await alone(bare, spec))
        cached = [await new(charts, specs[-1 - at % 3]) for at in range(KEPT)]
    finally:
        charts.close()
    return list(figures(ours, theirs, cached))


def figures(ours: list[float], theirs: list[float], cached: list[float]) -> Iterator[Figure]:
    by_kind = {
        name: middle([a / b for a, b in zip(ours[at::3], theirs[at::3], strict=True)])
        for at, name in enumerate(("own", "channel", "run"))
    }
    yield Figure(
        "picture_vs_matplotlib",
        [one / other for one, other in zip(ours, theirs, strict=True)],
        "times as long as bare matplotlib, a new picture",
        "<= 2",
        {"new_ms": middle(ours), "bare_ms": middle(theirs), **by_kind},
    )
    yield Figure("picture_cached_ms", cached, "ms, a picture that was drawn before", "<= 5")


async def new(charts: ChartPool, spec: dict[str, Any]) -> float:
    """Milliseconds until the picture is there."""
    begun = time.perf_counter()
    picture = await charts.draw(spec)
    elapsed = (time.perf_counter() - begun) * 1000
    if not picture.startswith(b"\x89PNG"):
        raise RuntimeError("that is no picture")
    return elapsed


async def alone(bare: ProcessPoolExecutor, spec: dict[str, Any]) -> float:
    return await asyncio.get_running_loop().run_in_executor(bare, bare_ms, spec)


# ---- what is drawn


def kinds(rng: random.Random) -> list[dict[str, Any]]:
    """A practice's own picture, one for a channel, and a run: of a locality of the usual size."""
    values = sorted(max(5.0, rng.gauss(75, 13)) for _ in range(PRACTICES))
    rest, peers = values[PEERS:-1], values[:PEERS]
    channel = {
        "kind": "dots",
        "values": values,
        "peers": [],
        "own": None,
        "median": values[PRACTICES // 2],
        "quarters": [values[PRACTICES // 4], values[3 * PRACTICES // 4]],
        "england": 78.0,
        "decimals": 0,
        "suffix": "",
        "axis": "items a month per 1,000 STAR-PU\nlower is usually better",
    }
    value = values[-1]
    own = channel | {
        "values": rest,
        "peers": peers,
        "own": {"value": value, "low": value - 8, "high": value + 9},
    }
    return [own, channel, run(rng)]


def run(rng: random.Random) -> dict[str, Any]:
    season = [75 + 12 * math.cos(at / 12 * 2 * math.pi) for at in range(MONTHS)]
    return {
        "kind": "run",
        "labels": [f"{month} {year}" for year in (24, 25) for month in "JFMAMJJASOND"],
        "own": [each + rng.gauss(0, 5) for each in season],
        "median": season,
        "england": [each + 3 for each in season],
        "low": [each - 12 for each in season],
        "high": [each + 12 for each in season],
        "marked": [7],
        "breaks": [{"at": 12, "words": "merged"}],
        "decimals": 0,
        "suffix": "",
        "axis": "items a month per 1,000 STAR-PU\nlower is usually better",
    }


# ---- the same with matplotlib alone, as one would write it in a script


def bare_ms(spec: dict[str, Any]) -> float:
    """In a worker of its own. Milliseconds, without the time in which matplotlib is loaded."""
    from matplotlib.figure import Figure as Picture

    begun = time.perf_counter()
    picture = Picture(figsize=(3.6, 3.0))
    axes = picture.add_axes((0.1, 0.3, 0.85, 0.6))
    (bare_run if spec["kind"] == "run" else bare_dots)(axes, spec)
    axes.set_xlabel(spec["axis"], fontsize=8.5)
    picture.legend(loc="lower left", fontsize=8, ncols=2, frameon=False)
    picture.savefig(BytesIO(), format="png", dpi=300)
    return (time.perf_counter() - begun) * 1000


def bare_dots(axes: Any, spec: dict[str, Any]) -> None:
    heights = [at % 9 for at in range(len(spec["values"]))]
    axes.axvspan(*spec["quarters"], color="0.9", label="the middle half")
    axes.scatter(spec["values"], heights, s=30, color="0.6", label="other practice")
    if spec["own"]:
        own = spec["own"]
        axes.scatter(
            spec["peers"], range(len(spec["peers"])), s=30, marker="s", color="0.3", label="like"
        )
        axes.plot([own["low"], own["high"]], [-1, -1], color="black")
        axes.plot([own["value"]], [-1], "D", color="black", label="your practice")
        axes.text(own["value"], -2, f"your practice {own['value']:.0f}", ha="center", weight="bold")
    for name, style in (("median", "-"), ("england", "--")):
        axes.axvline(spec[name], color="black", linestyle=style)
        axes.text(spec[name], 9.5, f"{name} {spec[name]:.0f}", fontsize=8.5)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)


def bare_run(axes: Any, spec: dict[str, Any]) -> None:
    places = range(MONTHS)
    axes.fill_between(places, spec["low"], spec["high"], color="0.9", label="usual range")
    axes.plot(places, spec["england"], ":", color="black", label="England")
    axes.plot(places, spec["median"], "--", color="0.4", label="median")
    axes.plot(places, spec["own"], "-D", color="black", markersize=4, label="your practice")
    for at in spec["marked"]:
        axes.plot([at], [spec["own"][at]], "o", color="black", fillstyle="none", markersize=9)
    for each in spec["breaks"]:
        axes.axvline(each["at"] - 0.5, color="black", linestyle=":")
        axes.text(each["at"], max(spec["high"]), each["words"], fontsize=8)
    axes.set_xticks(list(places)[::4], spec["labels"][::4])
    axes.grid(axis="y", color="0.9")
