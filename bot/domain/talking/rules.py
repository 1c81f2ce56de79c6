"""Which notions together ask for what: of the rules that hold, the one that weighs most is meant.

``PULSE MAKE !RESULTS`` needs the first two and not the third; ``A|B`` is either. A weight is how sure the
rule is; below ``SURE`` nothing is done, and three things are offered instead.
"""

from dataclasses import dataclass

from bot.domain.talking.model import Intent

SURE = 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    intent: Intent
    weight: float
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]

    def holds(self, notions: frozenset[str]) -> bool:
        return self.bars.isdisjoint(notions) and all(
            not each.isdisjoint(notions) for each in self.needs
        )

    def nearness(self, notions: frozenset[str]) -> float:
        """How much of it there is, for what is offered where nothing is sure."""
        there = sum(not each.isdisjoint(notions) for each in self.needs)
        barred = not self.bars.isdisjoint(notions)
        return self.weight * (there / len(self.needs)) ** 2 * (0.6 if barred else 1.0)


def _rule(intent: Intent, weight: float, text: str) -> Rule:
    parts = text.split()
    needs = tuple(frozenset(part.split("|")) for part in parts if not part.startswith("!"))
    return Rule(
        intent, weight, needs, frozenset(part[1:] for part in parts if part.startswith("!"))
    )


