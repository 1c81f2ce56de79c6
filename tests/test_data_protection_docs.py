"""The documents for data protection say what the code does, and name only what there is."""

import re
from pathlib import Path

import pytest

from bot.blocks.rights.record import written_into

DOCS = Path(__file__).parents[1] / "docs"


def test_the_record_of_processing_is_the_one_the_code_makes() -> None:
    """Made again with ``written_into`` of bot/blocks/rights/record.py."""
    text = (DOCS / "dpia.md").read_text(encoding="utf-8")
    assert written_into(text) == text


@pytest.mark.parametrize("name", ["dpia.md", "dtac.md"])
def test_all_evidence_that_is_named_is_there(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    root = DOCS.parent
    named = re.findall(r"`((?:tests|bot|docs|\.ci)/[\w/.]+)`", text)
    assert named
    assert [each for each in named if not (root / each).exists()] == []
    links = re.findall(r"\]\((\w[\w-]*\.md)\)", text)
    assert [each for each in links if not (DOCS / each).exists()] == []
