"""The ``peerbot`` command, run as a person runs it: what it says, and its exit status."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.playground.slack import Slack
from tests.support.town import Town

DEMO = Path(__file__).parent.parent / "bot" / "demo"


def peerbot(*words: str, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(DEMO.parent.parent)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=cwd,
        env=plain | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def beside(town: Town) -> dict[str, str]:
    """The settings of the town's bot, for a command that works beside it."""
    settings = town.stage.peerbot.settings
    return {"DATABASE_URL": settings.database_url, "PEERBOT_SECRET_KEY": settings.secret_key}


async def run_beside(town: Town, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(peerbot, *words, cwd=cwd, **beside(town))


@pytest.mark.parametrize("command", ["", *COMMANDS, "db upgrade"])
def test_each_command_explains_itself(command: str, tmp_path: Path) -> None:
    done = peerbot(*command.split(), "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stdout) > 200


def test_an_unknown_command_is_refused(tmp_path: Path) -> None:
    done = peerbot("dance", cwd=tmp_path)
    assert done.returncode == 2
    assert "invalid choice" in done.stderr


def test_check_says_in_sentences_what_to_do(tmp_path: Path) -> None:
    done = peerbot("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "To do: SLACK_BOT_TOKEN is not set." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_check_says_when_slack_or_the_database_cannot_be_reached(tmp_path: Path) -> None:
    done = peerbot(
        "check",
        cwd=tmp_path,
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_SIGNING_SECRET="s",
        SLACK_API_URL="http://127.0.0.1:9/api/",
        DATABASE_URL="postgresql://nobody:secret@127.0.0.1:9/none",
    )
    assert done.returncode == 1
    assert "Slack cannot be reached" in done.stdout
    assert "The database cannot be opened" in done.stdout
    assert "secret" not in done.stdout.replace("secret key", "").replace("SECRET", "")


async def test_check_finds_that_all_is_well(town: Town, tmp_path: Path) -> None:
    settings = town.stage.peerbot.settings
    done = await asyncio.to_thread(
        peerbot,
        "check",
        cwd=tmp_path,
        SLACK_BOT_TOKEN=settings.slack_bot_token,
        SLACK_SIGNING_SECRET=settings.slack_signing_secret,
        SLACK_API_URL=settings.slack_api_url,
        **beside(town),
    )
    assert done.returncode == 0, done.stdout
    assert "All is well" in done.stdout


async def test_check_names_the_permission_that_is_missing_and_why(
    town: Town, tmp_path: Path
) -> None:
    take_away(town.stage.slack, "files:write")
    settings = town.stage.peerbot.settings
    done = await asyncio.to_thread(
        peerbot,
        "check",
        cwd=tmp_path,
        SLACK_BOT_TOKEN=settings.slack_bot_token,
        SLACK_SIGNING_SECRET=settings.slack_signing_secret,
        SLACK_API_URL=settings.slack_api_url,
        **beside(town),
    )
    assert done.returncode == 1
    assert "files:write, to show a chart with a snippet" in done.stdout


def take_away(slack: Slack, scope: str) -> None:
    installation = slack.workspace().installation
    assert installation is not None
    installation.scopes = frozenset(installation.scopes - {scope})


def test_run_says_what_is_missing_before_it_starts(tmp_path: Path) -> None:
    done = peerbot("run", cwd=tmp_path)
    assert done.returncode == 1
    assert "SLACK_BOT_TOKEN is not set" in done.stderr


def test_db_upgrade_makes_the_database(tmp_path: Path) -> None:
    done = peerbot("db", "upgrade", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n")
    assert (tmp_path / "peerbot.db").exists()


def test_import_before_the_workspace_is_known_says_what_to_do(tmp_path: Path) -> None:
    done = peerbot("import", str(DEMO / "practices.csv"), cwd=tmp_path)
    assert done.returncode == 2
    assert "SLACK_BOT_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 not a table", "PDF"),
        ("empty.csv", b"", "empty"),
        ("other.csv", b"colour,size\nred,7\n", "does not know this kind of file"),
        ("patients.csv", b"nhs_number,surname,date_of_birth\n9434765919,X,1970-01-01\n", "patient"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    town: Town, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = await run_beside(town, "import", str(path), cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "9434765919" not in done.stderr + done.stdout


async def test_a_file_that_is_not_there_is_said(town: Town, tmp_path: Path) -> None:
    done = await run_beside(town, "import", "nowhere.csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "There is no file nowhere.csv.\n")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"ods_code,name,list_size,imd_decile,nhs_number\nY90001,Ash,1,1,1\n", "no patient data"),
        (b"ods_code;name;list_size;imd_decile\n", "not separated by commas"),
        (b"ods_code,name,list_size,imd_decile\nY90001,Caf\xe9,1,1\n", "not in UTF-8"),
    ],
)
async def test_a_list_of_people_that_cannot_be_used_is_refused_in_a_sentence(
    town: Town, tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "practices.csv"
    path.write_bytes(content)
    done = await run_beside(town, "import", str(path), cwd=tmp_path)
    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_folder_is_not_said_to_be_missing(town: Town, tmp_path: Path) -> None:
    done = await run_beside(town, "import", str(tmp_path), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "That is a folder: name one file in it.\n")


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
async def test_a_name_that_no_group_can_have_is_refused(
    town: Town, tmp_path: Path, name: str
) -> None:
    done = await run_beside(
        town, "import", str(DEMO / "practices.csv"), "--body", name, cwd=tmp_path
    )
    assert done.returncode == 2
    assert "from 1 to 100 characters" in done.stderr


@pytest.mark.parametrize("command", [("db", "upgrade"), ("proof", "1")])
def test_a_file_that_is_no_database_is_said(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "bad.db").write_text("garbage")
    done = peerbot(*command, cwd=tmp_path, DATABASE_URL="sqlite:///bad.db")
    assert done.returncode == 2
    assert "The database cannot be used (file is not a database)" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_env_file_that_is_not_text_is_said(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"HOST=\xff\xfe")
    done = peerbot("check", cwd=tmp_path)
    assert done.returncode == 1
    assert ".env cannot be read" in done.stdout


def test_a_round_that_is_no_number_is_said(tmp_path: Path) -> None:
    for word in ("abc", "-1", "9" * 20):
        done = peerbot("proof", "--", word, cwd=tmp_path)
        assert done.returncode == 2
        assert "a whole number" in done.stderr


async def test_people_are_taken_row_by_row_with_reasons(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text(
        "slack_user,practice,role,formal_role\n"
        "U201,Y90001,gp,no\n"
        "someone,Y90001,gp,no\n"
        "U202,Y99999,gp,no\n"
        "U203,Y90002,king,no\n"
        "U204,Y90002,gp,perhaps\n"
        "U205,,gp+lead,yes\n"
    )
    done = await run_beside(town, "import", str(path), "--body", "Test PCN", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "The group is now called Test PCN." in done.stdout
    assert "Taken: 2 members." in done.stdout
    for said in (
        "row 3: “someone” is not a Slack member id",
        "row 4: practice Y99999 is not known yet",
        "row 5: role “king” is not known",
        "row 6: formal_role must be yes, no or empty",
    ):
        assert said in done.stdout
    member = await town.stage.peerbot.services.people.member("U205")
    assert member is not None
    assert member.formal_role is True


async def test_figures_are_taken_once(town: Town, tmp_path: Path) -> None:
    path = str(DEMO / "antibiotics.csv")
    first = await run_beside(town, "import", path, cwd=tmp_path)
    assert "Taken: 339 rows" in first.stdout, first.stderr
    again = await run_beside(town, "import", path, cwd=tmp_path)
    assert again.returncode == 0
    assert "nothing was changed" in again.stdout


async def test_proof_of_a_round_that_is_not_there_is_a_sentence(town: Town, tmp_path: Path) -> None:
    done = await run_beside(town, "proof", "99", cwd=tmp_path)
    assert done.returncode == 2
    assert "99" in done.stderr
    assert "Traceback" not in done.stderr
