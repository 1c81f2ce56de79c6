"""The figures of a closed round in words: the same in the message, the export and the board paper."""

from collections.abc import Iterator

from bot.blocks.text import day, in_100, plural
from bot.domain.baselines import Published, published
from bot.domain.disclosure import Audience, Band, Counts, Hidden, Picked, Shown, Written
from bot.domain.pulse import Circle, CircleKind, Round, Turnout
from bot.domain.questions import AnswerType, Question
from bot.domain.results import Figures, Gap, Report, Results, agreement
from bot.domain.statistics import Interval
from bot.domain.tallies import Opinion

METHOD = (
    "Intervals are at 95% (Wilson; Newcombe for differences): what chance alone could make of a figure. "
    "They say nothing about those who did not answer."
)
FINITE = (
    "Since at least half of those asked answered, the intervals take into account that they are most "
    "of a small group."
)
INDEPENDENT = (
    "Answers cannot be linked from round to round, so changes are reckoned as if other people had "
    "answered each time; the true uncertainty is a little smaller."
)

# What agreeing, neither and disagreeing are called where the question is of another kind.
_AGREE = {
    AnswerType.AGREEMENT: {
        Opinion.AGREE: "agree",
        Opinion.NEITHER: "neither agree nor disagree, or don’t know",
        Opinion.DISAGREE: "disagree",
    },
    AnswerType.YES_NO: {
        Opinion.AGREE: "say yes",
        Opinion.NEITHER: "don’t know",
        Opinion.DISAGREE: "say no",
    },
    AnswerType.SCALE: {
        Opinion.AGREE: "give 7 to 10",
        Opinion.NEITHER: "give 4 to 6",
        Opinion.DISAGREE: "give 0 to 3",
    },
}
GROUP_WORDS = {
    Audience.EVERYONE: "Everyone",
    Audience.LEADERS: "Leaders",
    Audience.MEMBERS: "Members",
}


def opinion_words(question: Question, opinion: str) -> str:
    """``agree``, ``say yes``, ``give 7 to 10``, ``choose “Too long”``."""
    if question.type is AnswerType.CHOICE:
        return f"choose “{question.words_of(opinion)}”"
    return _AGREE[question.type][Opinion(opinion)]


def percent(share: float) -> str:
    return f"{round(share * 100)}%"


def turnout_words(turnout: Turnout) -> str:
    verb = "has" if turnout.answered == 1 else "have"
    return f"{turnout.answered:,} of {turnout.asked:,} {verb} answered"


def response_words(results: Results) -> str:
    round_ = results.round
    return (
        f"{round_.answered or 0:,} of {round_.asked:,} answered ({percent(results.response_rate)})."
    )


def is_about_body(round_: Round) -> bool:
    """Whether it asks what people make of their body; then that is its heading, not its title."""
    return not round_.title or round_.set_id.startswith("ownership")


def period_words(results: Results, zone: str) -> str:
    round_ = results.round
    return f"Open from {day(round_.opens_at, zone)} to {day(round_.closes_at, zone)}"


def circle_words(circle: Circle) -> str:
    """Who was asked: ``the GPs and leads in #north``."""
    match circle.kind:
        case CircleKind.CHANNEL:
            return "the GPs and leads in its channel"
        case CircleKind.GROUP:
            return f"the GPs and leads in the user group {circle.name}".rstrip()
        case CircleKind.PRACTICES:
            return f"the GPs and leads of {plural(len(circle.ids), 'practice')}"
        case CircleKind.MEETING:
            return f"the GPs and leads who were at {circle.name}"
    return "all GPs and leads"


# ---- plain words first


def plain_words(report: Report) -> Iterator[tuple[str, str]]:
    """For each question what it is called, and one sentence."""
    for figures in report.results.figures:
        yield figures.question.short, sentence(figures, report.round.k)


def sentence(figures: Figures, k: int) -> str:
    """The one thing to know of a question; leaders and members first, where they are shown apart."""
    leaders, members = figures.leaders, figures.members
    if isinstance(leaders, Hidden) or isinstance(members, Hidden):
        return f"{_share(figures, figures.everyone, k)}."
    if not (isinstance(leaders, Counts) and isinstance(members, Counts)):
        return f"leaders: {_share(figures, leaders, k)}; members: {_share(figures, members, k)}."
    low, high = agreement(members), agreement(leaders)
    if in_100(low) == in_100(high):
        return f"leaders and members alike: {in_100(low)} {_agree(figures)}."
    against = f"{in_100(low)} against {in_100(high).split()[0]}"
    chance = "" if figures.gap and figures.gap.is_clear else " Among so few, this may be chance."
    less = "less" if low < high else "more"
    if figures.question.type is AnswerType.AGREEMENT:
        return f"members feel it {less} than leaders: {against}.{chance}"
    return f"{less} among members than leaders {_agree(figures)}: {against}.{chance}"


def _agree(figures: Figures) -> str:
    return opinion_words(figures.question, Opinion.AGREE)


def _share(figures: Figures, shown: Shown, k: int) -> str:
    match shown:
        case Hidden(reason):
            return reason.sentence(k)
        case Band():
            return band_words(figures.question, shown)
        case Counts():
            mean = "" if shown.mean is None else f"; the mean is {shown.mean}"
            return f"{in_100(agreement(shown))} {_agree(figures)}{mean}"
        case Picked():
            value, people = max(shown.chosen, key=lambda each: each[1])
            return f"most chosen is “{figures.question.words_of(value)}”, by {in_100(people / shown.base)}"
        case Written(texts):
            return f"{plural(len(texts), 'person', 'people')} wrote something"


