"""Reads the two small CSV files that a new group begins with: its practices and its members."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.people import Member, Practice, Role
from bot.errors import InvalidInput

PRACTICE_COLUMNS = {"ods_code", "name", "list_size", "imd_decile"}
MEMBER_COLUMNS = {"slack_user", "practice", "role", "formal_role"}
ODS_CODE = re.compile(r"[A-HJ-NPV-Y]\d{5}")
SLACK_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_YES_NO = {"yes": True, "no": False, "": None, "unknown": None}


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row that cannot be used; ``row`` as a spreadsheet counts, the heading being 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What a file says; members with their row, since their practice is checked later."""

    name: str
    practices: tuple[Practice, ...]
    members: tuple[tuple[int, Member], ...]
    refused: tuple[Refusal, ...]


def is_people(columns: Iterable[str]) -> bool:
    """Whether a CSV with these column headings is one of the two."""
    present = set(columns)
    return present >= PRACTICE_COLUMNS or present >= MEMBER_COLUMNS


def read_people(text: str, name: str) -> PeopleFile:
    """Raises InvalidInput when the headings are of neither file."""
    reader = csv.DictReader(io.StringIO(text))
    columns = {(column or "").strip().lower() for column in reader.fieldnames or ()}
    rows = [
        (
            number,
            {
                (key or "").strip().lower(): (value or "").strip()
                for key, value in row.items()
                if key
            },
        )
        for number, row in enumerate(reader, start=2)
    ]
    if columns >= PRACTICE_COLUMNS:
        practices, refused = _each(rows, _practice)
        return PeopleFile(name, tuple(each for _, each in practices), (), refused)
    if columns >= MEMBER_COLUMNS:
        members, refused = _each(rows, _member)
        return PeopleFile(name, (), tuple(members), refused)
    raise InvalidInput(
        "This is neither a practices file (ods_code, name, list_size, imd_decile) nor a members "
        "file (slack_user, practice, role, formal_role)."
    )


Row = dict[str, str]
T = TypeVar("T")


def _each(
    rows: list[tuple[int, Row]], read: Callable[[Row], T]
) -> tuple[list[tuple[int, T]], tuple[Refusal, ...]]:
    taken, refused = [], []
    for number, row in rows:
        try:
            taken.append((number, read(row)))
        except ValueError as error:
            refused.append(Refusal(number, str(error)))
    return taken, tuple(refused)


def _practice(row: Row) -> Practice:
    if not row["name"]:
        raise ValueError("the practice has no name")
    decile = _number(row["imd_decile"], "imd_decile")
    if decile is not None and not 1 <= decile <= 10:
        raise ValueError("imd_decile must be from 1 (most deprived) to 10")
    return Practice(
        _ods(row["ods_code"]), row["name"], _number(row["list_size"], "list_size"), decile
    )


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
    if not ODS_CODE.fullmatch(code):
        raise ValueError(f"“{text}” is not the ODS code of a practice (a letter and five digits)")
    return code


def _number(text: str, column: str) -> int | None:
    if not text:
        return None
    plain = text.replace(",", "")
    if not plain.isdecimal():
        raise ValueError(f"{column} must be a whole number or empty")
    return int(plain)
