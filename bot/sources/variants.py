"""The several series of one Fingertips indicator, and which keys and names they get.

A series is a sex, an age and a length of period. One of a file's series for an indicator is its main
one and has the plain key, ``ft_91547``: the series by year before others, both sexes together before
one, all ages before the widest span of years. Others have sex and age in their key
(``ft_93468_persons_65_yrs``), and the length in months where it is not a year (``ft_93415_persons_
all_ages_3m``). That depends on what is in the file and not on its order, nor on what was there first:
where the plain key is taken already by an indicator of another age or length, no series of the file
gets it.
"""

import re
from typing import NamedTuple

from bot.domain.comparisons import Reason
from bot.domain.indicators import Indicator, Polarity, Publisher, Theme
from bot.sources.evidence import Verdict
from bot.sources.readers import Known

PUBLISHER = Publisher(
    "OHID Fingertips (Office for Health Improvement and Disparities)",
    "Open Government Licence v3.0",
)
COUNTED = "counted by the indicator"
YEAR = 12
OLDEST = 200
BOTH = "persons"
ALL_AGES = "all ages"

_AGES = re.compile(r"(\d{1,3})(?: ?(\+)|(?: ?[-–] ?(\d{1,3})))? ?(?:yrs|years|yr|year)?")
_UNDER = re.compile(r"(?:<|under) ?(\d{1,3}).*")


class Variant(NamedTuple):
    """One series of one indicator, as the file names it; ``months`` is how long a period is."""

    indicator_id: str
    sex: str
    age: str
    months: int

    @property
    def people(self) -> str:
        """Of whom it is, in words."""
        sex, age = self.sex.lower() or BOTH, self.age.lower()
        who = {"persons": "people", "female": "women and girls", "male": "men and boys"}.get(
            sex, sex
        )
        return who if not age or age == ALL_AGES else f"{who}, {self.age}"

    @property
    def slug(self) -> str:
        length = "" if self.months == YEAR else f"{self.months}m"
        parts = (self.sex.lower() or BOTH, self.age.lower() or "no age", length)
        return "_".join(_slug(each) for each in parts if each)

    @property
    def order(self) -> tuple[int, bool, int, int, str]:
        """The main one of several comes first."""
        low, high = _span(self.age)
        by_year = abs(self.months - YEAR)
        return (by_year, self.sex.lower() not in ("", BOTH), low - high, low, self.slug)


class Variants:
    """The series of one file."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._names: dict[str, str] = {}
        self._of: dict[str, set[Variant]] = {}
        self._by_series: dict[str, Variant] = {}

    def add(self, variant: Variant, name: str) -> str:
        """The reader's own name of the series."""
        series = f"{variant.indicator_id} {variant.slug}"
        self._by_series.setdefault(series, variant)
        self._of.setdefault(variant.indicator_id, set()).add(self._by_series[series])
        if name:
            self._names.setdefault(variant.indicator_id, name)
        return series

    def indicator(self, series: str, verdict: Verdict) -> Indicator | Reason:
        variant = self._by_series[series]
        key = _key(variant.indicator_id)
        theirs = self._of[variant.indicator_id]
        plain = variant == min(theirs, key=lambda each: each.order) and self._fits(key, variant)
        if not plain:
            key = f"{key}_{variant.slug}"
        known = self._known.get(key)
        if known is not None:
            return known if known.period_months == variant.months else Reason.OTHER_PERIOD
        return self._new(key, variant, verdict, alone=plain and len(theirs) == 1)

    def _fits(self, key: str, variant: Variant) -> bool:
        """Whether an indicator that has the key already may be of the same series."""
        known = self._known.get(key)
        if known is None:
            return True
        made_from_a_file = known.counted == COUNTED
        of_others = made_from_a_file and known.against != variant.people
        return known.period_months == variant.months and not of_others

    def _new(self, key: str, variant: Variant, verdict: Verdict, *, alone: bool) -> Indicator:
        name = self._names.get(variant.indicator_id, f"Fingertips indicator {variant.indicator_id}")
        if not alone:
            name = f"{name} ({variant.people})"
        kin = self._known.get(_key(variant.indicator_id))
        return Indicator(
            key,
            name,
            f"How do we compare on {name}?",
            unit=verdict.unit,
            counted=COUNTED,
            against=variant.people,
            polarity=kin.polarity if kin else Polarity.NO_JUDGEMENT,
            value_type=verdict.value_type,
            publisher=PUBLISHER,
            multiplier=verdict.multiplier,
            period_months=variant.months,
            theme=kin.theme if kin else Theme.OTHER,
        )


def _key(indicator_id: str) -> str:
    return f"ft_{int(indicator_id)}"


def _slug(words: str) -> str:
    """``65+ yrs`` and ``65 yrs`` are two: the plus is said."""
    plain = words.replace("+", " plus ").replace("<", "under ")
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def _span(age: str) -> tuple[int, int]:
    """From and up to which age; an age that is not understood spans nothing."""
    plain = age.lower().strip()
    if plain in ("", ALL_AGES):
        return 0, OLDEST
    if under := _UNDER.fullmatch(plain):
        return 0, int(under[1])
    found = _AGES.fullmatch(plain)
    if found is None:
        return 0, 0
    low = int(found[1])
    return low, OLDEST if found[2] else int(found[3] or low) + 1
