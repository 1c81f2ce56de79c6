"""Whether what a publisher sent still has the shape that Peerbot knows; if not, a sentence says so."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from bot.sources.sites import Site
from bot.sources.troubles import SourceChanged

HEADING = 20_000  # characters: the heading line of any file that we know is far shorter
SHOWN = 3  # missing columns that are named

T = TypeVar("T")


def check_columns(file: Path, needed: Iterable[str], site: Site) -> None:
    """Raises SourceChanged, naming what is missing, where a CSV's heading lacks a column."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        line = text.readline(HEADING)
    try:
        heading = {column.strip().lower() for column in next(csv.reader([line]), [])}
    except csv.Error:
        heading = set()
    missing = [each for each in needed if each.lower() not in heading]
    if missing:
        named = ", ".join(f"“{each}”" for each in missing[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        raise SourceChanged(
            f"{site.name} has changed the columns of its table: {named}{more} cannot be found, so "
            "nothing was taken."
        )


class Shape:
    """Takes JSON apart, and says which publisher's answer is not as expected, and where."""

    def __init__(self, site: Site, what: str) -> None:
        self._site = site
        self._what = what

    def need(self, data: Any, *path: str, as_a: type[T]) -> T:
        """What is at that path of names, of that type. Raises SourceChanged."""
        found = self.maybe(data, *path, as_a=as_a)
        if found is None:
            raise self.changed(*path)
        return found

    def maybe(self, data: Any, *path: str, as_a: type[T]) -> T | None:
        """The same; None where it, or the way to it, is left out."""
        for name in path:
            if not isinstance(data, dict):
                raise self.changed(*path)
            data = data.get(name)
            if data is None:
                return None
        if not isinstance(data, as_a):
            raise self.changed(*path)
        return data

    def rows(self, data: Any, *path: str) -> list[dict[str, Any]]:
        """The objects in the list at that path; none where it is left out."""
        found = self.maybe(data, *path, as_a=list) or []
        if not all(isinstance(each, dict) for each in found):
            raise self.changed(*path)
        return found

    def changed(self, *missing: str) -> SourceChanged:
        return SourceChanged(
            f"{self._site.name} has changed how it sends {self._what}: "
            f"{'.'.join(missing) or 'a list'} is not as it was, so nothing was taken."
        )
