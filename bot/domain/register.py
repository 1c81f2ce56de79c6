"""Finding a practice by what somebody types: its code, postcode or name, a misspelt one too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MOST = 50
FUZZY_FROM = 3  # letters: of fewer, anything is a misspelling
ALIKE = 74.0  # of 100
OF_THE_GROUP = 8.0  # points by which its own practices are taken to be meant rather than others

_SHORT = {"rd": "road", "ln": "lane", "ctr": "centre", "center": "centre", "med": "medical"}
_ANY = frozenset(
    [
        "surgery",
        "practice",
        "practices",
        "medical",
        "centre",
        "health",
        "the",
        "group",
        "partnership",
        "clinic",
        "dr",
        "drs",
        "and",
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """A practice as it is offered; ``own``: it is one of the group's."""

    ods_code: str
    name: str
    postcode: str | None = None
    own: bool = False


@dataclass(frozen=True)
class Lookup:
    """Practices, made ready to be searched with each letter that somebody types."""

    places: tuple[Place, ...]
    _names: list[str] = field(repr=False)
    _cores: list[str] = field(repr=False)
    _by_code: dict[str, Place] = field(repr=False)

    @classmethod
    def of(cls, places: Iterable[Place]) -> "Lookup":
        """The group's own first, each part by name."""
        kept = tuple(sorted(places, key=lambda each: (not each.own, each.name, each.ods_code)))
        names = [" " + " ".join(_words(each.name)) for each in kept]
        return cls(kept, names, [_core(each) for each in names], {it.ods_code: it for it in kept})

    def get(self, ods_code: str) -> Place | None:
        return self._by_code.get(ods_code)

    def find(self, typed: str, most: int = MOST) -> list[Place]:
        """What may be meant, the likeliest first; the group's own go before others that fit as well."""
        words = _words(typed)
        if not words:
            return list(self.places[:most])
        good = self._fitting(words)
        if len(good) < most and sum(map(len, words)) >= FUZZY_FROM:
            known = set(good)
            good += [each for each in self._alike(words, most) if each not in known]
        return [self.places[each] for each in good[:most]]

    def _fitting(self, words: Sequence[str]) -> list[int]:
        """By the beginning of code or postcode, or of a word of the name for each that was typed."""
        run = "".join(words)
        starts = [f" {each}" for each in words]
        found = [
            number
            for number, (place, name) in enumerate(zip(self.places, self._names, strict=True))
            if all(each in name for each in starts)
            or (len(run) > 1 and (_run(place.ods_code).startswith(run) or _at(place, run)))
        ]
        whole = " ".join(words)

        def rank(number: int) -> tuple[bool, bool, bool]:
            place, name = self.places[number], self._names[number]
            return _run(place.ods_code) != run, not place.own, not name.startswith(f" {whole}")

        return sorted(found, key=rank)

    def _alike(self, words: Sequence[str], most: int) -> list[int]:
        from rapidfuzz import fuzz, process  # only where somebody looks for a practice

        typed = _core(" ".join(words))
        found = process.extract(
            typed, self._cores, scorer=fuzz.WRatio, limit=2 * most, score_cutoff=ALIKE
        )
        scored = [
            (score + OF_THE_GROUP * self.places[number].own, number) for _, score, number in found
        ]
        return [number for _, number in sorted(scored, key=lambda each: (-each[0], each[1]))]


def _words(text: str) -> list[str]:
    plain = re.sub(r"['’]", "", text.casefold()).replace("&", " and ")
    return [_SHORT.get(each, each) for each in re.findall(r"\w+", plain)]


def _core(name: str) -> str:
    """Without what half of all practices are called; all of it where nothing else is there."""
    words = name.split()
    return " ".join(each for each in words if each not in _ANY) or name.strip()


def _run(code: str) -> str:
    return code.casefold().replace(" ", "")


def _at(place: Place, run: str) -> bool:
    return place.postcode is not None and _run(place.postcode).startswith(run)
