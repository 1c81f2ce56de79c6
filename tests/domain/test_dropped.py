"""How dropped files are remembered, and what they are called."""

from datetime import UTC, datetime

import pytest

from bot.domain.comparisons.dropped import AT_ONCE, LONGEST_NAME, UNNAMED, Drop, file_name

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_a_drop_is_remembered_as_it_was() -> None:
    drop = Drop("Ev0123456789", "U012345678", NOW, ("F0123456789",) * AT_ONCE)
    assert Drop.from_text(drop.to_text()) == drop
    # PostgreSQL's indexes take 2,704 bytes, and the subject of a piece of work is in one.
    assert len(drop.to_text()) < 2600


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("figures.csv", "figures.csv"),
        ("  two \n lines.csv", "two lines.csv"),
        ("", UNNAMED),
        (None, UNNAMED),
        ("right\u202eto left.csv", UNNAMED),
        ("Mrs Jane Smith, 67F.csv", UNNAMED),
        ("NHS 999 000 0018.csv", UNNAMED),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
        ("x" * 60 + "-ktt9.csv", "x" * 51 + "…ktt9.csv"),
    ],
)
def test_a_name_is_said_if_it_can_be(said: str | None, shown: str) -> None:
    assert file_name(said) == shown
