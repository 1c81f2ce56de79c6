"""What comes after sessions, on both databases: barriers, the figures again, summary and tables."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from bot.blocks import ids
from bot.domain.comparisons.consent import WHOLE_GROUP, Rung
from bot.domain.delivery import State
from bot.domain.people import Member, Role
from bot.domain.sessions import Agreed, Answer, Outcome
from bot.domain.sessions.barriers import Barrier, Raised
from bot.domain.sessions.summary import Held
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.services.comparisons import ComparisonsService
from bot.services.context import Context
from bot.services.sessions import SessionsService
from bot.services.sessions.overseeing import EXPORT
from bot.work import Worker
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.retention import forget_old
from storage.schema.delivery import DeliveryRow
from storage.schema.journal import AuditRow
from storage.schema.meetings import OutcomeRow
from storage.schema.work import WorkRow
from tests.services.test_sessions import (
    ALDER,
    ANN,
    BEN,
    BROOK,
    LEAD,
    NOW,
    OUTSIDER,
    PROPOSAL,
    START,
    Room,
    room,  # noqa: F401 - the fixture
    said,
)
from tests.support.comparing import KEY, VALUES
from tests.support.people import PRACTICES
from tests.support.pulse import Town

MANAGER, OTHER = "U200", "U201"
DUE = date(2026, 12, 29)
RAISED = Raised("Physiotherapy takes 14 weeks", MANAGER, DUE)


@pytest.fixture
async def managed(room: Room) -> Room:  # noqa: F811
    """With two managers."""
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        roles = frozenset({Role.MANAGER})
        await people.put_members([Member(MANAGER, None, roles), Member(OTHER, None, roles)])
    return room


async def recorded(room: Room, session_id: int, request: str = "A1", what: str = "Audit") -> int:  # noqa: F811
    agreed = Agreed(what, ANN, DUE)
    await room.service.acting.record_action(ANN, request, session_id, agreed)
    found, _ = await room.service.acting.open_actions(LEAD)
    every = [*found.mine, *found.practice, *found.others]
    return next(each.id for each in every if each.what == what)


async def work(room: Room, at: datetime | None = None) -> None:  # noqa: F811
    """All background work that is due then is done."""
    room.clock.moment = at or room.clock.moment
    comparisons = ComparisonsService(
        room.context, room.service.again.figures_came, room.service.again.redrawn
    )

    both = SimpleNamespace(work={**comparisons.work, **room.service.work})

    async def working(_workspace_id: int) -> SimpleNamespace:
        return both

    await Worker(room.database, room.clock, working).drain()


# ---- barriers


async def raised(managed: Room, request: str = "V9") -> Barrier:
    session_id = await managed.begun()
    return await managed.service.barriers.raise_one(ANN, request, session_id, RAISED)


async def test_a_barrier_sent_twice_is_one(managed: Room) -> None:
    barrier = await raised(managed)
    with pytest.raises(Conflict, match="sent before"):
        await managed.service.barriers.raise_one(ANN, "V9", barrier.session_id, RAISED)
    found, may_raise = await managed.service.barriers.listed(MANAGER)
    assert [each.what for each in found] == [RAISED.what]
    assert may_raise is False
    assert len(await managed.planned("barrier:")) == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"what": ""}, ids.BARRIER_WHAT, "stands in the way"),
        ({"what": "Call 07700 900123"}, ids.BARRIER_WHAT, "a phone number"),
        ({"owner": "U-stranger"}, ids.BARRIER_OWNER, "choose somebody else"),
        ({"reply_by": START.date()}, ids.BARRIER_BY, "a day to come"),
        ({"reply_by": date(2027, 3, 2)}, ids.BARRIER_BY, "three months"),
    ],
)
async def test_a_barrier_that_cannot_be_is_said_under_its_field(
    managed: Room, changes: dict[str, str], field: str, words: str
) -> None:
    session_id = await managed.begun()
    bad = replace(RAISED, **changes)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match=words) as refused:
        await managed.service.barriers.raise_one(ANN, "V9", session_id, bad)
    assert refused.value.block_id == field
    assert await managed.planned("barrier:") == {}


async def test_who_was_not_there_raises_none_and_sees_none(managed: Room) -> None:
    barrier = await raised(managed)
    with pytest.raises(NotAllowed):
        await managed.service.barriers.raise_one(OUTSIDER, "V8", barrier.session_id, RAISED)
    assert await managed.service.barriers.listed(OUTSIDER) == ([], False)
    with pytest.raises(NotAllowed, match=f"<@{MANAGER}>"):
        await managed.service.barriers.answer(ANN, barrier.id, "Yes")


async def test_of_two_who_answer_one_does(managed: Room) -> None:
    barrier = await raised(managed)
    barriers = managed.service.barriers
    await barriers.answer(OTHER, barrier.id, "In January")
    await barriers.answer(OTHER, barrier.id, "In January")
    with pytest.raises(Conflict, match=f"<@{OTHER}> has answered"):
        await barriers.answer(MANAGER, barrier.id, "Never")
    (answer,) = (await managed.planned(":barrier:")).values()
    assert "In January" in said(answer)


async def test_an_account_that_is_off_hands_its_barriers_on(managed: Room) -> None:
    barrier = await raised(managed)
    await managed.sent()
    await managed.service.barriers.pass_on(MANAGER)
    await managed.service.barriers.pass_on(MANAGER)
    (found,), _ = await managed.service.barriers.listed(LEAD)
    assert found.owner == OTHER
    asked = await managed.planned(f"barrier:{barrier.id}:owner:{OTHER}")
    assert len(asked) == 1
    assert f"It was with <@{MANAGER}>, whose account is closed" in said(next(iter(asked.values())))


async def test_a_thread_is_known_for_as_long_as_an_answer_may_come(managed: Room) -> None:
    barrier = await raised(managed)
    await managed.sent()
    workspace, later = managed.context.workspace.id, START + timedelta(days=365)
    async with managed.database.transaction() as session:
        await forget_old(session, workspace, later)
    left = await managed.planned(state=State.SENT)
    assert list(left) == [f"session:{barrier.session_id}:thread"]


# ---- actions


async def test_a_change_sent_twice_makes_one_new_action(managed: Room) -> None:
    session_id = await managed.begun()
    action_id = await recorded(managed, session_id)
    instead = Agreed("Audit five", BEN, DUE + timedelta(days=7), measure="Fewer repeats")
    settle = managed.service.acting.settle
    for _ in range(2):
        await settle(ANN, action_id, Outcome.CHANGED, instead=instead, request="V7")
    (after,) = await managed.open_for(ANN)
    assert (after.what, after.owner, after.practice) == ("Audit five", ANN, ALDER)
    async with managed.database.reading() as session:
        before = await managed.service.acting.actions(session).get(action_id)
    assert before is not None
    assert (before.changed_to, before.outcome) == (after.id, Outcome.CHANGED)


async def test_an_action_comes_back_when_only_the_indicator_is_the_same(managed: Room) -> None:
    first = await managed.begun(indicator_key=KEY)
    await recorded(managed, first)
    later = replace(
        PROPOSAL,
        topic="Something else",
        indicator_key=KEY,
        starts_at=START + timedelta(days=28),
    )
    second = await managed.set_up(later, "V2")
    async with managed.database.reading() as session:
        acting = managed.service.acting
        kept = await acting.found(session, second)
        (action,) = await acting.actions(session).open()
    assert (kept.indicator, action.indicator) == (KEY, KEY)
    await managed.sent()
    await managed.tick(START + timedelta(days=28))
    (board,) = (await managed.planned(f"session:{second}:thread")).values()
    assert "Open actions from last time" in said(board)
    assert "Audit" in said(board)


async def test_an_action_settled_in_the_thread_goes_from_its_agenda(managed: Room) -> None:
    action_id = await recorded(managed, await managed.begun())
    later = replace(PROPOSAL, starts_at=START + timedelta(days=28))
    second = await managed.set_up(later, "V2")
    await managed.sent()
    await managed.tick(START + timedelta(days=28))
    await managed.sent()
    await managed.service.acting.settle(BEN, action_id, Outcome.KEPT)
    (board,) = (await managed.planned(f"session:{second}:thread")).values()
    assert "Audit" not in said(board)


async def test_a_corrected_date_moves_the_nudge(managed: Room) -> None:
    action_id = await recorded(managed, await managed.begun())
    later = Agreed("Audit", ANN, DUE + timedelta(days=30))
    await managed.service.hearing.correct(ANN, action_id, later)
    await managed.sent()  # else it would go out with the invitation
    await managed.tick(datetime(2026, 12, 22, 9, tzinfo=UTC))
    assert await managed.planned(":nudge:") == {}
    await managed.tick(datetime(2027, 1, 25, 9, tzinfo=UTC))
    assert len(await managed.planned(":nudge:")) == 1


# ---- the figures again


def figures(values: Mapping[str, float], first: date, months: int) -> bytes:
    """An OpenPrescribing file of that many months."""
    from bot.sources.openprescribing import COLUMNS

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for number in range(first.month - 1, first.month - 1 + months):
        month = date(first.year + number // 12, number % 12 + 1, 1)
        for code, value in values.items():
            row = [KEY, "practice", code, "NAME", month, value * 1000, 1e6, value / 1000, 50.0]
            writer.writerow(row)
    return text.getvalue().encode()


async def about_figures(managed: Room) -> tuple[ComparisonsService, int]:
    """A session on a snippet of figures to August that has begun and ended in an action."""
    again = managed.service.again
    comparisons = ComparisonsService(managed.context, again.figures_came, again.redrawn)
    first = figures(VALUES, date(2025, 9, 1), 12)
    await comparisons.importing.import_file(first, "first.csv", "test")
    snippet = await comparisons.posting.post_snippet(KEY, "C1", "V0", LEAD)
    assert snippet is not None
    session_id = await managed.begun(snippet_id=snippet.id)
    await recorded(managed, session_id)
    return comparisons, session_id


async def new_figures(comparisons: ComparisonsService, months: int, fall: float = 0.9) -> None:
    lower = {code: value * fall for code, value in VALUES.items()}
    content = figures(lower, date(2026, 9, 1), months)
    await comparisons.importing.import_file(content, f"{months}.csv", "test")


async def shown_again(managed: Room) -> list[str]:
    found = await managed.planned(":again:")
    return [said(each) for each in found.values()]


async def test_new_figures_are_shown_once_with_what_was_agreed(managed: Room) -> None:
    comparisons, session_id = await about_figures(managed)
    await new_figures(comparisons, 3)  # to November: before the session
    await work(managed, START + timedelta(days=70))
    assert await shown_again(managed) == []
    await new_figures(comparisons, 5)  # to January
    await work(managed, START + timedelta(days=100))
    (words,) = await shown_again(managed)
    assert "New figures have come for the peer session on Antibiotics" in words
    assert "the 12 months to August 2026. The median is 85" in words
    assert "the 12 months to January 2027. The median is" in words
    assert "• Audit: still open" in words
    assert "This is not proof of cause: figures move for many reasons." in words
    assert all(each.name not in words for each in PRACTICES)
    await new_figures(comparisons, 7)
    await work(managed, START + timedelta(days=150))
    assert len(await shown_again(managed)) == 1
    async with managed.database.reading() as session:
        (row,) = await session.scalars(select(OutcomeRow))
    assert row.session_id == session_id
    assert row.figures_shown_at is not None


async def test_figures_that_come_within_two_months_wait_for_them(managed: Room) -> None:
    comparisons, _ = await about_figures(managed)
    await new_figures(comparisons, 4)  # to December
    await work(managed, START + timedelta(days=45))
    assert await shown_again(managed) == []
    await work(managed, datetime(2027, 2, 1, 13, 1, tzinfo=UTC))
    assert len(await shown_again(managed)) == 1


async def test_a_group_that_did_not_meet_is_not_shown_them(managed: Room) -> None:
    comparisons, session_id = await about_figures(managed)
    async with managed.database.transaction() as session:
        session.add(
            OutcomeRow(
                session_id=session_id,
                workspace_id=managed.context.workspace.id,
                asked_at=START,
                met=False,
            )
        )
    await new_figures(comparisons, 5)
    await work(managed, START + timedelta(days=100))
    assert await shown_again(managed) == []


async def test_a_practice_that_comes_down_is_in_neither_figure_any_more(managed: Room) -> None:
    comparisons, _ = await about_figures(managed)
    await new_figures(comparisons, 5)
    await work(managed, START + timedelta(days=100))
    await comparisons.consenting.choose(ANN, "V3", WHOLE_GROUP, Rung.OWN_EYES)
    await work(managed)
    (words,) = await shown_again(managed)
    assert "6 practices have figures" not in words
    assert words.count("5 practices have figures") >= 2


# ---- the summary and the tables


async def test_the_summary_counts_what_is_there(managed: Room) -> None:
    held = await managed.set_up()
    await managed.service.inviting.answer(ANN, held, Answer.YES)
    await managed.tick(START)
    action_id = await recorded(managed, held)
    await recorded(managed, held, "A2", "Share it")
    await managed.service.acting.settle(ANN, action_id, Outcome.KEPT)
    await managed.service.barriers.raise_one(ANN, "B1", held, RAISED)
    async with managed.database.transaction() as session:
        where = {"session_id": held, "workspace_id": managed.context.workspace.id}
        session.add(OutcomeRow(**where, asked_at=START, met=True))
    managed.clock.moment = START + timedelta(days=2)
    for user in (LEAD, MANAGER):
        summary = await managed.service.overseeing.summary(user)
        whole = summary.whole
        assert dict(whole.held) == {Held.YES: 1}
        assert whole.people == 2  # Ann and the lead
        assert whole.practices == {ALDER}
        assert summary.not_reached == PRACTICES[1:]
        assert dict(whole.outcomes) == {Outcome.KEPT: 1, None: 1}
        assert (whole.barriers, whole.answered) == (1, 0)
    quarter = await managed.service.overseeing.summary(LEAD, this_quarter=True)
    assert len(quarter.quarters) == 1
    for refused in (
        managed.service.overseeing.summary(ANN),
        managed.service.overseeing.ask_for_tables(ANN),
    ):
        with pytest.raises(NotAllowed, match="manager"):
            await refused


async def test_the_tables_are_read_back_without_names_or_formulas(managed: Room) -> None:
    held = await managed.begun(topic="=HYPERLINK(1)")
    await recorded(managed, held, what="+cmd|x")
    await managed.service.barriers.raise_one(ANN, "B1", held, RAISED)
    await managed.service.overseeing.ask_for_tables(MANAGER)
    await work(managed)
    slack = managed.context.slack
    assert isinstance(slack, Town)
    tables = {name.split("-")[1]: content for _, name, content in slack.shared}
    assert tables.keys() == {"sessions", "actions", "barriers"}
    rows = {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        for name, content in tables.items()
    }
    assert all(content.startswith(b"\xef\xbb\xbf") for content in tables.values())
    (one,) = rows["sessions"]
    assert (one["topic"], one["date"], one["time"]) == ("'=HYPERLINK(1)", "2026-12-01", "13:00")
    assert (one["practices_invited"], one["actions"], one["barriers"]) == ("3", "1", "1")
    (action,) = rows["actions"]
    assert (action["what"], action["practice"], action["outcome"]) == (
        "'+cmd|x",
        ALDER.name,
        "open",
    )
    (barrier,) = rows["barriers"]
    assert (barrier["what"], barrier["reply_by"], barrier["answer"]) == (
        RAISED.what,
        "2026-12-29",
        "",
    )
    everything = b"".join(tables.values())
    assert all(user.encode() not in everything for user in (ANN, LEAD, MANAGER))
    async with managed.database.reading() as session:
        noted = (await session.scalars(select(AuditRow).filter_by(actor=MANAGER))).all()
        left = (await session.scalars(select(WorkRow).filter_by(kind=EXPORT))).all()
    assert [row.deed for row in noted] == ["exported peer sessions"]
    assert left == []


async def test_a_file_that_slack_does_not_take_is_said(managed: Room) -> None:
    slack = managed.context.slack
    assert isinstance(slack, Town)
    slack.takes_files = False
    await managed.service.overseeing.ask_for_tables(MANAGER)
    await work(managed)
    told = await managed.planned("session-export:")
    assert len(told) == 3
    assert all("/peer export" in said(each) for each in told.values())


async def test_what_was_on_lately_is_for_those_who_were_asked(managed: Room) -> None:
    session_id = await managed.begun()
    lately = managed.service.overseeing.lately
    for user in (ANN, LEAD, MANAGER):
        assert [each.id for each in (await lately(user)).running] == [session_id]
    assert (await lately(OUTSIDER)).running == ()
    managed.clock.moment = START + timedelta(hours=2)
    found = await lately(ANN)
    assert found.running == ()
    assert [(each.id, met) for each, met in found.over] == [(session_id, None)]


async def test_two_workspaces_never_mix(managed: Room, database: Database) -> None:
    barrier = await raised(managed)
    await recorded(managed, barrier.session_id)
    async with database.transaction() as session:
        elsewhere = await ensure_workspace(session, "T2", "", NOW)
        people = PeopleStore(session, elsewhere.id)
        await people.put_practices(PRACTICES)
        roles = frozenset({Role.LEAD, Role.MANAGER})
        await people.put_members([Member(LEAD, BROOK, roles)])
    context: Context = replace(managed.context, workspace=elsewhere)
    other = SessionsService(context)
    assert await other.barriers.listed(LEAD) == ([], False)
    assert (await other.acting.open_actions(LEAD))[0].number == 0
    assert (await other.overseeing.summary(LEAD)).whole.planned == 0
    assert (await other.overseeing.lately(LEAD)).running == ()
    with pytest.raises(Exception, match="no longer"):
        await other.barriers.answer(LEAD, barrier.id, "Yes")
    with pytest.raises(Exception, match="no longer"):
        await other.acting.settle(LEAD, 1, Outcome.KEPT)
    await other.barriers.pass_on(MANAGER)
    (found,), _ = await managed.service.barriers.listed(MANAGER)
    assert (found.owner, found.is_open) == (MANAGER, True)
    async with database.reading() as session:
        rows = await session.scalars(select(DeliveryRow).filter_by(workspace_id=elsewhere.id))
        assert rows.all() == []
