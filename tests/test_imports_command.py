"""``peerbot import`` and ``peerbot imports``: figures of every kind taken in, looked at, and undone."""

import re
from pathlib import Path

import pytest

from tests.support.town import Town
from tests.test_cli import run_beside

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fingertips_small.csv", "Fingertips, 47 rows read."),
        ("openprescribing_small.csv", "OpenPrescribing, 147 rows read."),
        ("openprescribing_measures_small.json", "OpenPrescribing, 11 rows read."),
        ("qof_achievement_small_2324.csv", "Quality and Outcomes Framework (QOF), 47 rows read."),
        ("tidy_small.csv", "a plain table, 16 rows read."),
    ],
)
async def test_each_kind_is_said_in_words(town: Town, tmp_path: Path, name: str, said: str) -> None:
    done = await run_beside(town, "import", str(DATA / name), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{name}: {said}\nTaken: ")
    assert "Refused: " in done.stdout


async def test_an_import_is_looked_at_and_undone(town: Town, tmp_path: Path) -> None:
    async def peerbot(*words: str) -> tuple[int, str]:
        done = await run_beside(town, *words, cwd=tmp_path)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    assert await peerbot("imports", "list") == (0, "Nothing was imported yet.\n")
    file = str(DATA / "fingertips_small.csv")
    await peerbot("import", file)

    status, listed = await peerbot("imports", "list")
    found = re.fullmatch(
        r"(\d+): fingertips_small\.csv, Fingertips, .*, by command line: 35 rows of 47\n", listed
    )
    assert (status, bool(found)) == (0, True), listed
    number = found[1] if found else ""

    _, shown = await peerbot("imports", "show", number)
    assert "Licence: Open Government Licence v3.0" in shown
    assert "1 row: it does not say which indicator it is" in shown
    assert "(row 29)" in shown

    status, asked = await peerbot("imports", "undo", number)
    assert status == 1
    assert f"If you are sure: peerbot imports undo {number} --yes" in asked
    assert (await peerbot("imports", "list"))[1] == listed

    status, undone = await peerbot("imports", "undo", number, "--yes")
    assert status == 0
    assert "35 figures went, 0 figures came back" in undone
    assert "undone on" in (await peerbot("imports", "list"))[1]
    assert await town.stage.peerbot.services.comparisons.showing.indicators() == []

    again = await peerbot("imports", "undo", number, "--yes")
    assert again == (2, f"Import {number} was undone already.\n")
    assert "35 new" in (await peerbot("import", file))[1]


async def test_an_import_that_is_not_there_is_said(town: Town, tmp_path: Path) -> None:
    done = await run_beside(town, "imports", "show", "99", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "There is no import 99: `peerbot imports` lists them.\n"
