"""Counts that are not public already, as NHS England shows small numbers below national level.

0 is shown as 0, 1 to 7 as a star, all others rounded to the nearest five; a total is computed first
and then rounded. (The method of HES and ECDS since September 2018.) No other number is hidden for a
star's sake, since one rounded number less another could be several counts. All the parts of a table
beside their total can tell, if rarely (1, 18 and 18 of 37), so that such a table is never shown.
"""

from dataclasses import dataclass

STAR = "*"
FIRST_SHOWN = 8
NEAREST = 5


@dataclass(frozen=True, slots=True)
class ShownCount:
    """A count as it may be shown, and nothing of what it was: ``value`` is None for a star."""

    value: float | None

    def __str__(self) -> str:
        return STAR if self.value is None else f"{self.value:,.10g}"


def shown_count(count: float, public: bool) -> ShownCount:
    """What may be shown of a count or of a total. Raises ValueError for a negative one.

    A public one is shown as it is published. A weighted one (STAR-PU) is rounded like any other.
    """
    if count < 0:
        raise ValueError("a count cannot be negative")
    if public or count == 0:
        return ShownCount(float(count))
    nearest = int(count / NEAREST + 0.5) * NEAREST
    return ShownCount(float(nearest) if count > FIRST_SHOWN - 0.5 else None)
