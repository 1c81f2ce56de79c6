"""The inventory: every column of the database that names a person, and what being forgotten does to it.

A test reads the schema and fails for a column of text that is in none of these tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.rights.keeping import Kind, Untimed


class Fate(StrEnum):
    """What becomes of it when somebody is forgotten."""

    DELETED = "deleted"
    UNNAMED = "unnamed"
    PASSED_ON = "passed_on"
    CUT = "cut"
    STAYS = "stays"

    @property
    def words(self) -> str:
        return _FATES[self]


_FATES = {
    Fate.DELETED: "deleted",
    Fate.UNNAMED: "the name is taken out",
    Fate.PASSED_ON: "passed on while it is of use; then the name is taken out",
    Fate.CUT: "the name is taken out; the place in the count stays until the pulse closes",
    Fate.STAYS: "stays",
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A column with a person's Slack id. ``what`` it says of them; ``why`` it stays where it does."""

    table: str
    column: str
    what: str
    fate: Fate
    kind: Kind | Untimed
    why: str = ""


DELETED, UNNAMED, PASSED_ON, STAYS = Fate.DELETED, Fate.UNNAMED, Fate.PASSED_ON, Fate.STAYS
GROUP, MEMBER, FIGURES = Untimed.GROUP, Untimed.MEMBER, Untimed.FIGURES

ANSWERED = "whoever raised it must be able to read what was answered"

