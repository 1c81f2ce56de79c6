"""Files dropped on the bot, without Slack around it: what is remembered, undone, and tried again."""

import pytest
from sqlalchemy import select

from bot.blocks.comparisons.dropped import render_taken, render_undoing
from bot.domain.people import Member, Role
from bot.errors import Conflict, NotAllowed
from bot.services.comparisons.dropping import Dropping
from storage.database import Database
from storage.schema.delivery import DeliveryRow
from storage.work import WorkStore
from tests.support.figures import SIX, months, openprescribing
from tests.support.pulse import MANAGER, House, furnish

BOSS = MANAGER.slack_user_id
GP = Member("U601", None, frozenset({Role.GP}))


class Undoing:
    """In the place of what takes imports back."""

    def __init__(self) -> None:
        self.undone: list[tuple[int, str]] = []

    async def __call__(self, number: int, actor: str) -> str:
        if self.undone:
            raise Conflict(f"Import {number} was undone already.")
        self.undone.append((number, actor))
        return f"Import {number} is undone: 72 figures went.\n  figures.csv"


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, GP)


async def said(house: House) -> list[str]:
    async with house.database.reading() as session:
        rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
        return [str(row.body) for row in rows]


async def planned(house: House) -> list[str]:
    async with house.database.reading() as session:
        listed = await WorkStore(session, house.services.workspace.id).listed()
        return [each.subject for each in listed if each.kind.startswith("comparisons.")]


async def test_the_event_its_answer_and_the_work_are_kept_once(house: House) -> None:
    house.slack.given["figures.csv"] = openprescribing(SIX, months(12))
    dropping = house.services.comparisons.dropping
    for _ in range(3):
        await dropping.take("Ev1", BOSS, [("figures.csv", "figures.csv")])
    [subject] = await planned(house)
    assert len(await said(house)) == 1
    for _ in range(2):  # the second time as after a crash
        assert await dropping.read(subject, house.clock.now()) is None
    reading, report = await said(house)
    assert "import_undo" in report
    assert "I am reading *figures.csv*" in reading
    assert "Taken: 72 rows" in report


async def test_undoing_is_done_in_the_background_and_said_once(house: House) -> None:
    undo = Undoing()
    dropping = Dropping(house.services.context, house.services.comparisons.importing, undo)
    for _ in range(2):
        await dropping.ask_to_undo(BOSS, 12)
    [subject] = await planned(house)
    for _ in range(2):
        await dropping.take_back(subject, house.clock.now())
    assert undo.undone == [(12, BOSS)]
    [answer] = await said(house)
    assert "Import 12 is undone: 72 figures went." in answer
    house.clock.moment = house.clock.moment.replace(hour=10)
    await dropping.ask_to_undo(BOSS, 12)
    await dropping.take_back((await planned(house))[-1], house.clock.now())
    assert "was undone already" in (await said(house))[-1]


async def test_only_who_may_have_files_taken_in_may_undo(house: House) -> None:
    with pytest.raises(NotAllowed, match="To undo an import you need to be a manager"):
        await house.services.comparisons.dropping.ask_to_undo(GP.slack_user_id, 12)
    assert await planned(house) == []


def test_the_report_stays_when_its_button_is_pressed() -> None:
    report = render_taken("figures.csv", "figures.csv: read.\nTaken: 72 rows.\n  Antibiotics", 12)
    assert [each["type"] for each in report.blocks] == ["section", "actions"]
    assert report.blocks[0]["text"]["text"].endswith("• Antibiotics")
    shown = render_undoing(report.blocks)
    assert [each["type"] for each in shown.blocks] == ["section", "section"]
    assert shown.blocks[0] == report.blocks[0]
    assert [each["type"] for each in render_taken("a.csv", "Taken.", None).blocks] == ["section"]


def test_a_long_report_is_cut_and_says_how_much_is_left_out() -> None:
    lines = [f"  {number}: {'x' * 90}" for number in range(200)]
    blocks = render_taken("a.csv", "\n".join(lines), 12).blocks
    texts = [each["text"]["text"] for each in blocks[:-1]]
    assert all(len(each) <= 3000 for each in texts)
    assert sum(map(len, texts)) < 10_000
    shown = sum(each.count("•") for each in texts)
    assert texts[-1] == f"… and {200 - shown} more lines."
