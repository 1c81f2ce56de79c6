"""How dropped files are remembered, and what they are called."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons.dropped import LONGEST_NAME, UNNAMED, Drop, GivenFile

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@given(st.lists(st.text(), max_size=10))
def test_a_drop_is_remembered_as_it_was_whatever_its_files_are_called(names: list[str]) -> None:
    files = tuple(GivenFile.named(f"F{n:010d}", name) for n, name in enumerate(names))
    drop = Drop("Ev0123456789", "U012345678", NOW, files)
    assert Drop.from_text(drop.to_text()) == drop
    # PostgreSQL's indexes take 2,704 bytes, and the subject of a piece of work is in one.
    assert len(drop.to_text().encode()) < 2600
    assert all(len(each.name) <= LONGEST_NAME and each.name for each in files)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("figures.csv", "figures.csv"),
        ("  two \n lines.csv", "two lines.csv"),
        ("", UNNAMED),
        (None, UNNAMED),
        ("right\u202eto left.csv", UNNAMED),
        ("Mrs Jane Smith, 67F.csv", UNNAMED),
        ("NHS 999 000 0018.csv", UNNAMED),
        (
            "openprescribing-measure-by-practice-14L-ktt9.csv",
            "openprescribing-measure-by-prac…ktt9.csv",
        ),
    ],
)
def test_a_name_is_said_if_it_can_be(name: str | None, shown: str) -> None:
    assert GivenFile.named("F1", name).name == shown