# Marks are notions too: INDICATOR, _day_ (DAY), _practice_ (AT) and so on; see ``reading``.
_TABLE: dict[Intent, tuple[tuple[float, str], ...]] = {
    Intent.PULSE_NEW: (
        (
            0.72,
            "PULSE MAKE !STORY !BOARD_PAPER !NOT_MAKE !EXPORT !ANSWERED !OWN_QUESTIONS !RSVP_NO !TEND_PULSE "
            "!FIND_TIME",
        ),
        (
            0.6,
            "PULSE OFTEN|UNTIL|CHANNEL|TITLE !STORY !EXTEND !NOT_MAKE !EXPORT !RESULTS !ANSWERED !SEE "
            "!TEND_PULSE",
        ),
        (0.83, "FRESH_PULSE !NOT_MAKE !QUESTION !RESULTS !EXPORT !AUDIT !ANSWERED"),
        (0.83, "VOTE !FIND_TIME !NOT_MAKE !RESULTS !WHO_SAID"),
        (0.78, "ASK_ALL !NOT_MAKE !FIND_TIME !RSVP_NO !REMIND !WHO_SAID !EXPORT !ANSWERED"),
        (0.77, "PULSE_NEW !BOARD_PAPER !STORY !NOT_MAKE !TEND_PULSE !EXPORT"),
        (0.81, "PULSE OFTEN !NOT_MAKE !RESULTS !EXPORT !TEND_PULSE"),
        (0.52, "PULSE SHORT"),
    ),
    Intent.PULSE_LIST: (
        (0.62, "EXTEND !SESSION !SNOOZE !NOT_MAKE !ACTION !MONTHLY"),
        (0.82, "TEND_PULSE !NOT_MAKE"),
        (0.8, "PULSE ANSWERED !EXPORT"),
        (0.76, "ANSWERED !SESSION !WHO_SAID !ACTION !CHALLENGED"),
        (0.84, "REMIND ANSWERED"),
        (0.78, "CLOSING !PULSE_NEW !ASK_ALL"),
        (0.5, "PULSE QUESTION|SEE|LIST_ASK|SHORT|TEND|OUR !NOT_MAKE !SESSION !CONCERN !ANONYM !ROLE !STORY"),
        (0.76, "PULSE LIST_ASK !RESULTS !EXPORT !OWN_QUESTIONS !FEELINGS"),
        (0.8, "PULSE OPEN_PULSE !PULSE_NEW !RESULTS"),
        (0.7, "REMIND PULSE|PRACTICES !SESSION !ACTION !PROMISED !SNOOZE"),
        (0.74, "PULSE TEND !PULSE_NEW !UNTIL"),
    ),
    Intent.PULSE_SUMMARY: (
        (0.79, "PULSE RESULTS !EXPORT !OPEN_PULSE"),
        (0.8, "FEELINGS !ASK_ALL !PULSE_NEW !EXPORT !FIND_TIME !OUTSIDE"),
        (0.56, "RESULTS_ONLY !SESSION !INDICATOR !EXPORT !ACTION"),
        (0.6, "PULSE SEE !EXPORT !LIST_ASK !OWN_QUESTIONS"),
    ),
    Intent.PULSE_EXPORT: (
        (0.84, "PULSE EXPORT !SESSION"),
        (0.6, "EXPORT RESULTS !SESSION !ACTION !NOTE !MY_DATA !BARRIER !AUDIT"),
        (0.55, "EXPORT FEELINGS !SESSION"),
        (0.54, "BOARD_PAPER !SESSION !ACTION !BARRIER"),
    ),
    Intent.PULSE_QUESTIONS: (
        (0.83, "OWN_QUESTIONS !ANSWERED !CHALLENGED !CHALLENGE_FIGURE !RESULTS"),
    ),
    Intent.COMPARE: (
        (0.62, "INDICATOR SHORT"),
        (0.7, "INDICATOR COMPARE|FIGURES|SEE !SESSION !TALK !LEARN !CAN_SHARE !OUTSIDE"),
        (0.7, "INDICATOR OUR !SESSION !TALK !LEARN !CAN_SHARE !OUTSIDE !STORY"),
        (0.8, "INDICATOR FIGURES SEE FOR_MEETING !SET_UP_ONE !CHANNEL !TO_ALL !EVERY_MONTH !TALK"),
        (0.72, "COMPARE FIGURES|OUR|WE !SESSION !TALK !OUTSIDE !PEERS !MATCHING !PULSE"),
        (0.73, "COMPARE INDICATOR !SESSION !TALK !OUTSIDE !PULSE"),
        (0.64, "FIGURES OUR !NOT_MAKE !NOT_FORGET !PULSE !SESSION !OUTSIDE !EXPORT !AUDIT !MESSAGES !SNOOZE"),
        (0.72, "HAVE_DATA INDICATOR !SESSION !PULSE"),
        (
            0.55,
            "INDICATOR QUESTION|WE|AT|COMPARE|START !SESSION !PULSE !OUTSIDE !TALK !BARRIER "
            "!LEARN !CAN_SHARE !AGREED !ACTION !STORY",
        ),
        (0.6, "COMPARE_WORD !SESSION !TALK !PULSE"),
    ),
    Intent.INDICATORS: (
        (
            0.8,
            "HAVE_DATA !INDICATOR !COMPARE_OURS !MY_DATA !PULSE !PRIVACY !OTHERS_SEE !CHALLENGED "
            "!RETENTION",
        ),
        (0.83, "WHAT_CAN !SESSION !PULSE"),
        (0.82, "INDICATOR_WORD SEE|LIST_ASK|HAVE_DATA|SHORT !SESSION !INDICATOR"),
        (0.6, "INDICATOR_WORD !SESSION !INDICATOR !PULSE !OUR"),
    ),
    Intent.POST: (
        (
            0.8,
            "POSTING INDICATOR|FIGURES TO_ALL|CHANNEL !EVERY_MONTH !PULSE !SET_UP_ONE !NOT_MAKE "
            "!SHARING_WORD",
        ),
        (0.62, "POST_WORD INDICATOR !EVERY_MONTH !PULSE !SESSION !NOT_MAKE"),
        (0.7, "POST_WORD FIGURES !EVERY_MONTH !PULSE !SESSION !NOT_MAKE !OTHERS_SEE"),
        (0.79, "INDICATOR CHANNEL !EVERY_MONTH !PULSE !SESSION !NOT_MAKE !TALK !ASK_ALL"),
    ),
    Intent.PEERS: (
        (0.83, "PEER_GROUP !SET_UP_ONE !SET_UP !DAY !TALK !EXPORT !COUNT"),
        (0.79, "PEERS !SESSION !MATCHING !OTHERS_SEE !INDICATOR !STORY !CONSENT"),
        (0.8, "PEERS PEERS_ASK !SESSION !MATCHING !OTHERS_SEE"),
    ),
    Intent.SHARING: (
        (0.89, "CONSENT !PULSE !CHANGE_SETTING !ANSWERED !ROLE !LEARN !MATCHING"),
        (0.84, "OTHERS_SEE !CHANGE_SETTING !PULSE !ANONYM_ANSWER !PRIVACY !LEARN"),
        (
            0.83,
            "SHARE_OURS FIGURES|NAME_WORD|OUR !ASK_ALL !CHANGE_SETTING !CHANNEL !PULSE !POST_WORD !ANSWERED "
            "!ANONYM_ANSWER !CAN_SHARE",
        ),
        (0.8, "SHARING_WORD !ASK_ALL !CHANGE_SETTING !CHANNEL !PULSE !CAN_SHARE"),
    ),
    Intent.CHALLENGES: (
        (0.87, "CHALLENGED QUESTION LIST_ASK|SEE|SHORT|FIGURES !CHALLENGE_FIGURE !OUR !PULSE !OWN_QUESTIONS"),
        (0.84, "CHALLENGED SEE|LIST_ASK|SHORT|FIGURES !CHALLENGE_FIGURE !PULSE !OWN_QUESTIONS"),
    ),
    Intent.CHALLENGE: (
        (0.88, "NOT_RIGHT FIGURES|INDICATOR !PULSE !SESSION !GIVE_ROLE !RSVP_NO"),
        (0.86, "WRONG FIGURES|INDICATOR !PULSE !SESSION !GIVE_ROLE"),
        (0.7, "CHALLENGE_FIGURE !PULSE !SESSION"),
    ),
    Intent.MONTHLY: (
        (
            0.86,
            "EVERY_MONTH FIGURES|INDICATOR|POSTING !PULSE !SESSION !TALK !ASK_ALL !REMIND !ACTION",
        ),
        (0.86, "STOP EVERY_MONTH !PULSE !SESSION"),
    ),
    Intent.SCHEDULE: (
        (0.78, "TALK DAY CLOCK PERSON|AT !NOT_MAKE !RECORD !PROMISED !RSVP_NO !RSVP_YES !WHO_SAID"),
        (
            0.76,
            "SESSION SET_UP !NOT_MAKE !SESSION_ASK !CHANGE_SESSION !RSVP_NO !RSVP_YES !EXPORT "
            "!NOTE !LEARN",
        ),
        (
            0.68,
            "SESSION MAKE !STORY !NOT_MAKE !SESSION_ASK !CHANGE_SESSION !RSVP_NO !RSVP_YES !RSVP_MAYBE "
            "!EXPORT !COUNT !NOTE !ACTION !PROMISED !MESSAGES !CONCERN !HELP_HOW !BARRIER !AUDIT",
        ),
        (0.7, "TALK ASKS|WE|START|DAY|CLOCK|OFTEN !NOT_MAKE !PULSE !CONCERN !WHO_SAID !HELP_HOW"),
        (
            0.66,
            "SESSION DAY|CLOCK|OFTEN|TOPIC !STORY !SESSION_ASK !CHANGE_SESSION !RSVP_NO !RSVP_YES "
            "!RSVP_MAYBE !NOT_MAKE !COUNT !NOTE !SEE !PULSE !EXPORT !ACTION !PROMISED !MESSAGES "
            "!CONCERN !AUDIT !BARRIER !AGREED",
        ),
        (
            0.67,
            "SET_UP TOPIC DAY|CLOCK|OFTEN|AT !PULSE !NOT_MAKE !FIGURES !ACTION !MATCHING "
            "!RSVP_YES !RSVP_NO !EXPORT",
        ),
        (0.6, "SESSION TOPIC START !SESSION_ASK !CHANGE_SESSION !NOT_MAKE !COUNT !EXPORT"),
    ),
    Intent.MATCH: (
        (0.78, "MATCHING !NOT_MATCH !NOT_MAKE !OUTSIDE !SET_UP_ONE"),
    ),
    Intent.TIMES: (
        (0.8, "FIND_TIME !NOT_MAKE !RSVP_NO !SET_UP_ONE !OWN_QUESTIONS !CHANGE_SESSION"),
    ),
    Intent.RULES: ((0.88, "GROUND_RULES !CHANGE_SETTING !CHANGE_WORDS !CONCERN !AUDIT"),),
    Intent.SESSIONS: (
        (0.82, "CHANGE_SESSION !NOT_CHANGE"),
        (0.87, "RSVP_HARD SESSION|DAY !PULSE !MESSAGE_WORD !DAYS_OFF !LEARN !BARRIER !MATCHING"),
        (
            0.78,
            "SESSION WHEN_WHERE !STORY !SET_UP_ONE !COUNT !EXPORT !PROMISED !NOTE !BARRIER !ACTION "
            "!CONCERN !AUDIT",
        ),
        (0.8, "COMING_UP !PULSE !MATCHING"),
        (0.81, "RSVP_NO !PULSE !CONTROL !MATCHING !LEARN !DAYS_OFF !SNOOZE"),
        (0.79, "RSVP_YES !PULSE !SET_UP !GIVE_ROLE !SNOOZE !MATCHING !HELP_HOW"),
        (0.79, "RSVP_MAYBE RSVP_VERB|SESSION !PULSE !SET_UP !SET_UP_ONE !TALK"),
        (0.62, "RSVP_MAYBE DAY !PULSE !SET_UP !TALK !SNOOZE"),
        (0.84, "RSVP"),
        (
            0.57,
            "SESSION QUESTION !NOT_MAKE !SET_UP_ONE !SET_UP !COUNT !EXPORT !NOTE !BARRIER !ACTION "
            "!CONCERN !LEARN !PROMISED !PULSE !HELP_HOW !RETENTION !AUDIT",
        ),
    ),
    Intent.ACTIONS: (
        (0.74, "ACTION !RECORD !EXPORT !AGREED !AUDIT"),
        (0.8, "ACTION SEE|LIST_ASK|DONE|OUR !RECORD !EXPORT !AGREED !MESSAGES"),
        (0.81, "PROMISED !PULSE !RECORD_ONE !EXPORT !AGREED_START"),
        (0.83, "DONE ACTION !EXPORT"),
        (0.61, "DONE_CLAIM !PULSE !SESSION !SETTING !QUESTION !MESSAGES !WORK_AT"),
    ),
    Intent.RECORD_ACTION: (
        (0.84, "RECORD ACTION !EXPORT !SEE_START !DONE_MARK"),
        (0.82, "AGREED_START"),
        (
            0.8,
            "RECORD AGREED !PULSE !SESSION_ASK !EXPORT !NOTE !SHARE_FIGURES !LEARN !MATCHING "
            "!ROLE",
        ),
        (0.8, "ACTION_START"),
        (0.76, "AGREED UNTIL|DAY !SESSION_ASK !QUESTION !PULSE !FIND_TIME"),
    ),
    Intent.BARRIERS: (
        (0.77, "BARRIER !SNOOZE !COMPARE_OURS !RSVP_NO !EXPORT !GIVE_ROLE"),
    ),
    Intent.LEARN: (
        (
            0.8,
            "LEARN WE|PRACTICES|TOPIC|START !COMPARE_OURS !SESSION !PULSE !SEE_START !FIND_TIME "
            "!ASK_ALL",
        ),
        (0.83, "CAN_SHARE !SHARE_FIGURES !SESSION !PULSE !CHANNEL"),
        (0.84, "OTHERS_WISH"),
    ),
    Intent.APART: ((0.9, "NOT_MATCH"),),
    Intent.NOTES: ((0.8, "NOTE !SET_UP_ONE !RECORD_ONE !ASK_ALL"),),
    Intent.SESSION_SUMMARY: (
        (0.83, "SESSION COUNT !PULSE !EXPORT !COMING_UP !SET_UP_ONE !RSVP_YES !RSVP_NO"),
        (0.6, "PERIOD COUNT !PULSE !INDICATOR !MESSAGES"),
    ),
    Intent.SESSION_EXPORT: (
        (0.86, "EXPORT SESSION|ACTION|BARRIER !PULSE !NOTE !AUDIT"),
    ),
    Intent.HELP: (
        (0.88, "WHAT_SAY !PULSE !SESSION !INDICATOR !FIGURES !OUTSIDE !RESULTS !BARRIER"),
        (0.64, "HELP !NO_HELP !CAN_SHARE !COMPARE_OURS !OUTSIDE !COMPARE_OURS"),
        (0.79, "HELP_HOW !COMPARE_OURS !INDICATOR !OUTSIDE"),
        (
            0.88,
            "HELP_HOW PULSE|SESSION|COMPARE_WORD|MATCHING|SHORT !COMPARE_OURS !INDICATOR !OUTSIDE "
            "!RETENTION !PEERS !PRIVACY !FORGET !CONCERN !PERSON",
        ),
        (0.795, "HELP SHORT !INDICATOR !FIGURES !OUTSIDE"),
    ),
    Intent.ANONYMITY: (
        (0.9, "WHO_SAID !ACTION !PROMISED !ROLE !SESSION"),
        (0.87, "ANONYM !SNOOZE !OUR_FIGURES !MATCHING !PULSE_NEW !ASK_ALL !NOTE !CHART_WORD"),
    ),
    Intent.MESSAGES: ((0.84, "MESSAGES !SNOOZE !ANSWERED"), (0.6, "MESSAGE_WORD SHORT")),
    Intent.SETUP: (
        (0.86, "CHANGE_SETTING !AUDIT !SESSION !PULSE"),
        (0.83, "SETTING !AUDIT !SESSION !PULSE !MESSAGES !RETENTION !PRIVACY"),
    ),
    Intent.ROLES: ((0.86, "LET_ROLE"), (0.85, "GIVE_ROLE !SESSION !PULSE !FIGURES !MATCHING"),),
    Intent.PRACTICE: (
        (0.86, "WORK_SESSIONS !NOT_MAKE !COMPARE"),
        (0.91, "LOCUM !PULSE !SESSION !WHO_PEOPLE"),
        (0.8, "WORK_AT AT !COMPARE !MATCHING !SESSION !PEERS !FIGURES !WHO_PEOPLE !DAYS_OFF"),
        (0.81, "MY_PLACE !COMPARE !PEERS !FIGURES !SETTING !WHO_PEOPLE"),
        (0.55, "WORK_AT !STORY !OUTSIDE !COMPARE !SESSION !FIGURES !INDICATOR !PULSE !PEERS"),
    ),
    Intent.PEOPLE: ((
            0.78,
            "WHO_PEOPLE !ASK_ALL !SESSION !PULSE !ANSWERED !ROLE !ACTION !COMPARE !WHO_SAID "
            "!LEARN !MATCHING !OTHERS_SEE !CONCERN !INDICATOR !AUDIT",
        ),),
    Intent.MY_DATA: (
        (0.87, "MY_DATA COPY !FORGET !NOTE !SHARING_WORD !RETENTION"),
        (0.82, "MY_DATA !FORGET !PRIVACY !NOTE !SHARING_WORD"),),
    Intent.FORGET_ME: ((0.91, "FORGET !NOT_FORGET"),),
    Intent.PRIVACY: ((0.84, "PRIVACY !NAME_WORD"), (0.7, "PRIVACY")),
    Intent.CONCERN: ((0.87, "CONCERN !COMPARE_OURS"), (0.8, "CONTACT !ROLE"),),
    Intent.AUDIT: ((0.89, "AUDIT"), (0.6, "AUDIT_WORD SHORT")),
    Intent.RETENTION: ((0.86, "RETENTION !FORGET !OPEN_PULSE"),),
    Intent.SNOOZE: (
        (0.86, "SNOOZE !PULSE !DAYS_OFF !NOT_SNOOZE"),
        (0.85, "SNOOZE UNTIL !PULSE_NEW !NOT_SNOOZE"),
    ),
    Intent.DAYS_OFF: ((0.88, "DAYS_OFF !SESSION"),),
    Intent.HOME: ((0.6, "HOME_WORD SHORT"), (0.805, "HOME !EXTEND !ACTION !SESSION !INDICATOR"),),
}  # fmt: skip
RULES = tuple(
    _rule(intent, weight, text) for intent, rules in _TABLE.items() for weight, text in rules
)
