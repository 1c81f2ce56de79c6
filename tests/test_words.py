"""What the bot can say about a practice blames nobody, ranks nobody and needs no traffic lights.

Read from the code: every sentence in it, whichever feature says it and however seldom.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.words import Said, blaming, said_by

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "storage")
WORDS_LOOKED_FOR = tuple(
    f"bot/domain/screening/{each}.py" for each in ("names", "vocabulary", "around", "contact")
)
SILENT = (
    "bot/playground",
    "storage/migrations",
    "bot/domain/talking/notions",
    *WORDS_LOOKED_FOR,
)
"""The playground is a Slack, not the bot; migrations, and lists of what others write, say nothing."""

SPEAKERS = ("bot/blocks", "bot/charts")
"""Here single words are shown as well, as labels."""

ALLOWED = {
    "move the clock at the top on": "where on the demo's page the clock is",
}
"""Words that are not about a practice, each with the reason."""


def modules(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        for module in sorted((ROOT / room).rglob("*.py")):
            if not module.relative_to(ROOT).as_posix().startswith(SILENT):
                yield module


def everything_said() -> list[Said]:
    return [
        said
        for module in modules(*ROOMS)
        for said in said_by(
            module,
            ROOT,
            single_words=module.relative_to(ROOT).as_posix().startswith(SPEAKERS),
        )
    ]


def without_allowed(text: str) -> str:
    for words in ALLOWED:
        text = text.replace(words, "")
    return text


def test_no_sentence_blames_ranks_or_colours() -> None:
    found = [
        (said, words)
        for said in everything_said()
        if (words := blaming(without_allowed(said.text)))
    ]
    assert found == []


def test_it_reads_what_the_bot_says() -> None:
    """Sentences with a gap, in dictionaries, in parts: all are seen, and there are many."""
    said = everything_said()
    assert len(said) > 2000
    whole = "\n".join(each.text for each in said)
    for known in (
        "Only you can see this.",  # a constant
        "This pulse has closed: {} of {} answered.",  # with gaps
        "the publisher gives no value for it",  # in a dictionary
        "no mark: not shown",  # in a picture
    ):
        assert known in whole


def test_all_that_is_allowed_is_still_said() -> None:
    said = [each.text for each in everything_said()]
    assert [words for words in ALLOWED if not any(words in text for text in said)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The worst practice of the group",
        "You slipped since last year",
        "Two outliers were left out",
        "Your practice is an Outlier.",
        "That is poor, and getting worse",
        "poorly performing practices",
        "Three practices are failing",
        "Your practice failed to reach the median",
        "It is lagging",
        "You are behind the others",
        "The league table of July",
        "ranked 4 of 83",
        "Your ranking",
        "in the bottom fifth of practices",
        "at the top of the group",
        "top 10 practices",
        "underperforming",
        "Bad prescribing",
        "In the red",
        "an amber flag",
        "RAG-rated",
        "🔴 High",
        ":large_green_circle: Low",
    ],
)
def test_what_must_not_be_said_would_be_found(sentence: str) -> None:
    assert blaming(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no league table, and never a ranking.",
        "Heart failure: on an ACE inhibitor",
        "Higher than about 8 in 10 similar practices",
        "Lower is usually better, though a higher figure can have good reasons.",
        "Share of practices referred, infrared",
        "The counts behind it are not published.",
        "Stop, drop-in, frank",
    ],
)
def test_what_may_be_said_is_left_alone(sentence: str) -> None:
    assert blaming(sentence) == []


def test_labels_that_judge_stay_where_a_publishers_are_reproduced() -> None:
    """Fingertips' Better and Worse are values to compute with; people read higher and lower."""
    used = [
        f"{module.relative_to(ROOT)}:{node.lineno} {node.attr}"
        for module in modules("bot/blocks", "bot/charts", "bot/services", "handlers")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.endswith(("BETTER", "WORSE"))
    ]
    assert used == []
