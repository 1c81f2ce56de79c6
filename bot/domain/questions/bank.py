"""The question sets that come with Peerbot. Their ids stay the same, so that rounds can be compared."""

from bot.domain.questions.model import AnswerType, Question, QuestionSet

_OWNED = Question(
    "owned",
    "{body} is owned by its members and feels like ‘our organisation’",
    "Owned by its members",
)
_DECISIONS = Question(
    "decisions", "Decisions made by {body} reflect my views", "Decisions reflect my views"
)
_INFLUENCE = Question(
    "influence",
    "I can influence the work of {body} if I choose to",
    "I can influence its work",
)
_RELATIONS = Question(
    "relations",
    "{body} has improved working relations between practices",
    "Better relations between practices",
)

OWNERSHIP_4 = QuestionSet(
    "ownership-4",
    "Ownership, four questions",
    (_OWNED, _DECISIONS, _INFLUENCE, _RELATIONS),
    "The first three are from the national GP Worklife Survey of 2015 (Moran et al., BMJ Open 2017), "
    "the last from the 2013 study of six groups (King’s Fund and Nuffield Trust).",
)
OWNERSHIP_8 = QuestionSet(
    "ownership-8",
    "Ownership, eight questions",
    (
        Question(
            "informed",
            "I am informed about what {body} is trying to achieve",
            "Informed of its aims",
        ),
        Question("understand", "I understand how {body} operates", "I understand how it operates"),
        _DECISIONS,
        Question("contact", "I know how to contact {body}", "I know how to contact it"),
        Question(
            "responsive", "{body} is responsive when I contact it", "Responsive when contacted"
        ),
        _OWNED,
        Question(
            "meetings",
            "There are members’ meetings of {body} to which I am invited",
            "Invited to members’ meetings",
        ),
        _INFLUENCE,
    ),
    "All eight are from the national GP Worklife Survey of 2015 (Moran et al., BMJ Open 2017).",
)
SESSION_FEEDBACK = QuestionSet(
    "session-feedback",
    "Feedback on a peer session",
    (
        Question(
            "session-useful", "The session was useful to my practice", "Useful to my practice"
        ),
        Question("session-open", "I could speak openly", "I could speak openly"),
        Question(
            "session-next",
            "Do you know what your practice will do next?",
            "Knows what to do next",
            AnswerType.YES_NO,
        ),
        Question(
            "session-length",
            "How was its length?",
            "Length",
            AnswerType.CHOICE,
            ("Too short", "About right", "Too long"),
        ),
        Question(
            "session-better",
            "What would make the next one better?",
            "What would make it better",
            AnswerType.TEXT,
        ),
    ),
)
TEMPERATURE = QuestionSet(
    "temperature",
    "Temperature check, one tap",
    (
        Question(
            "temperature",
            "How well does {body} work for your practice at the moment? 0 is not at all, 10 very well.",
            "How well it works for us",
            AnswerType.SCALE,
        ),
    ),
)
BUILT_IN = (OWNERSHIP_4, OWNERSHIP_8, TEMPERATURE, SESSION_FEEDBACK)


def built_in(set_id: str) -> QuestionSet | None:
    return next((each for each in BUILT_IN if each.id == set_id), None)
