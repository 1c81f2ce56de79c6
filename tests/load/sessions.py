"""Sessions: what the screening catches, and how well and how fast practices are matched."""

from tests.load.figures import Figure
from tests.load.matching import measure_matching
from tests.load.screening import measure_screening


async def measure(quick: bool) -> list[Figure]:
    return [*await measure_screening(quick), *await measure_matching(quick)]
