"""The snippet of the month: whose turn it is, that it comes once, and what its maker hears."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.domain.channels import WhoElse
from bot.domain.comparisons.monthly import USUALLY, SnippetPlan, Wanted
from bot.domain.people import Member, Role
from bot.errors import InvalidInput, NotAllowed, NotFound
from storage.database import Database
from storage.people import PeopleStore
from storage.schema.comparisons import IndicatorRow, SnippetPlanRow, SnippetRow
from storage.schema.delivery import DeliveryRow
from storage.schema.schedules import ScheduleRow
from tests.support.figures import ANTIBIOTICS, INHALERS, SIX, months, openprescribing
from tests.support.people import PRACTICES, member
from tests.support.pulse import CHANNEL, MANAGER, House, furnish

LEAD = Member("U700", PRACTICES[0], frozenset({Role.GP, Role.LEAD}), True)
GP = member(1)
BOSS = MANAGER.slack_user_id
FIRST = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)  # the first Tuesday after the house's 24 November
WHATEVER = Wanted(CHANNEL, (), USUALLY)


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, LEAD, GP)


async def import_(house: House, last: Any, measure: str = ANTIBIOTICS, **more: float) -> None:
    file = openprescribing(SIX | more, months(12, last), measure)
    importing = house.services.comparisons.importing
    await importing.import_file(file, f"{measure} {last} {more}.csv", "command line")


async def start(house: House, wanted: Wanted = WHATEVER, by: str = BOSS) -> SnippetPlan:
    plan, _ = await house.services.comparisons.monthly.start(by, wanted)
    return plan


async def until(house: House, moment: datetime) -> None:
    await house.tick(seconds=(moment - house.clock.now()).total_seconds())


async def posted(house: House) -> list[tuple[str, str]]:
    """The channel and the indicator of each snippet, in order."""
    async with house.database.reading() as session:
        rows = await session.execute(
            select(SnippetRow.channel, IndicatorRow.key)
            .join(IndicatorRow, IndicatorRow.id == SnippetRow.indicator_id)
            .order_by(SnippetRow.id)
        )
        return [(channel, key) for channel, key in rows]


async def told(house: House, user: str = BOSS) -> list[str]:
    """What this person was written, in order."""
    async with house.database.reading() as session:
        rows = await session.scalars(
            select(DeliveryRow).filter_by(spot=user).order_by(DeliveryRow.id)
        )
        return [row.body["text"] for row in rows]


async def rows_of(house: House, table: Any) -> list[Any]:
    async with house.database.reading() as session:
        return list(await session.scalars(select(table)))


# ---- setting it up


async def test_a_preview_says_when_it_comes_and_what_it_would_post(house: House) -> None:
    await import_(house, months(1)[0])
    preview = await house.services.comparisons.monthly.preview(BOSS, WHATEVER)
    assert (preview.words, preview.next_at) == (USUALLY, FIRST)
    assert preview.turn.comparison is not None
    assert preview.turn.comparison.indicator.key == ANTIBIOTICS
    assert await rows_of(house, SnippetPlanRow) == []


async def test_bank_holidays_are_said_beforehand(house: House) -> None:
    wanted = Wanted(CHANNEL, (), "every 25th at 10am")
    # 25 and 28 December 2026 are bank holidays: Boxing Day is a Saturday.
    await until(house, datetime(2026, 11, 26, tzinfo=UTC))
    preview = await house.services.comparisons.monthly.preview(BOSS, wanted)
    assert preview.next_at == datetime(2026, 12, 29, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("sometimes", "cannot tell when"),
        ("on 3 March 2027", "This is one day"),
        ("every weekday at 9am", "once a week at most"),
        ("daily", "once a week at most"),
        ("every first Tuesday until 1 January 2020", "never comes"),
    ],
)
async def test_words_that_mean_nothing_here_are_said_under_their_field(
    house: House, words: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        await house.services.comparisons.monthly.preview(BOSS, Wanted(CHANNEL, (), words))
    assert refused.value.block_id == "monthly_when"


async def test_leads_and_managers_may_and_nobody_else(house: House) -> None:
    await start(house, by=LEAD.slack_user_id)
    service = house.services.comparisons.monthly
    for deed in (service.offer(GP.slack_user_id), service.preview(GP.slack_user_id, WHATEVER)):
        with pytest.raises(NotAllowed, match="clinical lead or manager"):
            await deed


async def test_a_channel_has_one(house: House) -> None:
    plan = await start(house)
    assert await start(house) == plan  # the same form, sent twice
    with pytest.raises(InvalidInput, match="has one already") as refused:
        await start(house, by=LEAD.slack_user_id)
    assert refused.value.block_id == "monthly_channel"
    await start(house, Wanted("C0OTHER", (), USUALLY))
    assert len(await rows_of(house, SnippetPlanRow)) == 2


async def test_its_maker_and_managers_may_stop_it(house: House) -> None:
    service = house.services.comparisons.monthly
    plan = await start(house, by=BOSS)
    with pytest.raises(NotAllowed, match=f"<@{BOSS}> set this up"):
        await service.stop(LEAD.slack_user_id, plan.id)
    assert [each.mine for each in (await service.offer(LEAD.slack_user_id)).listed] == [False]
    await service.stop(BOSS, plan.id)
    with pytest.raises(NotFound, match="stopped already"):
        await service.stop(BOSS, plan.id)
    assert [each.kind for each in await rows_of(house, ScheduleRow)].count(
        "comparisons.monthly"
    ) == 0


# ---- by itself


async def test_it_comes_once_at_its_time(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house)
    await until(house, FIRST)
    await house.tick()
    assert await posted(house) == [(CHANNEL, ANTIBIOTICS)]
    assert any(key.startswith("snippet:") for key in await house.planned())
    assert await told(house) == []


async def test_without_anything_new_nothing_is_posted_and_that_is_said(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house)
    await until(house, FIRST)
    await house.tick(days=35)
    assert len(await posted(house)) == 1
    [said] = await told(house)
    assert "Nothing was posted in <#C0PULSE> this time" in said
    assert "there is nothing new since Tue 1 Dec 2026" in said
    await import_(house, datetime(2026, 9, 1).date())
    await house.tick(days=28)
    assert len(await posted(house)) == 2


async def test_a_corrected_figure_is_something_new(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house)
    await until(house, FIRST)
    await house.tick(days=1)
    await import_(house, months(1)[0], Y90001=61)
    await house.tick(days=35)
    assert len(await posted(house)) == 2


async def test_several_take_turns_and_who_has_nothing_new_is_passed_over(house: House) -> None:
    await import_(house, months(1)[0])
    await import_(house, months(1)[0], INHALERS)
    await start(house, Wanted(CHANNEL, (INHALERS, ANTIBIOTICS), USUALLY))
    await until(house, FIRST)
    await house.tick(days=35)
    assert [key for _, key in await posted(house)] == [INHALERS, ANTIBIOTICS]
    await import_(house, datetime(2026, 9, 1).date())  # antibiotics only
    await house.tick(days=28)
    assert [key for _, key in await posted(house)] == [INHALERS, ANTIBIOTICS, ANTIBIOTICS]


async def test_too_few_practices_are_not_posted(house: House) -> None:
    few = openprescribing(dict(list(SIX.items())[:4]), months(12))
    await house.services.comparisons.importing.import_file(few, "few.csv", "command line")
    await start(house)
    await until(house, FIRST)
    assert await posted(house) == []
    [said] = await told(house)
    assert "there are too few practices to compare" in said


async def test_before_any_figures_that_is_said(house: House) -> None:
    await start(house)
    await until(house, FIRST)
    [said] = await told(house)
    assert "there are no figures for it" in said


async def test_work_that_is_done_again_posts_nothing_more(house: House) -> None:
    await import_(house, months(1)[0])
    plan = await start(house)
    await until(house, FIRST)
    await import_(house, datetime(2026, 9, 1).date())
    subject = f"{plan.subject}:{FIRST.isoformat()}"
    assert await house.services.comparisons.monthly.post(subject, house.clock.now()) is None
    assert len(await posted(house)) == 1


async def test_what_comes_late_waits_for_working_hours_or_is_said(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house)
    await until(house, datetime(2026, 12, 1, 23, 0, tzinfo=UTC))  # nothing ran at half past twelve
    assert await posted(house) == []
    await until(house, datetime(2026, 12, 2, 8, 0, tzinfo=UTC))
    assert len(await posted(house)) == 1
    await house.tick(days=40)  # and the next came and went: 5 January
    assert len(await posted(house)) == 1
    assert "Its time came while Peerbot was not running" in (await told(house))[0]


@pytest.mark.parametrize(
    "why", ["That channel is archived.", "I am not in that channel: invite me there."]
)
async def test_a_channel_that_cannot_be_posted_to_is_said_with_what_to_do(
    house: House, why: str
) -> None:
    await import_(house, months(1)[0])
    await start(house)
    house.slack.closed[CHANNEL] = why
    await until(house, FIRST)
    assert await posted(house) == []
    [said] = await told(house)
    assert why in said
    assert "or stop it here" in said
    house.slack.closed.clear()
    await house.tick(days=35)
    assert len(await posted(house)) == 1


async def test_who_may_no_longer_post_hears_that(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house, by=LEAD.slack_user_id)
    await _put(house, Member(LEAD.slack_user_id, PRACTICES[0], frozenset({Role.GP}), True))
    await until(house, FIRST)
    assert await posted(house) == []
    [said] = await told(house, LEAD.slack_user_id)
    assert "you need to be a clinical lead or manager" in said


# ---- where others read along


async def test_a_channel_that_others_read_along_in_is_asked_about_each_time(house: House) -> None:
    await import_(house, months(1)[0])
    plan = await start(house)
    house.slack.elsewhere[CHANNEL] = WhoElse(CHANNEL, outsiders=3, people=20)
    await until(house, FIRST)
    assert await posted(house) == []
    [asked] = await told(house)
    assert "3 of its 20 members are not of this workspace" in asked
    slot = FIRST.isoformat()
    service = house.services.comparisons.monthly
    with pytest.raises(NotAllowed, match="looks after this now"):
        await service.post_agreed(LEAD.slack_user_id, plan.id, slot)
    for _ in range(2):
        await service.post_agreed(BOSS, plan.id, slot)
    assert await posted(house) == [(CHANNEL, ANTIBIOTICS)]
    await service.stop(BOSS, plan.id)
    with pytest.raises(NotFound, match="stopped already"):
        await service.post_agreed(BOSS, plan.id, slot)


async def test_while_slack_does_not_say_who_reads_along_it_is_tried_again(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house)
    house.slack.silent = True
    await until(house, FIRST)
    assert (await posted(house), await told(house)) == ([], [])
    house.slack.silent = False
    await house.tick(minutes=1)
    assert len(await posted(house)) == 1


# ---- when its maker leaves


async def test_a_plan_passes_to_whoever_may_post(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house, by=LEAD.slack_user_id)
    await _leave(house, LEAD.slack_user_id)
    [said] = await told(house)
    assert f"<@{LEAD.slack_user_id}> has left" in said
    await until(house, FIRST)
    assert len(await posted(house)) == 1
    [plan] = await rows_of(house, SnippetPlanRow)
    assert plan.made_by == BOSS


async def test_a_departure_that_nobody_told_of_is_found_when_its_time_comes(house: House) -> None:
    await import_(house, months(1)[0])
    await start(house, by=LEAD.slack_user_id)
    async with house.database.transaction() as session:
        await session.execute(text("DELETE FROM member WHERE slack_user_id = 'U700'"))
    await until(house, FIRST)
    assert len(await posted(house)) == 1
    assert "looked after by you now" in (await told(house))[0]


async def test_without_an_heir_it_stops_and_an_administrator_hears(house: House) -> None:
    admin = Member("U800", None, frozenset({Role.ADMINISTRATOR}), None)
    await _put(house, admin)
    await start(house)
    await _leave(house, LEAD.slack_user_id)
    await _leave(house, BOSS)
    assert await rows_of(house, SnippetPlanRow) == []
    [said] = await told(house, admin.slack_user_id)
    assert "has stopped" in said
    await house.tick(days=40)
    assert await posted(house) == []


async def _put(house: House, *members: Member) -> None:
    async with house.database.transaction() as session:
        await PeopleStore(session, house.services.workspace.id).put_members(members)


async def _leave(house: House, user: str) -> None:
    await house.services.joining.leaving.leave(user)
    await house.services.comparisons.monthly.pass_on(user)