def band_words(question: Question, band: Band) -> str:
    return f"{band.tenths} in 10 or more {opinion_words(question, band.opinion)}"


# ---- each figure


def figure_words(
    results: Results, figures: Figures, audience: Audience, *, bold: tuple[str, str] = ("", "")
) -> str:
    """A figure with its interval and all that is told of it, or why it is not; ends in a full stop."""
    shown = figures.of(audience)
    match shown:
        case Hidden(reason):
            return f"{reason.sentence(results.round.k)}."
        case Band():
            return f"{band_words(figures.question, shown)} (of {shown.base:,})."
        case Counts():
            interval = interval_words(results.interval(shown, audience))
            head = f"{shown.agree:,} of {shown.base:,} {_agree(figures)}"
            return (
                f"{bold[0]}{head}{bold[1]} ({percent(agreement(shown))}, {interval}); "
                f"{others_words(figures.question, shown)}."
            )
        case Picked():
            parts = [f"{figures.question.words_of(each)} {n:,}" for each, n in shown.chosen]
            if shown.others is not None:
                parts.append(f"others {shown.others:,}")
            return f"{', '.join(parts)} (of {shown.base:,})."
        case Written(texts):
            return (
                f"{plural(len(texts), 'person', 'people')} wrote something, in an order of chance."
            )


def others_words(question: Question, counts: Counts) -> str:
    """All but those who agree: ``neither 3, disagree 6``."""
    parts = list(_other_parts(question, counts))
    if counts.strongly_agree is not None and question.type is AnswerType.AGREEMENT:
        parts.insert(0, f"strongly {counts.strongly_agree:,}")
        parts.append(f"strongly {counts.strongly_disagree or 0:,}")
    if counts.dont_know is not None:
        left_out = "" if counts.dont_know_in_base else f", not among the {counts.base:,}"
        parts.append(f"don’t know {counts.dont_know:,}{left_out}")
    if counts.mean is not None:
        parts.append(f"mean {counts.mean}")
    return ", ".join(parts)


def _other_parts(question: Question, counts: Counts) -> Iterator[str]:
    told_apart = counts.dont_know is not None
    match question.type:
        case AnswerType.YES_NO:
            if not told_apart:
                yield f"don’t know {counts.neither:,}"
            yield f"no {counts.disagree:,}"
        case AnswerType.SCALE:
            yield f"4 to 6: {counts.neither:,}"
            yield f"0 to 3: {counts.disagree:,}"
        case _:
            yield f"{'neither' if told_apart else 'neither or don’t know'} {counts.neither:,}"
            yield f"disagree {counts.disagree:,}"


def interval_words(interval: Interval) -> str:
    low, high = (round(each * 100) for each in (interval.low, interval.high))
    if interval.low == interval.high:
        return "everybody asked answered, so it has no interval"
    return f"95% interval {signed(low)} to {signed(high)}"


def signed(points: int) -> str:
    return f"−{-points}" if points < 0 else str(points)


# ---- differences


def gap_words(gap: Gap | None) -> str:
    if gap is None:
        return "not worked out, since a figure that it needs is not exact."
    points = round(abs(gap.difference) * 100)
    where = "above" if gap.difference >= 0 else "below"
    size = f"leaders are {points} points {where} members" if points else "none"
    return f"{size} ({interval_words(gap.interval)})."


def change_words(change: Gap | None) -> str | None:
    """Since the round before; None where there is nothing to set it beside."""
    if change is None:
        return None
    points = round(abs(change.difference) * 100)
    if not points:
        return f"as last time ({interval_words(change.interval)})."
    more = "more" if change.difference > 0 else "fewer"
    chance = "" if change.is_clear else " This may be chance."
    return f"{points} points {more} than last time ({interval_words(change.interval)}).{chance}"


def trend_words(report: Report, question: Question) -> str | None:
    """``Over 3 rounds, members: 30%, 35%, 41%.``; None before the third, which change_words leave out."""
    if len(report.rounds) < 3:
        return None
    audience = Audience.MEMBERS
    if not any(isinstance(each, Counts) for each in report.trend(question.id, audience)):
        audience = Audience.EVERYONE
    known = [
        percent(agreement(each)) if isinstance(each, Counts) else "–"
        for each in report.trend(question.id, audience)
    ]
    if all(each == "–" for each in known):
        return None
    return f"Over {len(known)} rounds, {GROUP_WORDS[audience].lower()}: {', '.join(known)}."


def published_words(question: Question) -> list[str]:
    """What was found elsewhere: ``Six CCGs, 2013: 66% of leaders, 35% of other GPs.``"""
    return [_published(each) for each in published(question.id)]


def _published(each: Published) -> str:
    about = "about " if each.rounded else ""
    return (
        f"{each.survey.name}: {about}{percent(each.leaders)} of those with a formal role, "
        f"{about}{percent(each.members)} of other GPs."
    )


def sources_words(results: Results) -> list[str]:
    """Source and caveat of each survey that is set beside a question, once."""
    surveys = {
        each.survey: None for figures in results.figures for each in published(figures.question.id)
    }
    return [f"{each.name}: {each.source}. {each.caveat}" for each in surveys]


def method_words(report: Report) -> list[str]:
    words = [METHOD]
    if report.results.population(Audience.EVERYONE) is not None:
        words.append(FINITE)
    if report.earlier:
        words.append(INDEPENDENT)
    return words


def waited_words(report: Report) -> str:
    """How long people waited for the reply."""
    if report.reply is None:
        return "There is no reply to it yet."
    days = (report.reply.at - report.round.closes_at).days
    return f"People waited {plural(max(days, 0), 'day')} for this reply."
