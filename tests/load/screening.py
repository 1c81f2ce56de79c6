"""Screening: how much of the labelled lines is caught, how much of it rightly, and how fast."""

import time

from bot.domain.screening import Kind, kinds_found
from tests.load.figures import Figure
from tests.support.labelled import Line, lines, scored

LONGEST = 3000  # characters: as much as a box of Slack's takes
TIMES = 20


async def measure_screening(quick: bool) -> list[Figure]:
    labelled = lines()
    return [
        *_goals(labelled),
        *_of_each_kind(labelled),
        _speed(labelled, 3 if quick else TIMES),
    ]


def _goals(labelled: list[Line]) -> list[Figure]:
    score = scored(labelled)
    passed = len(labelled) - score.caught - score.missed
    parts = {
        part: [round(found.recall, 4), round(found.precision, 4)]
        for part in sorted({each.part for each in labelled})
        for found in [scored([each for each in labelled if each.part == part])]
    }
    return [
        Figure(
            "screening_recall",
            [score.recall],
            "share of lines to be caught",
            ">= 0.98",
            {"lines": score.caught + score.missed, "recall_and_precision_by_part": parts},
        ),
        Figure(
            "screening_precision",
            [score.precision],
            "share of lines caught",
            ">= 0.95",
            {"lines_to_pass": passed},
        ),
    ]


def _of_each_kind(labelled: list[Line]) -> list[Figure]:
    """For information: a line that is caught as another kind is refused all the same."""
    found = ((kind, scored(labelled, kind)) for kind in Kind)
    return [
        Figure(
            f"screening_recall_{kind}",
            [score.recall],
            "share of lines with it",
            more={"lines": score.caught + score.missed, "precision": round(score.precision, 4)},
        )
        for kind, score in found
    ]


def _speed(labelled: list[Line], times: int) -> Figure:
    """In our own time of the processor, so that a busy machine does not count."""
    text = " ".join(each.text for each in labelled)[:LONGEST]
    samples = []
    for _ in range(times):
        begun = time.process_time()
        kinds_found(text)
        samples.append((time.process_time() - begun) * 1000)
    return Figure("screening_3000_characters_ms", samples, "ms")
