"""What practices are compared by to find those that are alike, in units that can be added up.

Each trait is standardised over all practices among which peers are looked for. Its middle and spread
are the median and the interquartile range, so that a few very large practices do not set the scale.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.statistics import quantile

_IQR_OF_NORMAL = 1.349  # standard deviations between the quarters of a normal distribution


class Trait(StrEnum):
    """What practices are compared by, to find those that are alike."""

    LIST_SIZE = "list_size"
    DEPRIVATION = "deprivation"
    AGE = "age"
    RURALITY = "rurality"

    @property
    def words(self) -> str:
        return _TRAIT_WORDS[self]


_TRAIT_WORDS = {
    Trait.LIST_SIZE: "list size",
    Trait.DEPRIVATION: "deprivation",
    Trait.AGE: "share of patients aged 65 and over",
    Trait.RURALITY: "urban or rural",
}

MEASURED = (Trait.LIST_SIZE, Trait.DEPRIVATION, Trait.AGE)
"""Those in which practices can be nearer or further; the setting is the same or it is not."""


TRAIT_INDICATORS = {
    "ft_114": Trait.LIST_SIZE,  # QOF total list size
    "op_total_list_size": Trait.LIST_SIZE,  # OpenPrescribing's
    "ft_93553": Trait.DEPRIVATION,  # IMD 2019 score
    "ft_93468": Trait.AGE,  # registered patients by age group: those aged 65 and over
    "ft_93468_persons_65_plus_yrs": Trait.AGE,
}
"""Imported figures that say what a practice is like; by the key of the indicator."""


class Pool(StrEnum):
    """Among which practices peers are looked for."""

    GROUP = "group"
    PCN = "pcn"
    ENGLAND = "england"


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a practice, None where it is not.

    ``imd_score`` is the Index of Multiple Deprivation's, higher for more deprived; ``imd_decile`` is
    1 for the most deprived. ``over_65`` is a share, 0 to 1. ``pcn`` is the code of its network.
    """

    ods_code: str
    list_size: int | None = None
    imd_score: float | None = None
    over_65: float | None = None
    rural: bool | None = None
    imd_decile: int | None = None
    pcn: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to tell near from far by."""
        measured = (self.list_size, self.imd_score, self.imd_decile, self.over_65)
        return any(each is not None for each in measured)


Point = tuple[float | None, ...]
"""A practice's measured traits in standard units, in the order of MEASURED."""


Near = tuple[float, str, Traits]
"""How far a practice is from one's own, its code, and the practice."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The middle of a trait and how far practices usually are from it."""

    middle: float
    spread: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "_Scale":
        lower, middle, upper = (quantile(values, share) for share in (0.25, 0.5, 0.75))
        spread = (upper - lower) / _IQR_OF_NORMAL
        # Half of them the same: then the distance of the others from these.
        spread = spread or sum(abs(each - middle) for each in values) / len(values)
        return cls(middle, spread or 1.0)

    def standard(self, value: float | None) -> float | None:
        return None if value is None else (value - self.middle) / self.spread


@dataclass(frozen=True, slots=True)
class Candidates:
    """Practices among which peers are looked for: each with its measured traits in standard units.

    ``usable`` are the traits that are known of most of them: by one that is known of few, peers would
    be those few. ``by_decile``: deprivation is known by decile for more of them than by score.
    """

    practices: tuple[Traits, ...]
    usable: tuple[Trait, ...]
    by_decile: bool
    _scales: Mapping[Trait, _Scale]
    _points: tuple[Point, ...]
    _by_places: dict[tuple[int, ...], list[tuple[Traits, tuple[float, ...]]]] = field(
        default_factory=dict, compare=False
    )

    @classmethod
    def among(cls, practices: Iterable[Traits]) -> "Candidates":
        known = tuple(sorted(practices, key=lambda each: each.ods_code))
        by_decile = _known(each.imd_decile for each in known) > _known(
            each.imd_score for each in known
        )
        values = {
            trait: [
                value for each in known if (value := measure(each, trait, by_decile)) is not None
            ]
            for trait in MEASURED
        }
        most = max(map(len, values.values()), default=0)
        usable = tuple(
            trait for trait in MEASURED if values[trait] and 2 * len(values[trait]) >= most
        )
        scales = {trait: _Scale.of(values[trait]) for trait in usable}
        points = tuple(_point(each, scales, by_decile) for each in known)
        return cls(known, usable, by_decile, scales, points)

    def point(self, practice: Traits) -> Point:
        return _point(practice, self._scales, self.by_decile)

    def near(self, own: Traits, used: Sequence[Trait]) -> list[Near]:
        """How far each is from one's own, of those with all these traits known; not one's own."""
        places = [MEASURED.index(trait) for trait in used]
        point = self.point(own)
        here = [value for place in places if (value := point[place]) is not None]
        return [
            # Rounded, so that those equally near are so whatever a computer makes of it.
            (round(math.dist(here, there), 9), practice.ods_code, practice)
            for practice, there in self._complete(tuple(places))
            if practice.ods_code != own.ods_code
        ]

    def _complete(self, places: tuple[int, ...]) -> list[tuple[Traits, tuple[float, ...]]]:
        """Those of which these are known, each with these alone; put together once."""
        if places not in self._by_places:
            self._by_places[places] = [
                (practice, known)
                for practice, point in zip(self.practices, self._points, strict=True)
                if len(known := tuple(v for place in places if (v := point[place]) is not None))
                == len(places)
            ]
        return self._by_places[places]


def _known(values: Iterable[float | None]) -> int:
    return sum(each is not None for each in values)


def measure(practice: Traits, trait: Trait, by_decile: bool) -> float | None:
    """In a unit in which equal steps mean the same; for deprivation, higher is more deprived."""
    if trait is Trait.LIST_SIZE:
        return math.log(practice.list_size) if practice.list_size else None
    if trait is Trait.AGE:
        return practice.over_65
    if by_decile:
        return None if practice.imd_decile is None else 11.0 - practice.imd_decile
    return practice.imd_score


def _point(practice: Traits, scales: Mapping[Trait, _Scale], by_decile: bool) -> Point:
    return tuple(
        scales[trait].standard(measure(practice, trait, by_decile)) if trait in scales else None
        for trait in MEASURED
    )
