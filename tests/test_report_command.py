"""``peerbot report``: a closed pulse as a file, beside a running bot; a sentence for everything else."""

from pathlib import Path

import pytest

from tests.handlers.test_pulse import CHANNEL, answered_and_closed, open_pulse
from tests.support.town import Town
from tests.test_cli import run_beside

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("format_", "begins"), [("html", b"<!"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")]
)
@ON_ONE
async def test_it_writes_the_last_closed_pulse(
    town: Town, tmp_path: Path, format_: str, begins: bytes
) -> None:
    await answered_and_closed(town, CHANNEL, 6, 9)
    done = await run_beside(town, "report", "--format", format_, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"pulse-1.{format_}" in done.stdout
    assert (tmp_path / f"pulse-1.{format_}").read_bytes().startswith(begins)


@ON_ONE
async def test_it_writes_where_it_is_told_to(town: Town, tmp_path: Path) -> None:
    await answered_and_closed(town, CHANNEL, 6, 9)
    done = await run_beside(
        town, "report", "1", "--format", "csv", "--out", "board.csv", cwd=tmp_path
    )
    assert done.returncode == 0
    assert "leaders" in (tmp_path / "board.csv").read_text(encoding="utf-8-sig")
    shown = await run_beside(town, "report", "--format", "csv", "--out", "-", cwd=tmp_path)
    assert "leaders" in shown.stdout
    nowhere = await run_beside(town, "report", "--out", "no/such/folder.html", cwd=tmp_path)
    assert nowhere.returncode == 2
    assert "Traceback" not in nowhere.stderr


@ON_ONE
async def test_nothing_of_an_open_pulse_nor_of_none(town: Town, tmp_path: Path) -> None:
    none = await run_beside(town, "report", cwd=tmp_path)
    assert none.returncode == 2
    assert "There has been no pulse yet" in none.stderr
    await open_pulse(town)
    sealed = await run_beside(town, "report", cwd=tmp_path)
    assert sealed.returncode == 2
    assert "sealed until it closes" in sealed.stderr
    other = await run_beside(town, "report", "12", cwd=tmp_path)
    assert "There is no pulse 12 here." in other.stderr
    assert list(tmp_path.glob("pulse-*")) == []
