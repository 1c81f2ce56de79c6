"""Workspaces never see each other: every store and every handler, with ids of the other workspace."""

import contextlib
import random
from collections import Counter
from dataclasses import dataclass

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.charts import ChartPool
from bot.demo.people import LEAD
from bot.demo.stage import A_TUESDAY, Stage, stage
from bot.demo.story import Story
from bot.domain.people import Member, Role
from storage.database import Database
from storage.people import PeopleStore
from storage.schema import Base
from storage.schema.people import PracticeRow, WorkspaceRow
from storage.schema.work import WorkRow
from tests.tenancy.cloning import MARK, Cloning, Rows, belongs, everything_of
from tests.tenancy.filling import fill
from tests.tenancy.looking import leaked, statements
from tests.tenancy.making import Arguments, CannotMake, Maker
from tests.tenancy.requests import Forger, carried_in
from tests.tenancy.stores import Entry, entries

TRIES = 4  # each with other arguments
OWN, OTHER = 1, 2


# Buttons and forms carry ids of rows of these tables.
CARRIED = {
    *(
        "pulse_round",
        "pulse_plan",
        "pulse_set",
        "snippet",
        "snippet_plan",
        "challenge",
        "data_import",
    ),
    *("peer_session", "peer_action", "peer_barrier", "peer_note", "peer_poll", "peer_poll_slot"),
    *("peer_matching", "peer_match_group", "peer_series", "delivery", "wave", "concern"),
}


class TakenBack(Exception):
    """So that what a walk does is not kept."""


# It could not be done with that, which is as good as not found.
NOT_TO_BE_HAD = (
    SQLAlchemyError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
)


@dataclass(frozen=True)
class Two:
    """A database with two workspaces, and what buttons and forms carried while the story was acted."""

    url: str
    carried: dict[str, str]


@pytest.fixture
async def two(database_url: str, charts: ChartPool) -> Two:
    """The demo's story was acted, and the same happened to another workspace."""
    async with stage(database_url, charts, begins=A_TUESDAY) as set_stage:
        assert await Story(set_stage).act() == 0
        carried = carried_in(each.payload for each in set_stage.slack.deliveries)
    database = Database(database_url)
    async with database.transaction() as session:
        await session.execute(delete(WorkRow))
        await fill(session, OWN)
        await another(session)
    await database.dispose()
    return Two(database_url, carried)


async def another(session: AsyncSession) -> None:
    own = dict((await session.execute(select(WorkspaceRow.__table__))).one()._mapping)
    names = set(await session.scalars(select(PracticeRow.name))) | {own["body_name"]}
    cloning = Cloning(
        own["id"], OTHER, {name: f"{MARK} {number}" for number, name in enumerate(sorted(names))}
    )
    theirs = {name: cloning.renamed(value) for name, value in own.items()}
    await session.execute(insert(WorkspaceRow).values(theirs | {"id": OTHER, "team_id": "T8WOLD"}))
    await cloning.run(session)


def maker(theirs: Rows) -> Maker:
    """Row ids, people, channels, codes and keys of the other workspace."""

    def of(table: str, column: str) -> list[str]:
        return [row[column] for row in theirs[table] if row[column]] or ["?"]

    numbers = [row["id"] for rows in theirs.values() for row in rows[:5] if "id" in row]
    people, codes = of("member", "slack_user_id"), of("practice", "ods_code")
    texts = {
        "user": people,
        "owner": people,
        "actor": people,
        "ods_code": codes,
        "code": codes,
        "channel": of("pulse_round", "channel"),
        "key": of("delivery", "key"),
        "prefix": of("delivery", "key"),
        "subject": of("schedule", "subject"),
        "kind": of("schedule", "kind"),
        "request": of("peer_session", "request"),
        "indicator": of("indicator", "key"),
    }
    return Maker(numbers, texts, random.Random(7))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_neither_stores_nor_handlers_reach_another_workspace(
    two: Two, charts: ChartPool
) -> None:
    database = Database(two.url)
    async with database.reading() as session:
        theirs = await everything_of(session, OTHER)
    assert not [name for name, rows in theirs.items() if not rows]  # in each something might leak
    await walk_stores(database, theirs)
    async with stage(two.url, charts, begins=A_TUESDAY, tick_seconds=3600) as set_stage:
        await walk_handlers(set_stage, theirs, two.carried)
    await database.dispose()


# ---- stores


async def walk_stores(database: Database, theirs: Rows) -> None:
    made, came, wrong = maker(theirs), Counter[str](), set[str]()
    for entry in entries():
        came[entry.name] = 0
        for _ in range(TRIES):
            with contextlib.suppress(CannotMake):
                arguments = made.arguments(entry.function, entry.leave_out)
                wrong |= await walk(database, entry, arguments, theirs, came)
    assert not wrong, "\n".join(sorted(wrong))
    never = [name for name, times in came.items() if not times]
    assert len(never) < len(came) / 7, never  # refused with whatever it was asked, often rightly


async def walk(
    database: Database,
    entry: Entry,
    arguments: Arguments,
    theirs: Rows,
    came: Counter[str],
) -> set[str]:
    """What went wrong when it was asked with those arguments; all is taken back."""
    wrong: set[str] = set()
    try:
        with statements() as changing:
            async with database.transaction() as session:
                answer = await entry.bind(session, OWN)(*arguments.first, **arguments.named)
                await session.flush()
                came[entry.name] += 1
                if leaked(repr(answer), repr(arguments)):
                    wrong.add(f"{entry.name} shows something")
                if changing and await everything_of(session, OTHER) != theirs:
                    wrong.add(f"{entry.name} changes something")
                raise TakenBack
    except (TakenBack, *NOT_TO_BE_HAD):
        return wrong


# ---- handlers


async def walk_handlers(set_stage: Stage, theirs: Rows, carried: dict[str, str]) -> None:
    """Whoever asks may do everything there, so that nothing but the workspace is in the way."""
    slack, wrong = set_stage.slack, set[str]()
    async with set_stage.database.transaction() as session:
        people = PeopleStore(session, OWN)
        practice = (await people.practices())[0]
        await people.put_members([Member(LEAD.id, practice, frozenset(Role))])
    forger = Forger(slack, LEAD.id, carried)
    targets = [str(rows[0]["id"]) for name, rows in theirs.items() if name in CARRIED]
    targets.append(f"{theirs['indicator'][0]['key']}|{theirs['practice'][0]['ods_code']}")
    answered = Counter[bool]()
    for kind, name in set_stage.peerbot.router.routes:
        with statements() as changing:
            for of, body in forger.all_requests(kind, name, targets):
                seen = len(slack.journal)
                delivery = await slack.courier.deliver(of, body)
                answered[delivery.status == 200] += 1
                told = [repr(each.args) for each in slack.journal[seen:]]
                if leaked(f"{delivery.answer} {told}", repr([body, targets])):
                    wrong.add(f"{kind} {name} shows something")
        async with set_stage.database.reading() as session:
            if changing and await everything_of(session, OTHER) != theirs:
                wrong.add(f"{kind} {name} changes something")
                break
    assert not wrong, "\n".join(sorted(wrong))
    assert answered[True] > answered[False], (
        answered
    )  # what is badly put is refused before it is read


def test_every_table_belongs_to_a_workspace() -> None:
    of_nobody = {each.name for each in Base.metadata.sorted_tables if not belongs(each)}
    assert of_nobody == {"workspace", "tick"}
