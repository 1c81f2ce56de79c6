"""What is said of sources of figures, in each state that they can be in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks.comparisons.sources import render_trouble, say_source, title
from bot.domain.comparisons import ENGLAND
from bot.domain.sources import Source, SourceKind

ADDED = datetime(2026, 11, 1, 9, tzinfo=UTC)
LOOKED = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
LONDON = "Europe/London"
NEW = Source(7, SourceKind.FINGERTIPS, "91547", "command line", ADDED)
WELL = replace(NEW, checked_at=LOOKED, changed_at=datetime(2026, 11, 8, 2, 30, tzinfo=UTC))
SILENT = replace(WELL, failed_since=LOOKED, failures=3, reason="Fingertips cannot be reached.")
NEVER = replace(SILENT, changed_at=None)


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        (SourceKind.FINGERTIPS, "91547", "Fingertips indicator 91547"),
        (SourceKind.OPENPRESCRIBING, "saba:14L", "OpenPrescribing measure saba, practices of 14L"),
        (SourceKind.OPENPRESCRIBING, f"saba:{ENGLAND}", "OpenPrescribing measure saba, England"),
        (SourceKind.ODS, "14L", "ODS register of 14L"),
    ],
)
def test_each_source_has_a_name(kind: SourceKind, key: str, words: str) -> None:
    assert title(replace(NEW, kind=kind, key=key)) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (NEW, "Not fetched yet: a running bot does so at once."),
        (replace(NEW, checked_at=LOOKED), "02:30; it has brought nothing new."),
        (WELL, "Looked at Sun 22 Nov 2026 at 02:30; brought something new Sun 8 Nov 2026."),
        (SILENT, "(3 tries). Fingertips cannot be reached. What it brought before stays as it is;"),
        (NEVER, "(3 tries). Fingertips cannot be reached. It has not brought anything yet,"),
    ],
)
def test_the_list_says_how_each_stands(source: Source, words: str) -> None:
    line = say_source(source, LONDON)
    assert line.startswith("7: Fingertips indicator 91547")
    assert words in line


def test_who_has_older_figures_is_told_that_they_are_not_wrong() -> None:
    text = render_trouble(SILENT, LONDON).blocks[0]["text"]["text"]
    assert "it is from Sun 8 Nov 2026. Nobody sees wrong figures because of it, only older" in text


def test_who_has_none_is_not_told_of_older_ones() -> None:
    text = render_trouble(NEVER, LONDON).blocks[0]["text"]["text"]
    assert "It has not brought anything yet, and nothing else was changed.\n" in text
    assert "older" not in text


def test_a_register_has_no_file_to_send_instead() -> None:
    text = render_trouble(replace(SILENT, kind=SourceKind.ODS, key="14L"), LONDON)
    assert "send me the file" not in text.blocks[0]["text"]["text"]


def test_what_a_publisher_sent_is_no_markup() -> None:
    text = render_trouble(replace(SILENT, reason="It sent <!channel>."), LONDON)
    assert "&lt;!channel&gt;" in text.blocks[0]["text"]["text"]
