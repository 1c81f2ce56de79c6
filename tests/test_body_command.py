"""``peerbot body``, as whoever looks after the bot uses it, beside a running bot."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli import parser
from bot.commands.body import read_rhythm
from bot.domain.people import Workspace
from bot.domain.rhythm import Rhythm
from bot.errors import InvalidInput
from bot.services.body import sensible
from bot.services.rhythm_words import read_length
from storage.people import workspaces
from storage.schema.journal import AuditRow
from tests.support.town import TUESDAY, Town
from tests.test_cli import run_beside

WEDNESDAYS = "every third Wednesday at 13:00 for 3 hours"


async def kept(town: Town) -> Workspace:
    async with town.stage.database.reading() as session:
        (workspace,) = await workspaces(session)
    return workspace


async def audited(town: Town) -> list[tuple[str, str]]:
    async with town.stage.database.reading() as session:
        rows = await session.execute(
            select(AuditRow.actor, AuditRow.subject)
            .where(AuditRow.deed == "set the body")
            .order_by(AuditRow.id)
        )
        return [(actor, subject) for actor, subject in rows]


async def test_it_says_all_of_it_in_words_and_changes_nothing(town: Town, tmp_path: Path) -> None:
    done = await run_beside(town, "body", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "Wold Valley Primary Care Network\n"
        "Writes unasked: Monday to Friday from 08:00 to 18:30 (Europe/London).\n"
        "Bank holidays left out: in England.\n"
        "At most: 6 messages a month to one person unasked.\n"
        "Protected learning time: none.\n"
    )
    assert await audited(town) == []


async def test_what_is_named_is_set_and_the_rest_stays(town: Town, tmp_path: Path) -> None:
    done = await run_beside(
        town, "body", "--hours", "07:30-20:00", "--budget", "4", "--holidays", "sct", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    for said in ("from 07:30 to 20:00", "in Scotland", "4 messages a month"):
        assert said in done.stdout
    done = await run_beside(
        town, "body", "--name", "Dale  PCN", "--zone", "Europe/Dublin", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    workspace = await kept(town)
    rhythm = workspace.rhythm
    assert (workspace.body_name, workspace.time_zone) == ("Dale PCN", "Europe/Dublin")
    assert (rhythm.zone, rhythm.opens, rhythm.closes) == ("Europe/Dublin", time(7, 30), time(20))
    assert (rhythm.budget, rhythm.calendar.division) == (4, "SCT")
    assert await audited(town) == [
        ("command line", "hours, budget, holidays"),
        ("command line", "name, zone"),
    ]


async def test_what_the_group_is_from_a_day_on_is_kept_with_what_it_was(
    town: Town, tmp_path: Path
) -> None:
    done = await run_beside(
        town, "body", "--kind", "pcn", "--code", "u12345", "--from", "2019-07-01", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    done = await run_beside(
        town, "body", "--name", "Great Wold", "--kind", "icb", "--code", "", "--from", "2099-04-01",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    name = "Wold Valley Primary Care Network"
    assert done.stdout.startswith(
        f"{name}\n"
        f"From 1 July 2019 to 31 March 2099: {name}, a primary care network (PCN), U12345.\n"
        "From 1 April 2099: Great Wold, an integrated care board (ICB).\n"
    )
    done = await run_beside(town, "body", "--from", "1 April", cwd=tmp_path)
    assert done.returncode == 2
    assert "The day is written as 2027-04-01, not “1 April”." in done.stderr


async def test_the_running_bot_follows_at_once(town: Town, tmp_path: Path) -> None:
    assert "from 08:00 to 18:30" in await town.lead.home()
    await run_beside(town, "body", "--hours", "10:00-11:00", cwd=tmp_path)
    await town.lead.open_home()
    await town.lead.sees("from 10:00 to 11:00", home=True)


async def test_bank_holidays_can_be_left_in(town: Town, tmp_path: Path) -> None:
    done = await run_beside(town, "body", "--holidays", "none", cwd=tmp_path)
    assert "Bank holidays left out: none." in done.stdout
    calendar = (await kept(town)).rhythm.calendar
    assert not calendar.is_bank_holiday(datetime(2026, 12, 25, tzinfo=UTC).date())


async def test_protected_learning_time_is_said_in_plain_words_and_taken_back(
    town: Town, tmp_path: Path
) -> None:
    done = await run_beside(
        town, "body", "--protect", WEDNESDAYS, "--protect",
        "every Monday at 12:30 for 90 minutes", cwd=tmp_path
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "every third Wednesday at 13:00, for 3 hours" in done.stdout
    assert "every Monday at 12:30, for 1 hour 30 minutes" in done.stdout
    calendar = (await kept(town)).rhythm.calendar
    third_wednesday = datetime(2026, 12, 16, 13, 0)
    assert calendar.is_protected(third_wednesday)
    assert calendar.is_protected(third_wednesday.replace(hour=15, minute=59))
    assert not calendar.is_protected(third_wednesday.replace(hour=16))
    assert not calendar.is_protected(third_wednesday.replace(day=9))
    done = await run_beside(town, "body", "--no-protect", cwd=tmp_path)
    assert "Protected learning time: none." in done.stdout
    assert (await kept(town)).rhythm.calendar.protected == ()


def read(*words: str) -> Rhythm:
    """What the command would set; through its own parser and the service's rules."""
    arguments = parser().parse_args(["body", *words])
    return sensible(read_rhythm(arguments, Rhythm(), TUESDAY), TUESDAY)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--zone", "Europe/Lodnon"), "Did you mean Europe/London?"),
        (("--zone", "here"), "There is no time zone “here”."),
        (("--hours", "eight to six"), "Hours are written as 08:00-18:30"),
        (("--hours", "18:30-08:00"), "The day must open before it closes"),
        (("--budget", "many"), "such as 6, not “many”"),
        (("--budget", "400"), "from 0 to 31"),
        (("--holidays", "FRA"), "ENG, WLS, SCT or NIR, or none"),
        (("--protect", "every third Wednesday"), "how long"),
        (("--protect", "every third Wednesday at 13:00 for ever"), "how long"),
        (("--protect", "now and then for 3 hours"), "every third Wednesday at 13:00 for 3 hours"),
        (("--protect", "every day at 00:00 for 24 hours"), "no time at all"),
        (("--protect", "every day at 00:00 for 25 hours"), "to 24 hours"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(*words)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("length", "minutes"),
    [("3 hours", 180), ("1 hour 30 minutes", 90), ("1 hour and 5 mins", 65), ("90 minutes", 90)],
)
def test_a_length_is_said_in_hours_and_minutes(length: str, minutes: int) -> None:
    assert read_length(length) == minutes


async def test_what_is_refused_leaves_everything_as_it_was(town: Town, tmp_path: Path) -> None:
    before = await kept(town)
    for words in (
        ("--name", "  ", "--budget", "3"),
        ("--name", "Dale PCN", "--zone", "here"),
        ("--budget", "3", "--hours", "soon"),
    ):
        done = await run_beside(town, "body", *words, cwd=tmp_path)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert await kept(town) == before
    assert await audited(town) == []
