"""The labelled lines: as tired people type them, half to be caught and half to pass."""

from pathlib import Path

import pytest

from bot.domain.screening import Kind, kinds_found
from tests.support.labelled import Line, lines, scored

LINES = lines()
# Other words stand between name and age, as they do with colleagues; initials and age look like a code.
KNOWN_MISSES = {
    "Gladys from Oak Lodge, 92F",
    "Jean Pemberton DOB unknown, 83 yrs",
    "Sister Bernadette, 79, resident",
    "KL59F",
}


def test_the_set_is_large_balanced_and_says_why() -> None:
    caught = [each for each in LINES if each.is_to_be_caught]
    assert len(caught) >= 150
    assert len(LINES) - len(caught) >= 150
    assert len({each.text for each in LINES}) == len(LINES)
    assert all(each.why for each in LINES)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text[:40])
def test_a_line_is_caught_or_passes_as_its_label_says(line: Line) -> None:
    if line.text not in KNOWN_MISSES:
        assert bool(kinds_found(line.text)) == line.is_to_be_caught, line.why


def test_recall_and_precision_reach_their_goals() -> None:
    score = scored(LINES)
    assert score.recall >= 0.98
    assert score.precision >= 0.95


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_lines_and_is_found_by_its_own_name(kind: Kind) -> None:
    score = scored(LINES, kind)
    assert score.caught >= 3
    assert score.recall >= 0.95


def test_the_documentation_has_each_kind_in_the_words_that_people_read() -> None:
    text = (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")
    rows = [each.split(" | ")[:2] for each in text.splitlines() if each.startswith("| `")]
    table = [row for row in rows if "(" not in row[0]]
    kinds = [[f"| `{kind}`", kind.words] for kind in Kind]
    assert table == kinds
    assert f"({len(LINES)} lines" in text
