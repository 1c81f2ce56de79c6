"""Opens a file that somebody handed over, and tells from its content what it is.

Whatever cannot be read is refused as a whole with one sentence, and nothing of it is kept.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from bot.errors import InvalidInput
from bot.sources import fingertips, openprescribing, openprescribing_lists, qof, tidy
from bot.sources.openprescribing_json import MeasuresReader
from bot.sources.patients import refuse_columns
from bot.sources.people import MEMBER_COLUMNS, PRACTICE_COLUMNS
from bot.sources.readers import Known, Reader
from bot.sources.tables import column_name

FileLike = bytes | Path
HEAD = 64 * 1024
"""Bytes looked at to tell what a file is: the heading line is within them."""


class Kind(StrEnum):
    """What a file that can be read holds."""

    FINGERTIPS = "Fingertips figures"
    OPENPRESCRIBING = "OpenPrescribing figures"
    MEASURES = "OpenPrescribing measures"
    LIST_SIZES = "OpenPrescribing list sizes"
    SPENDING = "OpenPrescribing items"
    ACHIEVEMENT = "QOF achievement"
    PREVALENCE = "QOF prevalence"
    TIDY = "figures"
    PRACTICES = "practices"
    MEMBERS = "members"

    @property
    def is_people(self) -> bool:
        """Whether it is a list of the group's own, and no figures."""
        return self in (Kind.PRACTICES, Kind.MEMBERS)


@dataclass(frozen=True, slots=True)
class Opened:
    """A readable file: what it holds, the hash that names it, and its text from the start."""

    kind: Kind
    sha256: str
    text: TextIOWrapper

    def reader(self, name: str, known: Known) -> Reader:
        """Reads its figures. ``name`` is asked for what some publishers write nowhere else.

        Raises InvalidInput for a list of people, and where the name lacks what it should have.
        """
        match self.kind:
            case Kind.FINGERTIPS:
                return fingertips.FingertipsReader(self.text, known)
            case Kind.OPENPRESCRIBING:
                return openprescribing.OpenPrescribingReader(self.text, known)
            case Kind.MEASURES:
                return MeasuresReader(self.text, known)
            case Kind.LIST_SIZES:
                return openprescribing_lists.list_sizes(self.text, known)
            case Kind.SPENDING:
                return openprescribing_lists.spending(self.text, known, name)
            case Kind.ACHIEVEMENT:
                return qof.AchievementReader(self.text, known, name)
            case Kind.PREVALENCE:
                return qof.PrevalenceReader(self.text, known, name)
            case Kind.TIDY:
                return tidy.TidyReader(self.text, known)
        raise InvalidInput(
            f"This is a list of {self.kind}, not of figures. `peerbot import` takes it in as such "
            "when it is saved as CSV in UTF-8."
        )


@contextmanager
def opened(file: FileLike) -> Iterator[Opened]:
    """Open a file for reading, whatever its name. Raises InvalidInput with a sentence to be read."""
    with _binary(file) as stream:
        head = stream.read(HEAD)
        kind = detect(head)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        stream.seek(0)
        # A stray byte in a name must not stop an import; in a code or number it refuses the row.
        text = TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        yield Opened(kind, digest, text)


def _binary(file: FileLike) -> BinaryIO:
    if isinstance(file, bytes):
        return BytesIO(file)
    if file.is_dir():
        raise InvalidInput("That is a folder: name one file in it.")
    if not file.exists():
        raise InvalidInput("There is no file of that name.")
    return file.open("rb")


def detect(head: bytes) -> Kind:
    """What a file is, by its first bytes. Raises InvalidInput for what Peerbot does not read."""
    for magic, sentence in _NOT_TEXT:
        if head.startswith(magic):
            raise InvalidInput(sentence)
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not begins:
        raise InvalidInput("The file is empty.")
    if b"\x00" in head:
        raise InvalidInput(f"This is not a text file. {_FIGURES_PLEASE}")
    if begins.startswith(b"<"):
        raise InvalidInput(f"This is a web page, not a file of figures. {_FIGURES_PLEASE}")
    text = head.decode("utf-8-sig", errors="replace")
    if begins.startswith((b"{", b"[")):
        return _known_kind({column_name(each): each for each in _names(text)}, _JSON)
    return _known_kind(_heading(text), _CSV)


def _known_kind(
    heading: dict[str, str], kinds: dict[Kind, Callable[[frozenset[str]], bool]]
) -> Kind:
    refuse_columns(heading)
    columns = frozenset(heading)
    for kind, fits in kinds.items():
        if fits(columns):
            return kind
    if len(heading) == 1 and any(sign in next(iter(heading.values())) for sign in ";\t"):
        raise InvalidInput(_OTHER_SIGN)
    raise InvalidInput(f"Peerbot does not know this kind of file. {_FIGURES_PLEASE}")


_OTHER_SIGN = (
    "The columns of this file are not separated by commas. Save it again as CSV with commas "
    "between the columns."
)
_FIGURES_PLEASE = (
    "It takes a CSV from Fingertips, a measure's CSV or JSON from OpenPrescribing, the QOF's CSVs, "
    "a plain table (practice_code, indicator_id, period, numerator, denominator), a list of "
    "practices (ods_code, name) or a list of members (slack_user, practice, role, formal_role)."
)
_NOT_TEXT = (
    (
        b"%PDF",
        f"This is a PDF, which holds pictures of figures, not the figures. {_FIGURES_PLEASE}",
    ),
    (
        b"PK\x03\x04",
        f"This is an Excel workbook or a zip archive: save the sheet as CSV. {_FIGURES_PLEASE}",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        f"This is an old Excel workbook: save the sheet as CSV. {_FIGURES_PLEASE}",
    ),
    (b"\x1f\x8b", "This is a compressed file: unpack it first, then import what is in it."),
    (b"\xff\xfe", "This file is saved as Unicode (UTF-16) text: save it as CSV in UTF-8."),
    (b"\xfe\xff", "This file is saved as Unicode (UTF-16) text: save it as CSV in UTF-8."),
)
_CSV: dict[Kind, Callable[[frozenset[str]], bool]] = {
    Kind.FINGERTIPS: fingertips.NEEDED.issubset,
    Kind.OPENPRESCRIBING: frozenset(openprescribing.COLUMNS).issubset,
    Kind.ACHIEVEMENT: qof.ACHIEVEMENT.issubset,
    Kind.PREVALENCE: qof.PREVALENCE.issubset,
    Kind.PRACTICES: frozenset(PRACTICE_COLUMNS).issubset,
    Kind.MEMBERS: frozenset(MEMBER_COLUMNS).issubset,
    Kind.TIDY: tidy.is_tidy,
}
_JSON: dict[Kind, Callable[[frozenset[str]], bool]] = {
    Kind.LIST_SIZES: {"row_id", "date", openprescribing_lists.LIST_SIZE}.issubset,
    Kind.SPENDING: {"row_id", "date", openprescribing_lists.ITEMS}.issubset,
    Kind.MEASURES: {"numerator", "denominator", "date"}.issubset,
}
_NAME = re.compile(r'"([A-Za-z][^"\\\n]{0,60})"\s*:')


def _heading(text: str) -> dict[str, str]:
    """The first line's columns: as words joined by underscores, and as written."""
    try:
        first = next(csv.reader(text.lstrip().splitlines()[:1]), [])
    except csv.Error:
        return {}
    return {column_name(each): each.strip() for each in first}


def _names(text: str) -> list[str]:
    """The names of what is in a JSON file, as far as it was looked into."""
    return _NAME.findall(text)
