"""How each table of the inventory is told to the person it names: in which part, and what of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.delivery import State
from bot.domain.people import Role
from bot.domain.rights.holdings import of_table
from bot.domain.rights.mine import Fact

Row = Mapping[str, Any]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Names:
    """What rows that are pointed at are called, by their id."""

    practices: Mapping[int, str] = field(default_factory=dict)
    sessions: Mapping[int, str] = field(default_factory=dict)
    rounds: Mapping[int, str] = field(default_factory=dict)
    indicators: Mapping[int, str] = field(default_factory=dict)
    polls: Mapping[int, str] = field(default_factory=dict)
    slots: Mapping[int, Any] = field(default_factory=dict)


Say = Callable[[Any, Names], Fact]


def _as_is(value: Any, _names: Names) -> Fact:
    fact: Fact = value
    return fact


def _practice(value: Any, names: Names) -> Fact:
    return names.practices.get(value)


def _session(value: Any, names: Names) -> Fact:
    return names.sessions.get(value)


def _round(value: Any, names: Names) -> Fact:
    return names.rounds.get(value) or f"Pulse {value}"


def _indicator(value: Any, names: Names) -> Fact:
    return names.indicators.get(value)


def _poll(value: Any, names: Names) -> Fact:
    return names.polls.get(value)


def _slot(value: Any, names: Names) -> Fact:
    fact: Fact = names.slots.get(value)
    return fact


def _roles(value: Any, _names: Names) -> Fact:
    return ", ".join(Role(each).words for each in value.split(",") if each) or None


def _weekdays(value: Any, _names: Names) -> Fact:
    return ", ".join(DAYS[int(each)] for each in value.split(",") if each) or None


def _turned_round(value: Any, _names: Names) -> Fact:
    """What is kept as a no is told as what one gets."""
    return not value


def _topic(value: Any, _names: Names) -> Fact:
    fact: Fact = value.get("topic") if isinstance(value, Mapping) else None
    return fact


def _text(value: Any, _names: Names) -> Fact:
    """Of a message to the person themselves: what their notification said."""
    return str(value.get("text", "")) if isinstance(value, Mapping) else None


def _form(value: Any, _names: Names) -> Fact:
    found = [str(each) for each in value.values() if isinstance(each, str) and each]
    return "; ".join(found) or None


def _state(value: Any, _names: Names) -> Fact:
    return STATES.get(State(value), str(value))


STATES = {
    State.DUE: "to be sent",
    State.SENDING: "being sent",
    State.SENT: "sent",
    State.FAILED: "did not arrive",
    State.HELD: "Slack did not say whether it arrived",
    State.WAITING: "waits on your Home tab",
    State.MERGED: "goes out with another",
    State.STOPPED: "not sent",
    State.LAPSED: "not sent: it was of no use any more",
}

Field = tuple[str, str, Say]


def _fields(*said: tuple[str, str] | Field) -> tuple[Field, ...]:
    return tuple((each[0], each[1], each[2] if len(each) == 3 else _as_is) for each in said)


@dataclass(frozen=True, slots=True)
class Told:
    """``fields`` are what a row is told as, the first saying what it is about. ``part``: what names them."""

    section: str
    title: str
    fields: tuple[Field, ...]
    says: str = ""
    part: bool = False

    def facts(self, table: str, row: Row, user: str, names: Names) -> dict[str, Fact]:
        facts = {label: say(row[column], names) for label, column, say in self.fields}
        if self.part:
            facts["Named as"] = ", ".join(
                each.what for each in of_table(table) if row[each.column] == user
            )
        return {label: fact for label, fact in facts.items() if fact is not None and fact != ""}


WHO, WHEN, PULSES = "Who you are here", "When I write to you", "Pulses"
SESSIONS, MATCHING, FIGURES = "Peer sessions", "Matching", "Figures"
CONCERNS, MESSAGES, DEEDS = "Concerns", "Messages", "What you did"
SEALED = (
    "You are asked by these open pulses. Whether you have answered, and what, is sealed: it cannot be "
    "shown from the database. When a pulse closes, the sealed answers and the list of who was asked "
    "are deleted. Of closed pulses nothing about you is held."
)
OTHERS_APART = (
    "These are yours alone. Whether others have asked for something like it is confidential to them, "
    "and is not shown here."
)

TOLD: dict[str, Told] = {
    "member": Told(
        WHO,
        "As a member",
        _fields(
            ("Practice", "practice_id", _practice),
            ("Roles given to you", "roles", _roles),
            ("Roles by Slack user groups", "from_groups", _roles),
            ("Formal role", "formal_role"),
            ("Locum", "locum"),
            ("Account switched off", "left_at"),
        ),
    ),
    "also_at": Told(WHO, "Also at", _fields(("Practice", "practice_id", _practice))),
    "practice_claim": Told(
        WHO,
        "Practices you named, to be confirmed",
        _fields(("Practice", "name"), ("Code", "ods_code"), ("Named", "made_at")),
    ),
    "acquaintance": Told(
        WHO,
        "What you were told once",
        _fields(
            ("Greeted", "greeted_at"),
            ("Asked where you work", "asked_at"),
            ("Ground rules shown", "rules_seen_at"),
        ),
    ),
    "preference": Told(
        WHEN,
        "What you asked for",
        _fields(
            ("Reminders of pulses", "no_reminders", _turned_round),
            ("Word of changes in figures", "no_alerts", _turned_round),
            ("Matching", "no_matching", _turned_round),
            ("Days off", "days_off", _weekdays),
            ("Nothing until", "snoozed_until"),
        ),
    ),
    "prompts": Told(
        WHEN,
        "Messages that you did not ask for, counted after they were deleted",
        _fields(("Month", "month"), ("Number", "number")),
    ),
    "pulse_register": Told(
        PULSES, "Open pulses that ask you", _fields(("Pulse", "round_id", _round)), SEALED
    ),
    "pulse_round": Told(
        PULSES,
        "Pulses that you looked after",
        _fields(("Pulse", "title"), ("Opened", "opens_at"), ("Closes", "closes_at")),
        part=True,
    ),
    "pulse_plan": Told(
        PULSES,
        "Pulses that you planned",
        _fields(("Pulse", "title"), ("Planned", "planned_at"), ("Ended", "ended_at")),
        part=True,
    ),
    "pulse_set": Told(
        PULSES,
        "Questions that you wrote",
        _fields(("Questions", "title"), ("Saved", "saved_at")),
    ),
    "peer_session_invitee": Told(
        SESSIONS,
        "Invitations",
        _fields(
            ("Session", "session_id", _session),
            ("Your practice then", "practice_id", _practice),
            ("Your answer", "answer"),
            ("Answered", "answered_at"),
            ("As a guest", "guest"),
            ("Your role in it", "role"),
            ("You were there", "attended"),
        ),
    ),
    "peer_session": Told(
        SESSIONS,
        "Sessions that you had a part in",
        _fields(("Session", "topic"), ("On", "starts_at"), ("State", "state")),
        part=True,
    ),
    "peer_series": Told(
        SESSIONS,
        "Series that you lead",
        _fields(("Series", "proposal", _topic), ("Begins", "starts"), ("Ended", "ended_at")),
    ),
    "peer_poll": Told(
        SESSIONS,
        "Votes on times that you asked for",
        _fields(("Session", "proposal", _topic), ("Asked", "created_at"), ("State", "state")),
    ),
    "peer_poll_voter": Told(
        SESSIONS,
        "Votes on times that ask you",
        _fields(
            ("Session", "poll_id", _poll), ("Answered", "answered_at"), ("As a guest", "guest")
        ),
    ),
    "peer_poll_vote": Told(
        SESSIONS, "When you can", _fields(("Time", "slot_id", _slot), ("You said", "says"))
    ),
    "peer_action": Told(
        SESSIONS,
        "Actions",
        _fields(
            ("Action", "what"),
            ("Session", "session_id", _session),
            ("By", "due"),
            ("Measure", "measure"),
            ("What came of it", "outcome"),
            ("In words", "outcome_words"),
            ("Settled", "done_at"),
        ),
        part=True,
    ),
    "peer_outcome": Told(
        SESSIONS,
        "Whether a group met, as you said",
        _fields(("Session", "session_id", _session), ("They met", "met"), ("Said", "said_at")),
    ),
    "peer_barrier": Told(
        SESSIONS,
        "Barriers that you are asked about",
        _fields(("Barrier", "what"), ("Raised", "raised_at"), ("Answer", "reply")),
        says="Who raised a barrier is kept nowhere, so those that you raised are not here.",
        part=True,
    ),
    "peer_draft": Told(
        SESSIONS,
        "A form that you have begun",
        _fields(("What you typed", "values", _form), ("Last touched", "updated_at")),
    ),
    "peer_exclusion": Told(
        MATCHING,
        "Practices that yours is kept apart from, as you asked",
        _fields(
            ("Between", "practice_id", _practice),
            ("And", "other_practice_id", _practice),
            ("Since", "made_at"),
        ),
        OTHERS_APART,
    ),
    "peer_wish": Told(
        MATCHING,
        "What your practice would like to learn or to share, as you said",
        _fields(
            ("Indicator", "indicator_key"),
            ("Practice", "practice_id", _practice),
            ("Wish", "wish"),
            ("Said", "made_at"),
        ),
    ),
    "peer_matching": Told(
        MATCHING,
        "Rounds of matching that you asked for",
        _fields(("Made", "made_at"), ("State", "state"), ("Sent", "sent_at")),
    ),
    "peer_match_group": Told(
        MATCHING,
        "Groups that you facilitate",
        _fields(("Group", "number"), ("Session", "session_id", _session)),
    ),
    "indicator": Told(FIGURES, "Indicators that you answer for", _fields(("Indicator", "name"))),
    "data_import": Told(
        FIGURES,
        "Files that you took in or undid",
        _fields(("File", "file_name"), ("Taken in", "imported_at"), ("Undone", "undone_at")),
        part=True,
    ),
    "snippet": Told(
        FIGURES,
        "Figures that you posted",
        _fields(("Indicator", "indicator_id", _indicator), ("Posted", "posted_at")),
    ),
    "snippet_plan": Told(
        FIGURES,
        "Figures that you have posted every month",
        _fields(("Begun", "made_at"), ("Channel", "channel")),
    ),
    "consent": Told(
        FIGURES,
        "How others see your practice’s figures, as you last set it",
        _fields(("Practice", "ods_code"), ("Step", "step"), ("Set", "changed_at")),
    ),
    "challenge": Told(
        FIGURES,
        "Questions about figures",
        _fields(
            ("Indicator", "indicator_id", _indicator),
            ("Question", "words"),
            ("Asked", "raised_at"),
            ("Answer", "answer"),
            ("Settled", "settled_at"),
        ),
        part=True,
    ),
    "peer_choice": Told(
        FIGURES,
        "How your practice’s peers are chosen, as you set it",
        _fields(
            ("Practice", "ods_code"), ("Among", "pool"), ("By", "traits"), ("Set", "chosen_at")
        ),
    ),
    "source": Told(
        FIGURES,
        "Sources of figures that you added",
        _fields(("Source", "kind"), ("What", "key"), ("Added", "added_at")),
    ),
    "delivery": Told(
        MESSAGES,
        "Messages to you",
        _fields(
            ("About", "about"),
            ("It says", "body", _text),
            ("When", "due_at"),
            ("State", "state", _state),
            ("Sent", "sent_at"),
        ),
    ),
    "wave": Told(
        MESSAGES,
        "Messages that you sent to many",
        _fields(("What", "title"), ("Planned", "planned_at"), ("Stopped", "stopped_at")),
        part=True,
    ),
    "schedule": Told(
        DEEDS,
        "Schedules that you paused",
        _fields(("Schedule", "kind"), ("Paused", "paused_at")),
    ),
    "schedule_change": Told(
        DEEDS,
        "Times that you moved or called off",
        _fields(("Planned for", "slot"), ("Moved to", "moved_to"), ("Changed", "changed_at")),
    ),
}

# Told by themselves: what is sealed is opened first, and the audit log reads as sentences.
ELSEWHERE = frozenset({"peer_note", "concern", "concern_line", "audit"})
