"""How long /compare takes to answer in text with all of England's practices loaded.

The real app, in this process, on SQLite and on PostgreSQL in turn: from a signed command to its answer.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from sqlalchemy import text

from bot.app import Peerbot
from bot.demo.stage import stage
from bot.domain.comparisons import Source
from bot.domain.comparisons.traits import Traits
from bot.domain.indicators import CATALOGUE, Indicator
from bot.domain.people import Member, Practice, Role
from bot.playground.clock import PlaygroundClock
from bot.services.factory import NoCharts
from storage.comparisons import ImportStore, IndicatorStore
from storage.comparisons.peers import PeerStore
from storage.database import Database
from storage.people import PeopleStore
from tests.load.databases import fresh_postgres
from tests.load.figures import Figure, middle
from tests.support.signed import form, sign

SQLITE, POSTGRES = "sqlite", "postgres"
GP = "U0BENCH"
PERIODS = 10
YEAR = 12


@dataclass(frozen=True, slots=True)
class Size:
    practices: int  # in England
    group: int  # of these, in the group
    indicators: int
    answers: int  # commands that are timed


FULL = Size(6_400, 83, 100, 150)
QUICK = Size(200, 20, 5, 5)


async def measure_answers(quick: bool) -> list[Figure]:
    size = QUICK if quick else FULL
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="peerbot-bench-")))
        postgres_url = stack.enter_context(fresh_postgres())
        urls = {SQLITE: f"sqlite:///{folder / 'peerbot.db'}", POSTGRES: postgres_url}
        found = {name: await on(url, size) for name, url in urls.items()}
    slower = max(found.values(), key=middle)
    rows = size.practices * size.indicators * PERIODS
    about = {name: middle(samples) for name, samples in found.items()} | {"rows": rows}
    return [Figure("compare_ms", slower, "ms from command to answer", "<= 100", about)]


async def on(url: str, size: Size) -> list[float]:
    async with stage(url, NoCharts(), clock=PlaygroundClock(), tick_seconds=3600) as set_stage:
        peerbot = set_stage.peerbot
        codes = [f"{letter}{n:05d}" for letter in "ABCDEF" for n in range(10_000)]
        indicators = [indicator(number) for number in range(size.indicators)]
        await load(peerbot, codes[: size.practices], indicators, size)
        sys.stderr.write(f"compare: loaded on {peerbot.database.url.get_backend_name()}\n")
        samples = []
        rng = random.Random(1)
        transport = httpx.ASGITransport(app=peerbot.web)
        async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
            for _ in range(size.answers):
                samples.append(await answer(client, peerbot, rng.choice(indicators)))
        return samples


def indicator(number: int) -> Indicator:
    """Half of them monthly, half yearly; each found by its own word."""
    like = list(CATALOGUE.values())[number % 7]
    word = "".join(chr(ord("a") + int(digit)) * 2 for digit in f"{number:03d}")
    yearly = number % 2 == 1
    return replace(
        like,
        key=f"bench_{number}",
        name=f"Measure {word}",
        aliases=word,
        period_months=YEAR if yearly else 1,
    )


async def load(
    peerbot: Peerbot, codes: Sequence[str], indicators: Sequence[Indicator], size: Size
) -> None:
    database, now = peerbot.database, peerbot.clock.now()
    workspace_id = peerbot.services.workspace.id
    async with database.transaction() as session:
        people = PeopleStore(session, workspace_id)
        group = [Practice(code, f"Surgery {code}", 8_000, 5) for code in codes[: size.group]]
        await people.put_practices(group)
        await people.put_members([Member(GP, group[3], frozenset({Role.GP}))])
        await PeerStore(session, workspace_id).put_traits([traits(code) for code in codes], {}, now)
        ids = await IndicatorStore(session, workspace_id).ensure(indicators)
        import_id = await ImportStore(session, workspace_id).begin(
            "0", Source.TIDY, "b", "b", now, None, None
        )
        assert import_id is not None
    for each in indicators:
        await figures(database, workspace_id, ids[each.key], import_id, each, codes)


def traits(code: str) -> Traits:
    """What the register would say of a practice; each a little different."""
    number = int(code[1:])
    return Traits(
        code,
        list_size=3_000 + number * 37 % 12_000,
        imd_score=5.0 + number * 13 % 50,
        over_65=0.1 + number * 7 % 20 / 100,
        rural=number % 5 == 0,
    )


def periods(each: int) -> list[date]:
    if each == YEAR:
        return [date(2016 + place, 4, 1) for place in range(PERIODS)]
    return [date(2026, place + 1, 1) for place in range(PERIODS)]


async def figures(
    database: Database,
    workspace_id: int,
    indicator_id: int,
    import_id: int,
    indicator: Indicator,
    codes: Sequence[str],
) -> None:
    """A figure of every practice in every period, made by the database itself."""
    starts = ", ".join(f"('{each}')" for each in periods(indicator.period_months))
    day = "p.period" if database.is_sqlite else "CAST(p.period AS date)"
    counted = "(n.place * 7919 + length(n.code) + :indicator * 104729) % 400 + 200"
    async with database.connection() as connection:
        await connection.execute(
            text("CREATE TEMPORARY TABLE IF NOT EXISTS codes (place integer, code varchar)")
        )
        if not (await connection.execute(text("SELECT count(*) FROM codes"))).scalar_one():
            await connection.execute(
                text("INSERT INTO codes VALUES (:place, :code)"),
                [{"place": place, "code": code} for place, code in enumerate(codes)],
            )
        values = {"workspace": workspace_id, "indicator": indicator_id, "import": import_id}
        await connection.execute(
            text(
                "INSERT INTO observation (workspace_id, indicator_id, period, area, numerator, "
                f"denominator, note, import_id) SELECT :workspace, :indicator, {day}, n.code, "
                f"{counted}, 1000 + n.place % 700, '', :import FROM (SELECT column1 AS period FROM "
                f"(VALUES {starts}) AS v) AS p CROSS JOIN codes AS n ORDER BY 3, 4"
            ),
            values,
        )
        await connection.execute(
            text(
                "INSERT INTO period_summary (workspace_id, indicator_id, period, practices, "
                "numerator, denominator) SELECT workspace_id, indicator_id, period, count(*), "
                "sum(numerator), sum(denominator) FROM observation WHERE indicator_id = :indicator "
                "GROUP BY workspace_id, indicator_id, period"
            ),
            {"indicator": indicator_id},
        )


async def answer(client: httpx.AsyncClient, peerbot: Peerbot, wanted: Indicator) -> float:
    """Milliseconds from a signed command to its answer, which must be the right one."""
    body, headers = form(
        command="/compare",
        text=wanted.aliases,
        user_id=GP,
        team_id=peerbot.services.workspace.team_id,
        channel_id="C0ALL",
        trigger_id=f"{time.perf_counter_ns()}.1.abc",
        response_url="http://localhost/none",
        api_app_id="A1",
    )
    headers |= sign(body, peerbot.clock.now(), peerbot.settings.slack_signing_secret)
    begun = time.perf_counter()
    reply = await client.post("/slack/events", content=body, headers=headers)
    took = (time.perf_counter() - begun) * 1000
    said = json.dumps(reply.json())
    if "Only you can see this" not in said or "Surgery A00003" not in said:
        raise RuntimeError(f"/compare {wanted.aliases} answered {reply.status_code}: {said[:300]}")
    return took
