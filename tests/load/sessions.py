"""Sessions: what the screening catches."""

from tests.load.figures import Figure
from tests.load.screening import measure_screening


async def measure(quick: bool) -> list[Figure]:
    return [*await measure_screening(quick)]
