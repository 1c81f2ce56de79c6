"""Comparisons: taking figures in, answering in text, and drawing, one after the other."""

from tests.load.answers import measure_answers
from tests.load.figures import Figure
from tests.load.importing import measure_import
from tests.load.pictures import measure_pictures


async def measure(quick: bool) -> list[Figure]:
    return [
        *await measure_import(quick),
        *await measure_answers(quick),
        *await measure_pictures(quick),
    ]
