"""How much a click costs: Peerbot keeping a ballot, beside Bolt as documented keeping nothing.

All servers run at once, each a process of its own, and take turns: each repetition fires the same
fresh requests at every one of them, beginning with another one each time.
"""

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from tests.load.databases import waits_for_disk
from tests.load.field import BOLT, CONNECTIONS, FLOOR, ONE, POSTGRES, SQLITE, Sample, Size, field
from tests.load.figures import Figure, middle
from tests.load.generator import OURS, WRK

# Many short volleys, since a shared machine's speed drifts: neighbours in time are compared.
FULL = Size(repetitions=25, warm_up=500, busy=400, alone=20)
QUICK = Size(repetitions=1, warm_up=5, busy=40, alone=5)
Samples = Mapping[str, Sequence[Sample]]


async def measure(quick: bool) -> list[Figure]:
    size = QUICK if quick else FULL
    async with field(size) as it:
        samples: dict[str, list[Sample]] = {name: [] for name in it.servers}
        members = iter(it.world.members)
        await it.warm_up([next(members) for _ in range(size.warm_up)])
        for repetition in range(size.repetitions):
            busy = it.write("busy", [next(members) for _ in range(size.busy)])
            alone = it.write("alone", [next(members) for _ in range(size.alone)])
            for name in rotated(list(it.servers), repetition):
                samples[name].append(await it.sample(it.servers[name], size, busy, alone))
            sys.stderr.write(f"ack: {repetition + 1} of {size.repetitions} repetitions\n")
        await it.check_kept(size.members)
        about = {"request_bytes": it.request_bytes, "fsync": waits_for_disk(it.postgres_url)}
    return figures(samples, about)


def rotated(names: list[str], by: int) -> list[str]:
    by %= len(names)
    return names[by:] + names[:by]


def figures(samples: Samples, about: Mapping[str, object]) -> list[Figure]:
    return [
        cheaper("ack_sqlite_vs_bolt", samples[BOLT], samples[SQLITE], ">= 2"),
        cheaper("ack_postgres_vs_bolt", samples[BOLT], samples[POSTGRES], ">= 2"),
        cheaper("ack_all_vs_one_listener", samples[ONE], samples[SQLITE], ">= 0.95"),
        worse("ack_p50_one_connection_vs_bolt", samples, BOLT, lambda s: s.alone_p50_ms, "<= 0.2"),
        worse("ack_p99_vs_bolt", samples, BOLT, lambda s: s.p99_ms),
        worse("ack_vs_floor", samples, FLOOR, lambda s: s.cpu_us),
        limit(samples[FLOOR]),
        *(raw(f"ack_{name}", samples[name], about) for name in samples),
    ]


def cheaper(
    name: str, other: Sequence[Sample], ours: Sequence[Sample], goal: str | None = None
) -> Figure:
    """How many times less CPU time ours takes for a request than the other."""
    ratios = [a.cpu_us / b.cpu_us for a, b in zip(other, ours, strict=True)]
    return Figure(name, ratios, "times", goal)


def worse(
    name: str, samples: Samples, beside: str, of: Callable[[Sample], float], goal: str | None = None
) -> Figure:
    """Peerbot's as a multiple of another's: the higher of those on SQLite and on PostgreSQL."""
    ratios = {
        kind: [of(a) / of(b) for a, b in zip(samples[kind], samples[beside], strict=True)]
        for kind in (SQLITE, POSTGRES)
    }
    both = {kind: middle(each) for kind, each in ratios.items()}
    return Figure(name, max(ratios.values(), key=statistics.median), "times", goal, both)


def limit(floor: Sequence[Sample]) -> Figure:
    """At the cheapest server: if the generator had no core to spare there, it would be what is measured."""
    return Figure(
        "ack_generator_busy",
        [each.generator_busy for each in floor],
        "share of a core",
        "<= 0.8",
        {
            "generator": "wrk" if WRK else OURS,
            "floor_server_busy": middle([each.server_busy for each in floor]),
        },
    )


def raw(name: str, samples: Sequence[Sample], about: Mapping[str, object]) -> Figure:
    rows = [asdict(each) for each in samples]
    beside = {key: middle([row[key] for row in rows]) for key in rows[0] if key != "cpu_us"}
    cpu = [each.cpu_us for each in samples]
    more = {**beside, "connections": CONNECTIONS, **about}
    return Figure(name, cpu, "microseconds of CPU a request", more=more)
