"""A person's own learning note about a session, for their appraisal: what is in it, and for how long."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

TITLE_MAX = 150
LEARNED_MAX = 2000
CHANGE_MAX = 1500
IMPACT_MAX = 1000
QUARTERS_MAX = 16  # four hours: longer than any session
KEPT_FOR = timedelta(days=365)  # unless its owner keeps it, or the body has set other days


class Domain(StrEnum):
    """The domains of Good Medical Practice 2024."""

    KNOWLEDGE = "knowledge"
    PATIENTS = "patients"
    COLLEAGUES = "colleagues"
    TRUST = "trust"

    @property
    def words(self) -> str:
        return _DOMAIN_WORDS[self]


_DOMAIN_WORDS = {
    Domain.KNOWLEDGE: "Knowledge, skills and development",
    Domain.PATIENTS: "Patients, partnership and communication",
    Domain.COLLEAGUES: "Colleagues, culture and safety",
    Domain.TRUST: "Trust and professionalism",
}


@dataclass(frozen=True, slots=True)
class Note:
    """``quarters`` are quarter hours: four make a credit."""

    title: str
    day: date
    quarters: int
    learned: str = ""
    change: str = ""
    impact: str = ""
    domains: tuple[Domain, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note as it is kept. ``note`` None: the key it was sealed with is not there any more."""

    id: int
    session_id: int | None
    note: Note | None
    kept: bool
    updated_at: datetime
    kept_for: timedelta = KEPT_FOR  # as the body has set it

    @property
    def deleted_at(self) -> datetime | None:
        """When retention deletes it; None where its owner keeps it."""
        return None if self.kept else self.updated_at + self.kept_for


def proposed_quarters(minutes: int) -> int:
    """A session's length in quarter hours, at least one: 45 minutes are three."""
    return max(1, round(minutes / 15))


def credit_words(quarters: int) -> str:
    """``0.75``: hours, which are credits."""
    return f"{quarters / 4:g}"


def to_record(note: Note) -> bytes:
    record = asdict(note) | {"day": note.day.isoformat(), "domains": list(note.domains)}
    return json.dumps(record, ensure_ascii=False).encode()


def from_record(record: bytes) -> Note:
    """Raises ValueError, KeyError or TypeError for what ``to_record`` did not write."""
    kept = json.loads(record)
    return Note(
        **kept
        | {
            "day": date.fromisoformat(kept["day"]),
            "domains": tuple(Domain(each) for each in kept["domains"]),
        }
    )
