"""Reports of counted rounds, made through the same disclosure as real ones, without a database."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.disclosure import disclose
from bot.domain.pulse import Group, Round, State
from bot.domain.questions import (
    OWNERSHIP_4,
    OWNERSHIP_8,
    SESSION_FEEDBACK,
    Agreement,
    Answers,
    AnswerType,
    Question,
    QuestionSet,
)
from bot.domain.results import Reply, Report, Results, read
from bot.domain.tallies import count

BODY = "Wold Valley PCN"
LONDON = "Europe/London"
CLOSES = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
QUARTER = timedelta(days=91)
ANSWERED: Mapping[Group, int] = {Group.LEADER: 9, Group.MEMBER: 26, Group.UNKNOWN: 0}
ASKED: Mapping[Group, int] = {Group.LEADER: 10, Group.MEMBER: 38, Group.UNKNOWN: 0}
FEW_LEADERS: Mapping[Group, int] = {Group.LEADER: 3, Group.MEMBER: 26, Group.UNKNOWN: 0}
FEW: Mapping[Group, int] = {Group.LEADER: 1, Group.MEMBER: 3, Group.UNKNOWN: 0}
LIKING = {Group.LEADER: 0.68, Group.MEMBER: 0.4, Group.UNKNOWN: 0.5}  # who agree, about
REPLY = Reply(
    "You said that decisions are made without you. From January each proposal goes to all practices "
    "two weeks before it is decided, and the minutes say what came back.",
    "U900",
    CLOSES + timedelta(days=12),
)
TEXTS = (
    "Start on time; we lost twenty minutes.",
    "More cases, fewer slides.",
    "Invite the pharmacists as well.",
    "A written summary a day later would help those who could not come.",
    "Nothing, it was good.",
    "Could it be at lunch time?",
)
ALL_TYPES = QuestionSet(
    "all-types",
    "One of each",
    (
        OWNERSHIP_4.questions[0],
        Question("next", "Do you know what is next?", "Knows what is next", AnswerType.YES_NO),
        Question("works", "How well does {body} work?", "How well it works", AnswerType.SCALE),
        Question(
            "length",
            "How was its length?",
            "Its length",
            AnswerType.CHOICE,
            ("Too short", "About right", "Too long"),
        ),
        Question("better", "What would be better?", "What would be better", AnswerType.TEXT),
    ),
)


def a_report(
    asks: QuestionSet = OWNERSHIP_4,
    *,
    earlier: int = 0,
    answered: Mapping[Group, int] = ANSWERED,
    asked: Mapping[Group, int] = ASKED,
    reply: Reply | None = REPLY,
    texts: Sequence[str] = TEXTS,
    seed: int = 7,
) -> Report:
    """A round of those questions, the ``earlier`` ones each a quarter before the next."""
    questions = asks.worded(BODY).questions
    rounds = []
    for back in range(earlier, -1, -1):
        round_ = Round(
            12 - back,
            State.CLOSED,
            "C0PULSE",
            "U900",
            questions,
            5,
            CLOSES - back * QUARTER - timedelta(days=7),
            CLOSES - back * QUARTER,
            sum(asked.values()),
            sum(answered.values()),
            title=asks.title,
            set_id=asks.id,
            groups=asked,
        )
        rng = random.Random(seed * 100 + back)
        rounds.append(counted(round_, ballots(questions, answered, texts, rng)))
    return Report(rounds[-1], tuple(rounds[:-1]), reply, BODY, LONDON)


def counted(round_: Round, cast: Iterable[tuple[Group, Answers]]) -> Results:
    """What disclosure lets through of these ballots."""
    tallies = count(round_.questions, cast, round_.groups)
    return read(round_, disclose(round_.questions, tallies, round_.k, random.Random(1)))


def ballots(
    questions: Sequence[Question],
    answered: Mapping[Group, int],
    texts: Sequence[str],
    rng: random.Random,
) -> list[tuple[Group, Answers]]:
    left = list(texts)
    return [
        (group, tuple(_answer(each, LIKING[group], left, rng) for each in questions))
        for group, people in answered.items()
        for _ in range(people)
    ]


def _answer(question: Question, liking: float, texts: list[str], rng: random.Random) -> str:
    agrees = rng.random() < liking
    match question.type:
        case AnswerType.TEXT:
            return texts.pop(0) if texts else ""
        case AnswerType.SCALE:
            return str(rng.randint(7, 10) if agrees else rng.randint(1, 6))
        case AnswerType.YES_NO:
            return "yes" if agrees else "no"
        case AnswerType.CHOICE:
            return rng.choice(question.options).value
    if agrees:
        return rng.choices((Agreement.STRONGLY_AGREE, Agreement.AGREE), (1, 2))[0]
    others = (
        Agreement.NEITHER,
        Agreement.DISAGREE,
        Agreement.STRONGLY_DISAGREE,
        Agreement.DONT_KNOW,
    )
    return rng.choices(others, (3, 4, 2, 1))[0]


def worded(report: Report, question: Question) -> Report:
    """The same with the first question exchanged, whatever it is called."""

    def exchanged(results: Results) -> Results:
        first, *others = results.figures
        round_ = replace(results.round, questions=(question, *(each.question for each in others)))
        return replace(results, round=round_, figures=(replace(first, question=question), *others))

    return replace(
        report,
        results=exchanged(report.results),
        earlier=tuple(map(exchanged, report.earlier)),
    )


SESSION = SESSION_FEEDBACK
FOUR, EIGHT = OWNERSHIP_4, OWNERSHIP_8