HOLDINGS: tuple[Holding, ...] = (
    # people
    Holding("member", "slack_user_id", "practice, roles, formal role", DELETED, MEMBER),
    Holding("also_at", "slack_user_id", "further practices", DELETED, MEMBER),
    Holding("practice_claim", "slack_user_id", "practices named, to confirm", DELETED, Kind.CLAIMS),
    Holding("acquaintance", "slack_user_id", "what they were told once", DELETED, Kind.LEFT),
    Holding("preference", "slack_user_id", "when they want to be written to", DELETED, MEMBER),
    # pulses
    Holding("pulse_register", "member", "that they are asked", Fate.CUT, Untimed.SEALED),
    Holding("pulse_round", "opened_by", "who opened a pulse", UNNAMED, GROUP),
    Holding("pulse_round", "owner", "who looks after a pulse", PASSED_ON, GROUP),
    Holding("pulse_round", "deputy", "who stands in for them", UNNAMED, GROUP),
    Holding("pulse_round", "replied_by", "who said what was done", UNNAMED, GROUP),
    Holding("pulse_plan", "owner", "who looks after a planned pulse", PASSED_ON, GROUP),
    Holding("pulse_plan", "deputy", "who stands in for them", UNNAMED, GROUP),
    Holding("pulse_set", "saved_by", "who wrote questions", UNNAMED, GROUP),
    # peer sessions
    Holding("peer_session", "lead", "who leads a session", PASSED_ON, Kind.SESSIONS),
    Holding("peer_session", "facilitator", "who facilitates it", UNNAMED, Kind.SESSIONS),
    Holding("peer_session", "guests_file_by", "who took its guests’ file", UNNAMED, Kind.SESSIONS),
    Holding(
        "peer_session_invitee",
        "slack_user_id",
        "invitation, answer, part played, attendance",
        DELETED,
        Kind.SESSIONS,
    ),
    Holding("peer_session_invitee", "invited_by", "whose place they took", UNNAMED, Kind.SESSIONS),
    Holding("peer_series", "lead", "who leads a series", PASSED_ON, Kind.SESSIONS),
    Holding("peer_draft", "slack_user_id", "a form begun and not sent", DELETED, Kind.DRAFTS),
    Holding("peer_poll", "lead", "who looks for a time", PASSED_ON, Kind.VOTES),
    Holding("peer_poll_voter", "slack_user_id", "that they were asked", DELETED, Kind.VOTES),
    Holding("peer_poll_vote", "slack_user_id", "when they can", DELETED, Kind.VOTES),
    Holding("peer_action", "owner", "whose action it is", UNNAMED, Kind.SESSIONS),
    Holding("peer_action", "recorded_by", "who wrote it down", UNNAMED, Kind.SESSIONS),
    Holding("peer_action", "settled_by", "who said what came of it", UNNAMED, Kind.SESSIONS),
    Holding("peer_outcome", "said_by", "who said whether they met", UNNAMED, Kind.SESSIONS),
    Holding("peer_barrier", "owner", "who answers for the body", PASSED_ON, Kind.SESSIONS),
    Holding("peer_barrier", "replied_by", "who answered", UNNAMED, Kind.SESSIONS),
    Holding("peer_note", "slack_user_id", "a CPD note, sealed", DELETED, Kind.NOTES),
    # matching
    Holding("peer_matching", "lead", "who asked for matching", PASSED_ON, Kind.MATCHING),
    Holding("peer_match_group", "facilitator", "who facilitates a group", UNNAMED, Kind.MATCHING),
    Holding(
        "peer_exclusion",
        "made_by",
        "whom their practice is kept apart from, as they asked",
        DELETED,
        MEMBER,
    ),
    Holding(
        "peer_wish", "made_by", "who said what a practice would learn or share", UNNAMED, GROUP
    ),
    # figures
    Holding("indicator", "owner", "who answers for an indicator", UNNAMED, GROUP),
    Holding("data_import", "actor", "who took in a file", UNNAMED, FIGURES),
    Holding("data_import", "undone_by", "who undid that", UNNAMED, FIGURES),
    Holding("snippet", "posted_by", "who posted figures", UNNAMED, FIGURES),
    Holding("snippet_plan", "made_by", "who has figures posted", PASSED_ON, GROUP),
    Holding("consent", "changed_by", "who said how a practice’s figures are seen", UNNAMED, GROUP),
    Holding("challenge", "raised_by", "who questioned a figure", UNNAMED, Kind.QUESTIONS),
    Holding("challenge", "owner", "who is to answer it", PASSED_ON, Kind.QUESTIONS),
    Holding("challenge", "answered_by", "who answered it", UNNAMED, Kind.QUESTIONS),
    Holding("peer_choice", "chosen_by", "who chose a practice’s peers", UNNAMED, GROUP),
    Holding("source", "added_by", "who added a source of figures", UNNAMED, GROUP),
    # concerns
    Holding("concern", "raised_by", "a concern that they raised", DELETED, Kind.CONCERNS),
    Holding(
        "concern", "asked_of", "whom a concern was raised with", STAYS, Kind.CONCERNS, ANSWERED
    ),
    Holding("concern", "settled_by", "who settled it", STAYS, Kind.CONCERNS, ANSWERED),
    Holding("concern_line", "author", "what they said, sealed", STAYS, Kind.CONCERNS, ANSWERED),
    # messages and what happened
    Holding("delivery", "spot", "a message to them", DELETED, Kind.MESSAGES),
    Holding("delivery", "owner", "who is told if it does not arrive", UNNAMED, Kind.MESSAGES),
    Holding("wave", "owner", "who sent messages to many", UNNAMED, Kind.MESSAGES),
    Holding("wave", "stopped_by", "who stopped them", UNNAMED, Kind.MESSAGES),
    Holding("prompts", "spot", "how many prompts they had in a month", DELETED, Kind.MESSAGES),
    Holding("schedule", "paused_by", "who paused something", UNNAMED, GROUP),
    Holding("schedule_change", "changed_by", "who moved something", UNNAMED, GROUP),
    Holding(
        "audit",
        "actor",
        "what they scheduled, exported or changed",
        STAYS,
        Kind.AUDIT,
        "the group must be able to see who changed or took away what",
    ),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A column of text that can have a person's id somewhere in it; the rest of it stays.

    ``fate``: the name is taken out, the row is deleted (work to be done for them), or it stays.
    """

    table: str
    column: str
    kind: Kind | Untimed
    fate: Fate = Fate.UNNAMED


def _mentions(table: str, columns: str, kind: Kind | Untimed) -> Iterator[Mention]:
    return (Mention(table, each, kind) for each in columns.split())


MENTIONS: tuple[Mention, ...] = (
    *_mentions("workspace", "arrangements", GROUP),
    *_mentions("pulse_round", "thread circle questions title reply", GROUP),
    *_mentions("pulse_plan", "circle questions title", GROUP),
    *_mentions("pulse_set", "name title questions", GROUP),
    *_mentions("pulse_written", "written", GROUP),
    *_mentions("peer_session", "request topic place cancelled_why why_these uid", Kind.SESSIONS),
    *_mentions("peer_session_guest", "name", Kind.SESSIONS),
    *_mentions("peer_series", "request proposal", Kind.SESSIONS),
    *_mentions("peer_draft", "values", Kind.DRAFTS),
    *_mentions("peer_poll", "request proposal", Kind.VOTES),
    *_mentions("peer_action", "request what measure outcome_words", Kind.SESSIONS),
    *_mentions("peer_point", "request words", Kind.SESSIONS),
    *_mentions("peer_run", "plan", Kind.SESSIONS),
    *_mentions("peer_barrier", "request what reply", Kind.SESSIONS),
    *_mentions("peer_matching", "request settings notes", Kind.MATCHING),
    *_mentions("peer_match_group", "reasons", Kind.MATCHING),
    *_mentions("indicator", "name question", GROUP),
    *_mentions("data_import", "file_name", FIGURES),
    *_mentions("snippet", "request", FIGURES),
    *_mentions("challenge", "request words answer", Kind.QUESTIONS),
    *_mentions("source", "reason", GROUP),
    *_mentions("concern", "request title", Kind.CONCERNS),
    *_mentions("delivery", "key target body about reason", Kind.MESSAGES),
    *_mentions("wave", "key title", Kind.MESSAGES),
    *_mentions("schedule", "subject", GROUP),
    *_mentions("firing", "subject", Kind.MESSAGES),
    Mention("audit", "subject", Kind.AUDIT, Fate.STAYS),
    Mention("work", "subject", Untimed.AT_ONCE, Fate.DELETED),
    Mention("work", "reason", Untimed.AT_ONCE),
)

# Columns of text that name nobody: codes, states, words of the product, times, and what is published.
NO_PERSON: dict[str, str] = {
    "workspace": "enterprise_id team_id body_name time_zone rhythm",
    "body": "name kind code",
    "practice": "ods_code name",
    "practice_claim": "ods_code name",
    "member": "roles from_groups",
    "preference": "days_off",
    "role_group": "role group_id name",
    "audit": "deed",
    "event": "event_id",
    "retention": "kind",
    "firing": "kind slot outcome",
    "lane": "trouble",
    "work": "kind state",
    "schedule": "kind rule starts zone avoid lateness next_slot",
    "schedule_change": "slot moved_to",
    "delivery": "kind state sent_channel sent_ts month",
    "prompts": "month",
    "concern": "about",
    "concern_line": "secret_id",
    "consent": "ods_code channel step",
    "data_import": "sha256 source address licence",
    "import_refusal": "reason listed",
    "indicator": "key unit counted against polarity value_type publisher licence aliases theme",
    "observation": "area note",
    "observation_history": "area note",
    "organisation": "code kind name postcode",
    "organisation_link": "child parent kind",
    "alert": "ods_code",
    "peer_choice": "ods_code pool traits",
    "snippet": "channel",
    "snippet_figure": "ods_code note",
    "snippet_plan": "channel indicators",
    "source": "kind key etag last_modified",
    "challenge": "ods_code",
    "peer_session": "channel zone state format indicator_key",
    "peer_session_guest": "kind",
    "peer_session_invitee": "answer role",
    "peer_series": "rule starts zone",
    "peer_series_session": "slot",
    "peer_poll": "zone asks_in state",
    "peer_poll_vote": "says",
    "peer_action": "outcome",
    "peer_point": "kind reason",
    "peer_note": "secret_id",
    "peer_matching": "state",
    "peer_wish": "indicator_key wish",
    "pulse_plan": "channel set_id clock repeats",
    "pulse_round": "state channel set_id groups occasion",
    "pulse_series": "set_id circle_key",
    "pulse_register": "group",
    "pulse_salt": "secret_id",
    "pulse_cell": "question audience hidden band_opinion chosen",
    "pulse_written": "question",
}


def tables() -> tuple[str, ...]:
    """Those that name people, in the inventory's order."""
    return tuple(dict.fromkeys(each.table for each in HOLDINGS))


def of_table(table: str) -> tuple[Holding, ...]:
    return tuple(each for each in HOLDINGS if each.table == table)


def staying() -> tuple[Holding, ...]:
    return tuple(each for each in HOLDINGS if each.fate is Fate.STAYS)
