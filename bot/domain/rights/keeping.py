"""How long each kind of record is kept: usually, at least and at most; and what is not a matter of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.sessions import drafts, notes

PROOF_KEPT = timedelta(days=730)  # the lines that say what was deleted
A_YEAR = 365


class Kind(StrEnum):
    """Kinds of records that are deleted when they have been kept for so many days."""

    MESSAGES = "messages"
    SESSIONS = "sessions"
    VOTES = "votes"
    NOTES = "notes"
    DRAFTS = "drafts"
    MATCHING = "matching"
    QUESTIONS = "questions"
    CONCERNS = "concerns"
    CLAIMS = "claims"
    LEFT = "left"
    AUDIT = "audit"

    @property
    def rule(self) -> "Rule":
        return RULES[self]


@dataclass(frozen=True, slots=True)
class Rule:
    """``what`` it is, for a heading; ``since`` when the days count; ``why`` it is kept. In days."""

    what: str
    since: str
    why: str
    usual: int
    floor: int
    ceiling: int

    def allows(self, days: int) -> bool:
        return self.floor <= days <= self.ceiling


RULES: dict[Kind, Rule] = {
    Kind.MESSAGES: Rule(
        "Messages and what happened when",
        "after they were due",
        "so that nothing is sent twice, and what did not arrive can be sent again",
        180,
        100,  # longer than a pulse can stay open: its messages are brought up to date until then
        2 * A_YEAR,
    ),
    Kind.SESSIONS: Rule(
        "Peer sessions, with what was said in them",
        "after the session",
        "so that a group can look back at what it agreed; open actions and barriers stay longer",
        2 * A_YEAR,
        A_YEAR // 2,
        5 * A_YEAR,
    ),
    Kind.VOTES: Rule(
        "Votes on times",
        "after the vote closed",
        "so that a time can be found, and found again when it has to move",
        180,
        30,
        2 * A_YEAR,
    ),
    Kind.NOTES: Rule(
        "CPD notes",
        "after their owner last changed them, unless they keep them",
        "for the owner’s appraisal",
        notes.KEPT_FOR.days,
        90,
        5 * A_YEAR,
    ),
    Kind.DRAFTS: Rule(
        "Forms begun and not sent",
        "after they were last touched",
        "so that nobody has to type them again",
        drafts.KEPT.days,
        7,
        drafts.KEPT.days,
    ),
    Kind.MATCHING: Rule(
        "Rounds of matching and their groups",
        "after the round was made",
        "so that the same practices are not put together again too soon",
        2 * A_YEAR,
        A_YEAR // 2,
        5 * A_YEAR,
    ),
    Kind.QUESTIONS: Rule(
        "Questions about figures",
        "after they were settled",
        "so that the same is not asked twice",
        2 * A_YEAR,
        A_YEAR // 2,
        5 * A_YEAR,
    ),
    Kind.CONCERNS: Rule(
        "Concerns, with what both people said",
        "after they were settled",
        "so that both can look back at what was agreed",
        A_YEAR,
        A_YEAR // 2,
        7 * A_YEAR,
    ),
    Kind.CLAIMS: Rule(
        "Practices that somebody named and nobody confirmed",
        "after they were named",
        "so that somebody who knows can confirm them",
        90,
        14,
        A_YEAR,
    ),
    Kind.LEFT: Rule(
        "People who have left, and who was greeted and never joined",
        "after their account was switched off, or they were last greeted",
        "so that who comes back finds things as they were",
        A_YEAR,
        30,
        5 * A_YEAR,
    ),
    Kind.AUDIT: Rule(
        "The audit log",
        "after it was written",
        "so that the group can see who changed or took away what",
        2 * A_YEAR,
        A_YEAR,
        7 * A_YEAR,
    ),
}


class Untimed(StrEnum):
    """What is kept by another rule than days."""

    MEMBER = "member"
    GROUP = "group"
    FIGURES = "figures"
    SEALED = "sealed"
    AT_ONCE = "at_once"

    @property
    def words(self) -> str:
        return UNTIMED[self]


UNTIMED: dict[Untimed, str] = {
    Untimed.MEMBER: "for as long as they are a member",
    Untimed.GROUP: "for as long as the group uses it",
    Untimed.FIGURES: "published figures, and what was posted of them, stay",
    Untimed.SEALED: "until the pulse closes: then it is deleted and its bytes are erased",
    Untimed.AT_ONCE: "until the work is done, mostly seconds",
}

NOT_RETENTION = (
    "Answers to a pulse are no matter of days: they are sealed while it is open, and at its close the "
    "sealed answers, who was asked and the key are deleted and erased. What stays are the counts that "
    "may be shown.",
    "Published figures stay, and what was posted of them: they are about practices, and public.",
)


def kept_days(kind: Kind, kept: Mapping[str, int]) -> int:
    """As the body has set it; within bounds, whatever was written down."""
    days = kept.get(kind, kind.rule.usual)
    return min(max(days, kind.rule.floor), kind.rule.ceiling)


def kept_for(kind: Kind, kept: Mapping[str, int]) -> timedelta:
    return timedelta(days=kept_days(kind, kept))
