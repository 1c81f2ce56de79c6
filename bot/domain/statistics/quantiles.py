"""Where values lie in a list of values, with linear interpolation."""

import math
from collections.abc import Sequence


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the values lie below, with linear interpolation.

    The same as PERCENTILE_CONT, numpy's and Excel's inclusive rule: Hyndman and Fan, 1996, type 7.
    Raises ValueError without values.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("a quantile needs values, and a share between 0 and 1")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
