"""Who may do what: the one table that checks, refusals, help, docs and tests read."""

from enum import StrEnum

from bot.domain.people import Member, Role

_LEADS_SESSIONS = (Role.LEAD, Role.ADMINISTRATOR)
_ASKS = (Role.MANAGER, Role.LEAD)
_STANDS_IN = (Role.MANAGER, Role.ADMINISTRATOR)
_POSTS = (Role.LEAD, Role.MANAGER)
_OVERSEES = (Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR)
_LOOKS_AFTER = (Role.ADMINISTRATOR,)
ANYBODY: tuple[Role, ...] = ()


class Deed(StrEnum):
    """What somebody may do, in the words of "To … you need to be a clinical lead."."""

    # pulses
    START_PULSE = "start a pulse"
    WRITE_QUESTIONS = "write questions for a pulse"
    SEE_PULSES = "see the pulses"
    SEE_SUMMARY = "see the summary of a pulse"
    TAKE_OVER_PULSE = "change a pulse of somebody else"
    ANSWER_PULSE = "answer a pulse that asks you"

    # comparisons
    COMPARE = "see how your own practice compares"
    POST_FIGURES = "post figures to a channel"
    NAME_INDICATORS = "change what indicators are called"
    POST_MONTHLY = "have figures posted every month"
    STOP_MONTHLY = "stop figures that somebody has posted every month"
    SEE_CHALLENGES = "see which figures are questioned"
    ANSWER_CHALLENGES = "answer questions about figures that nobody owns"
    DROP_FILE = "have a file taken in"
    UNDO_IMPORT = "undo an import"

    # peer sessions
    SET_UP_SESSION = "set up a peer session"
    MATCH = "match practices"
    FIND_TIME = "find a time for a peer session"
    DECIDE_VOTE = "decide about a vote on times"
    MOVE_SESSION = "move a peer session"
    CANCEL_SESSION = "cancel a peer session"
    CHOOSE_FACILITATOR = "choose who facilitates a peer session"
    END_SERIES = "end a series of sessions"
    TAKE_CALENDAR_FILE = "take the calendar file for guests"
    OVERSEE_SESSIONS = "see the summary of peer sessions"
    EXPORT_SESSIONS = "export peer sessions"
    ANSWER_BARRIERS = "answer barriers for the group"
    TAKE_PART = "take part in a peer session that invites you"
    KEEP_NOTES = "keep CPD notes that only you can open"

    # people and the group
    SET_UP = "set Peerbot up"
    GIVE_ROLES = "say who has which role"
    CONFIRM_PEOPLE = "confirm where people work"
    SEE_MESSAGES = "see or send messages that did not arrive"
    SEE_AUDIT = "see the audit log"
    SEE_RETENTION = "see what was deleted when"
    SAY_PRACTICE = "say where you work"
    SET_TIMES = "say when Peerbot may write to you"
    READ_PRIVACY = "read what is kept, why and how long"
    SEE_MY_DATA = "see and take away everything that Peerbot holds about you"
    BE_FORGOTTEN = "be forgotten"
    RAISE_CONCERN = "raise a concern, privately"

    @property
    def roles(self) -> tuple[Role, ...]:
        """Those who may, whoever asks first named first; none: anybody may."""
        return MAY[self]


MAY: dict[Deed, tuple[Role, ...]] = {
    Deed.START_PULSE: _ASKS,
    Deed.WRITE_QUESTIONS: _ASKS,
    Deed.SEE_PULSES: (*_ASKS, Role.ADMINISTRATOR),
    Deed.SEE_SUMMARY: _ASKS,
    Deed.TAKE_OVER_PULSE: _STANDS_IN,
    Deed.ANSWER_PULSE: ANYBODY,
    Deed.COMPARE: ANYBODY,
    Deed.POST_FIGURES: _POSTS,
    Deed.NAME_INDICATORS: _POSTS,
    Deed.POST_MONTHLY: _POSTS,
    Deed.STOP_MONTHLY: _STANDS_IN,
    Deed.SEE_CHALLENGES: _POSTS,
    Deed.ANSWER_CHALLENGES: _STANDS_IN,
    Deed.DROP_FILE: _STANDS_IN,
    Deed.UNDO_IMPORT: _STANDS_IN,
    Deed.SET_UP_SESSION: _LEADS_SESSIONS,
    Deed.MATCH: _LEADS_SESSIONS,
    Deed.FIND_TIME: _LEADS_SESSIONS,
    Deed.DECIDE_VOTE: _LEADS_SESSIONS,
    Deed.MOVE_SESSION: _LEADS_SESSIONS,
    Deed.CANCEL_SESSION: _LEADS_SESSIONS,
    Deed.CHOOSE_FACILITATOR: _LEADS_SESSIONS,
    Deed.END_SERIES: _LEADS_SESSIONS,
    Deed.TAKE_CALENDAR_FILE: _LEADS_SESSIONS,
    Deed.OVERSEE_SESSIONS: _OVERSEES,
    Deed.EXPORT_SESSIONS: _OVERSEES,
    Deed.ANSWER_BARRIERS: (Role.MANAGER, Role.ADMINISTRATOR, Role.LEAD),
    Deed.TAKE_PART: ANYBODY,
    Deed.KEEP_NOTES: ANYBODY,
    Deed.SET_UP: _STANDS_IN,
    Deed.GIVE_ROLES: _STANDS_IN,
    Deed.CONFIRM_PEOPLE: _STANDS_IN,
    Deed.SEE_MESSAGES: _LOOKS_AFTER,
    Deed.SEE_AUDIT: _LOOKS_AFTER,
    Deed.SEE_RETENTION: _STANDS_IN,
    Deed.SAY_PRACTICE: ANYBODY,
    Deed.SET_TIMES: ANYBODY,
    Deed.READ_PRIVACY: ANYBODY,
    Deed.SEE_MY_DATA: ANYBODY,
    Deed.BE_FORGOTTEN: ANYBODY,
    Deed.RAISE_CONCERN: ANYBODY,
}


# What an admin of the Slack may do as well, so that a group in which nobody has the role can begin.
# Who begins by one of the first is an administrator from then on, until that role is taken away.
BEGINNING = (Deed.SET_UP, Deed.GIVE_ROLES)
LET_IN = (*BEGINNING, Deed.SEE_MESSAGES, Deed.SEE_AUDIT)


def may(member: Member | None, deed: Deed) -> bool:
    """Whether this person may; whoever is no member may only what anybody may."""
    return not deed.roles or (member is not None and member.has(deed.roles))
