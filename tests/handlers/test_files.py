"""Files dropped on the bot in a direct message: who may, what is said, and what goes wrong."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.demo.people import GPS, LEAD
from bot.domain.comparisons.dropped import Drop
from bot.domain.people import Member, Role
from bot.services.comparisons.dropping import within_rights
from bot.sources.people import read_people
from storage.people import PeopleStore
from storage.schema.comparisons import ImportRow, ObservationRow
from storage.schema.journal import EventRow
from storage.schema.work import WorkRow
from tests.support.acting import end_leases
from tests.support.town import Town

BOT = "Peerbot"
FIGURES = files("bot.demo").joinpath("antibiotics.csv").read_bytes()
PATIENTS = b"NHS number,practice,value\n9990000018,Y90001,3\n"
PRACTICES = b"ods_code,name,list_size,imd_decile\nY90099,Quay Surgery,5100,4\n"
NEW_MEMBER = b"slack_user,practice,role,formal_role\nU123,Y90099,gp,no\n"


async def count(town: Town, table: type[ImportRow | ObservationRow | WorkRow | EventRow]) -> int:
    async with town.stage.database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def messages(town: Town) -> list[str]:
    return [each.text for each in await town.manager.messages(BOT)]


async def give(town: Town, *given: tuple[str, bytes]) -> None:
    """And wait until it is answered: Slack tells the bot of it when it comes to it."""
    before = len(await messages(town))
    await town.manager.upload(BOT, *given)
    await town.settle()
    for _ in range(100):
        if len(await messages(town)) > before + 1:
            break
        await asyncio.sleep(0.05)
    await town.settle()


@pytest.fixture(autouse=True)
def nothing_left_on_disk() -> Iterator[None]:
    """Whatever happens, no copy stays open, and none has a name."""
    before = temporary_files()
    yield
    assert temporary_files() <= before


def temporary_files() -> set[str]:
    held = {os.path.realpath(each) for each in Path("/proc/self/fd").iterdir()}
    folder = tempfile.gettempdir()
    return {each for each in held if each.startswith(folder) and "deleted" in each}


# ---- what a manager gives


async def test_a_managers_file_is_read_and_answered_in_the_same_conversation(town: Town) -> None:
    await give(town, ("figures.csv", FIGURES))
    reading, report = (await messages(town))[1:]
    assert reading == "I am reading figures.csv …"
    assert "figures.csv" in report
    assert "Taken: " in report
    assert "for 14 practices of the group" in report
    assert "Refused: " in report
    assert "(row " in report
    assert await count(town, ImportRow) == 1
    await town.person(GPS[0]).command("all-practices", "/compare")
    await town.person(GPS[0]).sees("Greenside Health Centre:")
    for other in (LEAD, GPS[0]):
        await town.person(other).does_not_see("figures.csv")


async def test_the_same_file_twice_changes_nothing(town: Town) -> None:
    await give(town, ("figures.csv", FIGURES))
    figures = await count(town, ObservationRow)
    await give(town, ("the same.csv", FIGURES))
    assert "nothing was changed" in (await messages(town))[-1]
    assert (await count(town, ImportRow), await count(town, ObservationRow)) == (1, figures)


async def test_several_files_are_each_answered_and_none_stops_the_others(town: Town) -> None:
    await give(
        town,
        ("minutes.pdf", b"%PDF-1.7 minutes"),
        ("figures.csv", FIGURES),
        ("practices.csv", PRACTICES),
    )
    _, reading, *answers = await messages(town)
    assert reading == "I am reading minutes.pdf, figures.csv and practices.csv …"
    assert "I have taken nothing from minutes.pdf. This is a PDF" in answers[0]
    assert "Taken: " in answers[1]
    assert "Taken: 1 practice." in answers[2]


async def test_members_are_read_after_the_practices_whatever_their_order(town: Town) -> None:
    await give(town, ("members.csv", NEW_MEMBER), ("practices.csv", PRACTICES))
    assert "Taken: 1 practice." in (await messages(town))[-2]
    assert "Taken: 1 member." in (await messages(town))[-1]
    member = await town.stage.peerbot.services.people.member("U123")
    assert member is not None
    assert member.practice is not None
    assert member.practice.ods_code == "Y90099"


async def test_more_than_ten_files_are_not_all_read(town: Town) -> None:
    await give(town, *((f"{number}.csv", b"a,b\n") for number in range(12)))
    assert "drop the other 2 again" in (await messages(town))[1]
    assert len(await messages(town)) == 2 + 10


async def test_what_was_taken_in_can_be_undone_from_the_report(town: Town) -> None:
    await give(town, ("figures.csv", FIGURES))
    await town.manager.press("Undo this", channel=BOT)
    await town.settle()
    assert "is undone" in (await messages(town))[-1]
    assert await count(town, ObservationRow) == 0
    report = (await messages(town))[-2]
    assert "Taken: " in report
    assert "I am undoing this" in report
    assert "Undo this" not in report
    await give(town, ("figures.csv", FIGURES))
    assert "Taken: " in (await messages(town))[-1]


# ---- who may


@pytest.mark.parametrize("who", [LEAD, GPS[0]])
async def test_anybody_else_hears_kindly_who_can(town: Town, who: object) -> None:
    person = town.person(who)  # type: ignore[arg-type]
    await person.upload(BOT, ("figures.csv", FIGURES))
    await town.settle()
    said = await person.sees("I have not opened this", channel=BOT)
    assert "you need to be a manager or administrator" in said
    assert "@Morgan Ellis" in said
    assert (await count(town, ImportRow), await count(town, WorkRow)) == (0, 0)
    assert not town.stage.slack.calls("files.info")


async def test_a_file_gives_roles_as_the_form_does_and_administrators_hear_of_it(
    town: Town,
) -> None:
    await make(town, GPS[1].id, Role.ADMINISTRATOR)
    rows = b"slack_user,practice,role,formal_role\nU102,Y90001,gp+manager,yes\nU108,Y90001,gp,no\n"
    await give(town, ("members.csv", rows))
    assert "Taken: 2 members." in (await messages(town))[-1]
    member = await town.stage.peerbot.services.people.member("U102")
    assert member is not None
    assert member.roles == {Role.GP, Role.MANAGER}
    said = await town.person(GPS[1]).sees("has changed who looks after Peerbot", channel=BOT)
    assert f"@{LEAD.name} is now a manager" in said


def test_who_may_give_no_roles_any_more_brings_people_without() -> None:
    """The file was dropped by a manager, who is none when it is read."""
    file = read_people(
        "slack_user,practice,role,formal_role\nU101,,administrator,\nU108,Y90001,gp,no\n", "m.csv"
    )
    taken = within_rights(file, {"U101": frozenset({Role.GP})}, Member("U101"))
    assert [member.slack_user_id for _, member in taken.members] == ["U108"]
    assert [each.row for each in taken.refused] == [2]
    assert "only a manager or administrator can say who has which role" in str(taken.refused[0])


async def make(town: Town, user: str, role: Role) -> None:
    async with town.stage.database.transaction() as session:
        people = PeopleStore(session, town.stage.peerbot.services.workspace.id)
        await people.put_members([Member(user, None, frozenset({role}))])


# ---- what cannot be read


BROKEN = {
    "patients.csv": (PATIENTS, "kept nothing of it"),
    "minutes.pdf": (b"%PDF-1.7", "This is a PDF"),
    "book.xlsx": (b"PK\x03\x04", "an Excel workbook"),
    "empty.csv": (b"\n", "The file is empty"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not a text file"),
    "page.html": (b"<html>", "This is a web page"),
    "shoes.csv": (b"name,shoe size\nAda,39\n", "does not know this kind of file"),
    "list.csv": (NEW_MEMBER + b"U124,Y90001,\xe9,no\n", "not in UTF-8"),
}


async def test_what_cannot_be_used_is_said_and_nothing_is_kept(town: Town) -> None:
    await give(town, *((name, content) for name, (content, _) in BROKEN.items()))
    answers = (await messages(town))[2:]
    assert len(answers) == len(BROKEN)
    for name, (_, said) in BROKEN.items():
        [answer] = [each for each in answers if f"nothing from {name}. " in each]
        assert said in answer
    for table in (ImportRow, ObservationRow, WorkRow):
        assert await count(town, table) == 0


async def test_a_name_that_is_somebodys_is_not_said(town: Town) -> None:
    await give(town, ("Mrs Jane Smith, 67F.csv", PATIENTS))
    assert "Smith" not in "\n".join((await messages(town))[1:])
    assert "I am reading your file …" in await messages(town)


async def test_a_file_that_was_deleted_meanwhile(town: Town) -> None:
    town.stage.slack.faults.add("error", "files.info", error="file_deleted")
    await give(town, ("figures.csv", FIGURES))
    assert "it was deleted" in (await messages(town))[-1]


async def test_without_the_permission_who_can_mend_it_is_said(town: Town) -> None:
    installation = town.stage.slack.workspace().installation
    assert installation is not None
    installation.scopes -= {"files:read"}
    await give(town, ("figures.csv", FIGURES))
    assert "install the app again from manifest.json" in (await messages(town))[-1]


# ---- what goes wrong on the way


@pytest.mark.parametrize("accept", [False, True], ids=["before", "in the middle"])
async def test_slack_may_be_away_for_a_while(town: Town, accept: bool) -> None:
    town.stage.slack.faults.add("drop", "files.download", accept=accept, times=2)
    await give(town, ("figures.csv", FIGURES))
    assert len(await messages(town)) == 2
    await town.later(seconds=31)
    await town.later(seconds=31)
    assert "Taken: " in (await messages(town))[-1]
    assert await count(town, ImportRow) == 1


async def test_slack_that_stays_away_is_said_and_no_longer_asked(town: Town) -> None:
    fault = town.stage.slack.faults.add("server_error", "files.*", status=503, times=-1)
    await give(town, ("figures.csv", FIGURES), ("practices.csv", PRACTICES))
    for _ in range(32):
        await town.later(seconds=31)
    answers = (await messages(town))[2:]
    assert [each.split(". ")[0] for each in answers] == [
        "I have taken nothing from one of your files"
    ] * 2
    assert "Please drop it again later" in answers[0]
    assert await count(town, WorkRow) == 0
    assert fault.times < -1


async def test_an_event_that_comes_twice_is_answered_once(town: Town) -> None:
    town.stage.slack.faults.events.duplicate = 1
    await give(town, ("figures.csv", FIGURES))
    assert len(town.stage.slack.delivered("message")) >= 2
    assert len(await messages(town)) == 3
    assert await count(town, EventRow) == 1


async def test_a_bot_that_is_killed_in_the_middle_says_it_once(town: Town) -> None:
    """The work is done again when its lease is over: figures and answer are there once."""
    await give(town, ("figures.csv", FIGURES))
    figures = await count(town, ObservationRow)
    await _redo(town)
    assert len(await messages(town)) == 3
    assert (await count(town, ImportRow), await count(town, ObservationRow)) == (1, figures)
    await _redo(town, unanswered=True)  # killed between the import and its answer
    assert "nothing was changed" in (await messages(town))[-1]
    assert (await count(town, ImportRow), await count(town, ObservationRow)) == (1, figures)


async def _redo(town: Town, *, unanswered: bool = False) -> None:
    """As if the process that did the work had died."""
    slack = town.stage.slack
    [file] = slack.workspace().files.values()
    [event] = [each for each in slack.delivered("message") if "files" in each.payload["event"]]
    event_id = event.payload["event_id"]
    subject = Drop(event_id, "U101", slack.clock.now(), (file.id,)).to_text()
    services = town.stage.peerbot.services
    if unanswered:
        async with town.stage.database.transaction() as session:
            await session.execute(
                text("DELETE FROM delivery WHERE key LIKE :key"), {"key": f"dropped:{event_id}:F%"}
            )
    assert await services.comparisons.dropping.read(subject, slack.clock.now()) is None
    await end_leases(town.stage.database)
    await town.settle()


async def test_a_fault_of_ours_is_tried_again_and_then_said(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    database = town.stage.database
    async with database.autocommit() as connection:
        await connection.execute(text("ALTER TABLE import_refusal RENAME TO away"))
    await give(town, ("figures.csv", FIGURES), ("practices.csv", PRACTICES))
    assert "Taken: 1 practice." in (await messages(town))[-1]
    town.stage.clock.advance(timedelta(minutes=16))
    await town.settle()
    said = (await messages(town))[-1]
    assert "Something went wrong on our side" in said
    reference = said.split("“")[1].split("”")[0]
    assert reference in caplog.text
    async with database.autocommit() as connection:
        await connection.execute(text("ALTER TABLE away RENAME TO import_refusal"))
