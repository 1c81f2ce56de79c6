"""Where figures come from by themselves: what is fetched, how that went, when it is tried again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.deeds import Deed

TOLD_AFTER = 3
"""So many times in a row a source may fail before anybody is told: most troubles pass."""

TOLD = Deed.DROP_FILE.roles

_SOON = (timedelta(hours=1), timedelta(hours=6))
_LATER = (timedelta(days=1), timedelta(days=1))


class SourceKind(StrEnum):
    FINGERTIPS = "fingertips"
    OPENPRESCRIBING = "openprescribing"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Source:
    """``key`` says what of it: "91547", "ktt9_antibiotics:14L" or "14L".

    ``etag`` and ``last_modified`` are the publisher's marks on what was taken last. ``failures`` are
    those in a row, since ``failed_since``; ``reason`` says in a sentence why the last one was.
    """

    id: int
    kind: SourceKind
    key: str
    added_by: str
    added_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    failed_since: datetime | None = None
    failures: int = 0
    reason: str | None = None

    @property
    def parts(self) -> tuple[str, str]:
        """The measure and the organisation of an OpenPrescribing source."""
        measure, _, organisation = self.key.partition(":")
        return measure, organisation

    @property
    def has_to_be_told(self) -> bool:
        """Whether this very failure is the one that people hear of."""
        return self.failures == TOLD_AFTER

    @property
    def needs_somebody(self) -> bool:
        return self.failures >= TOLD_AFTER


def next_try(failures: int, *, lasting: bool, after: timedelta = timedelta()) -> timedelta | None:
    """How long to wait after so many failures in a row; None: until the weekly round.

    ``lasting``: the publisher answers, but with something else, which an hour will not mend. ``after``
    is what it asked us to wait.
    """
    pauses = _LATER if lasting else _SOON
    return max(pauses[failures - 1], after) if failures <= len(pauses) else None


# ---- what somebody types

_INDICATOR = re.compile(r"[1-9]\d{0,6}")
_MEASURE = re.compile(r"[a-z0-9_]{1,60}")
ODS_CODE = re.compile(r"[A-Z0-9]{3,6}")

_TYPED = {
    SourceKind.FINGERTIPS: (
        (_INDICATOR,),
        "Say which indicator by its number, as in: peerbot source add fingertips 91547",
    ),
    SourceKind.OPENPRESCRIBING: (
        (_MEASURE, ODS_CODE),
        "Say which measure and for the practices of which body, as in: "
        "peerbot source add openprescribing ktt9_antibiotics 14L",
    ),
    SourceKind.ODS: (
        (ODS_CODE,),
        "Say which body by its ODS code, as in: peerbot source add ods 14L",
    ),
}


class NotASource(ValueError):
    """The words do not say what to fetch; the sentence says how it is written."""


def read_key(kind: SourceKind, words: Sequence[str]) -> str:
    """The key that these words mean: measures in small letters, codes in capitals. Raises NotASource."""
    patterns, sentence = _TYPED[kind]
    if len(words) != len(patterns):
        raise NotASource(sentence)
    typed = [
        word.strip().lower() if pattern is _MEASURE else word.strip().upper()
        for pattern, word in zip(patterns, words, strict=True)
    ]
    if not all(each.fullmatch(word) for each, word in zip(patterns, typed, strict=True)):
        raise NotASource(sentence)
    return ":".join(typed)
