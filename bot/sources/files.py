"""Opens a file that somebody handed over, and tells from its content what it is.

Whatever cannot be read is refused as a whole with one sentence, and nothing of it is kept.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from bot.errors import InvalidInput
from bot.sources import openprescribing
from bot.sources.people import MEMBER_COLUMNS, PRACTICE_COLUMNS, column_name

FileLike = bytes | Path
HEAD = 64 * 1024
"""Bytes looked at to tell what a file is: the heading line is within them."""


class Kind(StrEnum):
    """What a file that can be read holds."""

    OPENPRESCRIBING = "openprescribing"
    PRACTICES = "practices"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Opened:
    """A readable file: what it holds, the hash that names it, and its text from the start."""

    kind: Kind
    sha256: str
    text: TextIOWrapper


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
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InvalidInput("The file is empty.")
    if b"\x00" in head:
        raise InvalidInput(f"This is not a text file. {_CSV_PLEASE}")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[", b"<")):
        raise InvalidInput(f"This is JSON or a web page, not a CSV. {_CSV_PLEASE}")
    heading = _heading(head.decode("utf-8-sig", errors="replace"))
    _refuse_patients(heading)
    for kind, needed in _HEADINGS.items():
        if needed <= heading.keys():
            return kind
    if len(heading) == 1 and any(sign in next(iter(heading.values())) for sign in ";\t"):
        raise InvalidInput(_OTHER_SIGN)
    raise InvalidInput(f"Peerbot does not know this kind of file. {_CSV_PLEASE}")


_OTHER_SIGN = (
    "The columns of this file are not separated by commas. Save it again as CSV with commas "
    "between the columns."
)
_CSV_PLEASE = (
    "It takes a measure's CSV from OpenPrescribing (its columns are "
    f"{', '.join(openprescribing.COLUMNS)}), or a list of practices or members as a CSV."
)
_NOT_TEXT = (
    (b"%PDF", f"This is a PDF, which holds pictures of figures, not the figures. {_CSV_PLEASE}"),
    (
        b"PK\x03\x04",
        f"This is an Excel workbook or a zip archive: save the sheet as CSV. {_CSV_PLEASE}",
    ),
    (b"\xd0\xcf\x11\xe0", f"This is an old Excel workbook: save the sheet as CSV. {_CSV_PLEASE}"),
    (b"\x1f\x8b", "This is a compressed file: unpack it first, then import what is in it."),
    (b"\xff\xfe", "This file is saved as Unicode (UTF-16) text: save it as CSV in UTF-8."),
    (b"\xfe\xff", "This file is saved as Unicode (UTF-16) text: save it as CSV in UTF-8."),
)

_HEADINGS = {
    Kind.OPENPRESCRIBING: frozenset(openprescribing.COLUMNS),
    Kind.PRACTICES: frozenset(PRACTICE_COLUMNS),
    Kind.MEMBERS: frozenset(MEMBER_COLUMNS),
}


def _heading(text: str) -> dict[str, str]:
    """The first line's columns: as words joined by underscores, and as written."""
    try:
        first = next(csv.reader(text.lstrip().splitlines()[:1]), [])
    except csv.Error:
        return {}
    return {column_name(each): each.strip() for each in first}


_PATIENT_COLUMNS = re.compile(
    r"patient|(.*_)?(nhs_?(no|num|number)|dob|date_of_birth|birth_?date|surname|forenames?|"
    r"(first|last|family|given|patient)_?name|patient_?(id|no|number|identifier)|"
    r"hospital_(no|number)|mrn|emis_(no|number|id)|chi_(no|number)|ni_number|next_of_kin)(_.*)?"
)


def _refuse_patients(heading: dict[str, str]) -> None:
    found = [written for name, written in heading.items() if _PATIENT_COLUMNS.fullmatch(name)]
    if found:
        raise InvalidInput(
            f"This file has a column about single patients or people ({found[0][:40]}). "
            "Peerbot needs no patient data and has kept nothing of it: "
            "please use figures for whole practices."
        )
