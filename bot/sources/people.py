"""Reads the two small CSV files that a new group begins with: its practices and its members."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.domain.comparisons import is_practice
from bot.domain.comparisons.traits import Traits
from bot.domain.people import Member, Practice, Role
from bot.errors import InvalidInput
from bot.sources.tables import column_name

PRACTICE_COLUMNS = {"ods_code", "name"}  # beside them, where they are known: list_size, imd_decile
MEMBER_COLUMNS = {"slack_user", "practice", "role", "formal_role"}
PCN_CODE = re.compile(r"U\d{5}")
SLACK_USER = re.compile(r"[UW][A-Z0-9]{2,}")
NAME = 200  # characters in a practice's name
LARGEST = 10_000_000  # more patients than any practice has
MOST_DEPRIVED = 100  # the highest that an IMD score can be
_RURAL = {"rural": True, "urban": False, "": None}
LARGEST_LIST = 5_000_000  # bytes: a list of people is read as a whole
_YES_NO = {"yes": True, "no": False, "": None, "unknown": None}


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row that cannot be used; ``row`` as a spreadsheet counts, the heading being 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What a file says; members with their row, since their practice is checked later.

    ``traits`` are what it says of its practices, for finding peers by.
    """

    name: str
    practices: tuple[Practice, ...]
    members: tuple[tuple[int, Member], ...]
    refused: tuple[Refusal, ...]
    traits: tuple[Traits, ...] = ()


def read_people(text: str, name: str) -> PeopleFile:
    """Raises InvalidInput when the headings are of neither file."""
    rows = _numbered(text)
    _, heading = next(rows, (1, []))
    columns = [column_name(each) for each in heading]
    if PRACTICE_COLUMNS.issubset(columns):
        found, refused = _each(rows, columns, _practice_and_traits, lambda each: each[0].ods_code)
        practices = tuple(practice for _, (practice, _) in found)
        return PeopleFile(name, practices, (), refused, tuple(traits for _, (_, traits) in found))
    if MEMBER_COLUMNS.issubset(columns):
        members, refused = _each(rows, columns, _member, lambda member: member.slack_user_id)
        return PeopleFile(name, (), tuple(members), refused)
    raise InvalidInput(
        "This is neither a practices file (ods_code, name, and if you have them list_size and "
        "imd_decile) nor a members file (slack_user, practice, role, formal_role)."
    )


def read_people_file(path: Path, name: str, of: str) -> PeopleFile:
    """A list ``of`` practices or members. Raises InvalidInput, in a sentence."""
    if path.stat().st_size > LARGEST_LIST:
        raise InvalidInput(f"This list of {of} is too large: more than 5 MB.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(
            f"This list of {of} is not in UTF-8, so its accents would be lost. Save it again as "
            "“CSV UTF-8”."
        ) from None
    return read_people(text, name)


Row = dict[str, str]
T = TypeVar("T")


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number, blank ones counted and left out; one that cannot be read is []."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=None))
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error:
            yield number, []
            continue
        if row is None:
            return
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield number, cells


def _each(
    rows: Iterator[tuple[int, list[str]]],
    columns: list[str],
    read: Callable[[Row], T],
    name_of: Callable[[T], str],
) -> tuple[list[tuple[int, T]], tuple[Refusal, ...]]:
    taken, refused = [], []
    seen: dict[str, int] = {}
    for number, cells in rows:
        try:
            if not cells:
                raise ValueError("it cannot be read: one of its fields is too long")
            if len(cells) < len(columns):
                raise ValueError(
                    "it has fewer columns than the heading: is a quotation mark missing?"
                )
            one = read(dict(zip(columns, cells, strict=False)))
            first = seen.setdefault(name_of(one), number)
            if first != number:
                raise ValueError(f"{name_of(one)} is in row {first} already, which was taken")
            taken.append((number, one))
        except ValueError as error:
            refused.append(Refusal(number, str(error)))
    return taken, tuple(refused)


def _practice(row: Row) -> Practice:
    name = row["name"]
    if not name:
        raise ValueError("the practice has no name")
    if len(name) > NAME or not name.isprintable():
        raise ValueError(
            f"the practice's name is longer than {NAME} characters or not on one line: is a "
            "quotation mark missing?"
        )
    decile = _number(row.get("imd_decile", ""), "imd_decile")
    if decile is not None and not 1 <= decile <= 10:
        raise ValueError("imd_decile must be from 1 (most deprived) to 10")
    size = _number(row.get("list_size", ""), "list_size")
    return Practice(_ods(row["ods_code"]), name, size, decile)


def _practice_and_traits(row: Row) -> tuple[Practice, Traits]:
    """Six columns are optional, of them here: imd_score, over_65, rurality and pcn."""
    practice = _practice(row)
    rurality = row.get("rurality", "").lower()
    if rurality not in _RURAL:
        raise ValueError("rurality must be urban, rural or empty")
    traits = Traits(
        practice.ods_code,
        practice.list_size,
        _score(row.get("imd_score", "")),
        _share(row.get("over_65", "")),
        _RURAL[rurality],
        practice.imd_decile,
        _pcn(row.get("pcn", "")),
    )
    return practice, traits


def _score(text: str) -> float | None:
    if not text:
        return None
    score = _decimal(text)
    if score is None or score > MOST_DEPRIVED:
        raise ValueError("imd_score must be a number from 0 to 100 or empty, for example 27.4")
    return score


def _share(text: str) -> float | None:
    """Per cent in the file; without the sign it must be 1 or more, so that no share is mistaken."""
    if not text:
        return None
    percent = _decimal(text.removesuffix("%").strip())
    if percent is None or percent > 100 or (percent < 1 and not text.endswith("%")):
        raise ValueError("over_65 must be per cent or empty: 17.5 or 17.5%, not 0.175")
    return percent / 100


def _decimal(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,3}(\.\d{1,12})?", text) else None


def _pcn(text: str) -> str | None:
    if len(text) > NAME or not text.isprintable():
        raise ValueError("pcn must be the PCN's code or name, on one line")
    return text.upper() if PCN_CODE.fullmatch(text.upper()) else text or None


def _member(row: Row) -> Member:
    user = row["slack_user"].upper()
    if not SLACK_USER.fullmatch(user):
        raise ValueError(
            f"“{row['slack_user']}” is not a Slack member id such as U024BE7LH "
            "(in Slack: profile, More, Copy member ID)"
        )
    formal = row["formal_role"].lower()
    if formal not in _YES_NO:
        raise ValueError("formal_role must be yes, no or empty")
    practice = Practice(_ods(row["practice"]), "") if row["practice"] else None
    return Member(user, practice, _roles(row["role"]), _YES_NO[formal])


def _roles(text: str) -> frozenset[Role]:
    names = [part.strip().lower() for part in text.split("+")] if text else [Role.GP.value]
    try:
        return frozenset(Role(name) for name in names)
    except ValueError:
        raise ValueError(
            f"role “{text}” is not known: use gp, lead, manager or administrator, "
            "or several with + between (gp+lead)"
        ) from None


def _ods(text: str) -> str:
    code = text.upper()
    if not is_practice(code):
        raise ValueError(f"“{text}” is not the ODS code of a practice (a letter and five digits)")
    return code


def _number(text: str, column: str) -> int | None:
    if not text:
        return None
    plain = text.replace(",", "")
    if not plain.isdecimal() or len(plain) > len(str(LARGEST)) or int(plain) > LARGEST:
        raise ValueError(f"{column} must be a whole number or empty")
    return int(plain)
