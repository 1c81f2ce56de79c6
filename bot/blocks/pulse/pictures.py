"""The pictures of a closed round: the gap between leaders and members, and the trend over its series."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.blocks.pulse.words import GROUP_WORDS, band_words, percent, sentence
from bot.domain.baselines import Survey, published
from bot.domain.delivery import Picture
from bot.domain.disclosure import Audience, Band, Counts
from bot.domain.questions import AnswerType, Question
from bot.domain.results import Figures, Report, Results, agreement
from bot.domain.tallies import Opinion
from bot.domain.times import local_day

ROUNDS = 12  # at most, in a trend: more do not fit on a phone
AXIS = "% who agree, say yes, or give 7 to 10"
AGREE = "% who agree"

Json = dict[str, Any]


def gap_picture(report: Report) -> Picture | None:
    """None where no question has a share."""
    items = [_gap_item(report.results, each) for each in report.results.measured]
    if not items:
        return None
    spec = {"kind": "gap", "items": items, "axis": _axis(report.results.measured)}
    return Picture(spec, _gap_alt(report))


def trend_picture(report: Report) -> Picture | None:
    """None for the first round of a series."""
    rounds = report.rounds[-ROUNDS:]
    measured = report.results.measured
    if len(rounds) < 2 or not measured:
        return None
    labels = _labels(rounds, report.zone)
    items = [_trend_item(rounds, each.question) for each in measured]
    spec = {"kind": "trend", "rounds": labels, "items": items, "axis": _axis(measured)}
    return Picture(spec, _trend_alt(report, rounds, labels))


def _axis(measured: Sequence[Figures]) -> str:
    alike = all(each.question.type is AnswerType.AGREEMENT for each in measured)
    return AGREE if alike else AXIS


# ---- the gap


def _gap_item(results: Results, figures: Figures) -> Json:
    marks = {each.value: _mark(results, figures, each) for each in Audience}
    return {"label": figures.question.short, **marks, "published": list(_beside(figures.question))}


def _beside(question: Question) -> Iterator[Json]:
    for each in published(question.id):
        yield {"name": _named(each.survey, "leaders"), "share": round(each.leaders, 4)}
        yield {"name": _named(each.survey, "others"), "share": round(each.members, 4)}


def _named(survey: Survey, who: str) -> str:
    return f"{survey.name}, {who}"


def _mark(results: Results, figures: Figures, audience: Audience) -> Json | None:
    shown = figures.of(audience)
    match shown:
        case Counts():
            interval = results.interval(shown, audience)
            return {
                "share": round(agreement(shown), 4),
                "low": round(interval.low, 4),
                "high": round(interval.high, 4),
            }
        case Band():
            agree = shown.opinion == Opinion.AGREE
            return {
                "share": shown.tenths / 10 if agree else None,
                "band": band_words(figures.question, shown),
            }
    return None


def _gap_alt(report: Report) -> str:
    said = " ".join(
        f"{each.question.short}: {sentence(each, report.round.k)}"
        for each in report.results.measured
    )
    return f"Leaders and members beside each other, question by question. {said}"


# ---- the trend


def _trend_item(rounds: Sequence[Results], question: Question) -> Json:
    apart = any(_shown(each, question, Audience.LEADERS) for each in rounds)
    groups = (Audience.LEADERS, Audience.MEMBERS) if apart else (Audience.EVERYONE,)
    return {
        "label": question.short,
        "series": [
            {
                "name": GROUP_WORDS[group],
                "marks": [_mark_of(each, question, group) for each in rounds],
            }
            for group in groups
        ],
    }


def _shown(results: Results, question: Question, audience: Audience) -> bool:
    figures = results.figure(question.id)
    return figures is not None and isinstance(figures.of(audience), Counts | Band)


def _mark_of(results: Results, question: Question, audience: Audience) -> Json | None:
    figures = results.figure(question.id)
    return _mark(results, figures, audience) if figures else None


def _labels(rounds: Sequence[Results], zone: str) -> list[str]:
    """``Feb 2026``; with the day where two rounds are in one month."""
    days = [local_day(each.round.closes_at, zone) for each in rounds]
    months = [f"{each:%b %Y}" for each in days]
    if len(set(months)) == len(months):
        return months
    return [f"{each.day} {each:%b %Y}" for each in days]


def _trend_alt(report: Report, rounds: Sequence[Results], labels: Sequence[str]) -> str:
    said = []
    for figures in report.results.measured:
        item = _trend_item(rounds, figures.question)
        lines = (f"{each['name']} {_course(each['marks'])}" for each in item["series"])
        said.append(f"{item['label']}: {'; '.join(lines)}.")
    return f"Trend over {len(rounds)} rounds, {labels[0]} to {labels[-1]}. {' '.join(said)}"


def _course(marks: Sequence[Json | None]) -> str:
    known = [each for each in marks if each is not None]
    if not known:
        return "not shown"
    first, last = known[0], known[-1]
    if len(known) == 1:
        return _said(last)
    return f"from {_said(first)} to {_said(last)}"


def _said(mark: Json) -> str:
    return str(mark["band"]) if "band" in mark else percent(mark["share"])
