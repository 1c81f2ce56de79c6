"""A practice's own figure, for its own members only: to be understood in ten seconds on a phone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.comparisons.challenge import challenge_button
from bot.blocks.comparisons.peers import how_chosen_button
from bot.blocks.comparisons.pictures import own_dots
from bot.blocks.comparisons.run import run_chart
from bot.blocks.kit import (
    Element,
    actions,
    button,
    context,
    option,
    picture_here,
    section,
    select,
)
from bot.blocks.text import escape, plural
from bot.domain.comparisons import Change, Comparison, Figure, Own, Place
from bot.domain.comparisons.challenges import About
from bot.domain.comparisons.series import Series
from bot.domain.delivery import Block, Message
from bot.domain.indicators import Indicator, ValueType
from bot.domain.people import Practice
from bot.domain.statistics import Interval, Label, Standing, Trend

START_FROM = "A difference is a question to start from: the data, the patients, ways of working, or a choice."
ONLY_YOU = "Only you can see this."
NOTHING_TO_DRAW = (
    "There is too little to draw yet: a picture takes five practices with a figure, or three figures "
    "of your own."
)
MOST_CHOICES = 40
"""Buttons in one question: a message holds 50 blocks."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a private answer says.

    ``alike`` is who the ``peers`` are in kind ("10 urban practices"); ``questioned`` says that
    somebody has questioned this figure; ``may_post`` that the reader may show the group's figures.
    ``theirs`` are all practices of the reader; ``snippet_id`` the figures that were posted.
    """

    comparison: Comparison
    practice: Practice
    own: Own | None
    zone: str
    peers: tuple[Figure, ...] = ()
    alike: str = ""
    questioned: str = ""
    may_post: bool = False
    theirs: tuple[Practice, ...] = ()
    snippet_id: int | None = None

    @property
    def chosen(self) -> str:
        """The indicator, with the practice where the reader has several: a button's value."""
        key = self.comparison.indicator.key
        return f"{key} {self.practice.ods_code}" if len(self.theirs) > 1 else key


def render_own(shown: Shown) -> Message:
    """Value, interval, place among the others, change, one possible step, counts and source."""
    comparison, practice, own = shown.comparison, shown.practice, shown.own
    if own is None:
        return _render_no_figure(shown)
    indicator, span = comparison.indicator, words.period(comparison.period)
    value, typical = _value(indicator, own), _typical(own)
    opening = f"*{escape(practice.name)}: {escape(value)}*\n{_interval(indicator, own)}{span}."
    lines = [
        *_place(shown, own),
        *_england(indicator, own),
        *_change(indicator, own.change, typical),
        *_trend(own.trend),
    ]
    blocks: list[Block] = [
        section(f"{escape(indicator.question)}\n{opening}"),
        section("\n".join(lines)),
        section(escape(_meaning(indicator, own))),
    ]
    if shown.questioned:
        blocks.append(section(shown.questioned))
    cautions = [escape(own.figure.note)] if own.figure.note else []
    small = [_counts(comparison, own), *cautions, words.source(comparison, shown.zone), ONLY_YOU]
    blocks += [context(escape(small[0]), *small[1:]), _buttons(shown), *_others(shown)]
    text = f"{practice.name}: {value}, {span}. {ONLY_YOU}"
    return Message(escape(text), tuple(blocks))


# ---- its pictures


def render_pictures(shown: Shown, series: Series) -> Message:
    """The dots with one's own marked, and one's own over time: what there is enough for."""
    comparison = shown.comparison
    title = f"*{escape(shown.practice.name)}*: {escape(comparison.indicator.question)}"
    found = [own_dots(comparison, shown.practice.ods_code, shown.peers)]
    found.append(run_chart(series))
    pictures = tuple(each for each in found if each is not None)
    places = [picture_here(each.alt, number) for number, each in enumerate(pictures)]
    note = [] if pictures else [section(NOTHING_TO_DRAW)]
    small = context(words.source(comparison, shown.zone), ONLY_YOU)
    text = f"{shown.practice.name}: pictures of {comparison.indicator.name}. {ONLY_YOU}"
    return Message(escape(text), (section(title), *places, *note, small), pictures)


# ---- the choice between several


def render_which(indicators: Sequence[Indicator]) -> Message:
    """Asks which figures are meant, a button for each."""
    question = "Which figures would you like to see for your practice?"
    blocks = [section(question), *map(_choice, indicators[:MOST_CHOICES])]
    if len(indicators) > MOST_CHOICES:
        more = len(indicators) - MOST_CHOICES
        blocks.append(context(f"… and {more:,} more: name one, as in `{ids.COMPARE} antibiotics`."))
    return Message(question, tuple(blocks))


def _choice(indicator: Indicator) -> Block:
    label = f"Show my practice: {indicator.name}"
    shown = button(ids.COMPARE_OWN, "Show", indicator.key, label=label)
    return section(escape(indicator.name), accessory=shown)


# ---- its parts


def _render_no_figure(shown: Shown) -> Message:
    """Every part of the period is needed: with some of them the season would decide."""
    comparison = shown.comparison
    missing = (
        "at least one of its months is missing or had nothing to count"
        if comparison.period.parts > 1
        else "it is missing, or there was nothing to count"
    )
    sentence = (
        f"There is no figure for {shown.practice.name} for {words.period(comparison.period)}: "
        f"{missing}. It will be here when it is complete."
    )
    blocks = (
        section(f"{escape(comparison.indicator.question)}\n{escape(sentence)}"),
        context(words.source(comparison, shown.zone), ONLY_YOU),
        *_others(shown),
    )
    return Message(escape(sentence), blocks)


def _others(shown: Shown) -> Iterator[Block]:
    """The way to the same of another practice, for who works at several."""
    if len(shown.theirs) < 2:
        return
    about = str(shown.snippet_id) if shown.snippet_id else ""
    key = shown.comparison.indicator.key
    options = [
        option(each.name, f"{each.ods_code} {about} {key}")
        for each in shown.theirs
        if each != shown.practice
    ]
    menu = select(ids.COMPARE_OTHER, options, placeholder="Another of your practices")
    yield section("You work at more than one practice.", menu)


def _typical(own: Own) -> float:
    return own.nearest.spread.median if own.nearest else own.figure.value


def _value(indicator: Indicator, own: Own) -> str:
    return words.number(indicator, own.figure.value, _typical(own)) + words.unit(indicator)


def _interval(indicator: Indicator, own: Own) -> str:
    if own.interval is None:
        return "For "
    return f"95% interval {_range(indicator, own.interval, _typical(own))}, for "


def _range(indicator: Indicator, limits: Interval, typical: float) -> str:
    low, high = (words.number(indicator, each, typical) for each in (limits.low, limits.high))
    return f"{low} to {high}"


def _place(shown: Shown, own: Own) -> list[str]:
    """Where it lies among practices like it, or among the group's, in neutral words."""
    place = own.nearest
    if place is None:
        return [escape(words.too_few(shown.comparison))]
    median = words.number(shown.comparison.indicator, place.spread.median, place.spread.median)
    who, others = "Practices like yours", f"these {shown.alike}"
    if own.peers is None:
        who, others = "Your group", f"{place.spread.practices - 1} other practices"
    said = f"*{who}:* median {median}. Yours is {among(place.below)} of {escape(others)}."
    return [f"{said} {_how_far(own, place)}".rstrip()]


def _how_far(own: Own, place: Place) -> str:
    """Whether it is chance, usual among practices, or more than that."""
    if own.interval and own.interval.low <= place.spread.median <= own.interval.high:
        return "The difference may be chance."
    if own.standing is None:
        return ""
    if own.standing in (Standing.MUCH_HIGHER, Standing.MUCH_LOWER):
        return "That is unusual, even allowing for how much practices differ."
    return "Practices commonly differ by as much."


def _trend(trend: Trend | None) -> list[str]:
    if trend is None:
        return []
    said = {1: "yours has risen", -1: "yours has come down", 0: "no clear change"}
    return [f"*Over five years:* {said[trend.direction]}."]


def among(below: float) -> str:
    """``higher than about 8 in 10``: tenths, since more would be false precision."""
    tenths = round(below * 10)
    if tenths == 5:
        return "in the middle: higher than about half"
    if tenths in (0, 10):
        return f"{'higher' if tenths else 'lower'} than nearly all"
    side = "higher" if tenths > 5 else "lower"
    return f"{side} than about {max(tenths, 10 - tenths)} in 10"


def _england(indicator: Indicator, own: Own) -> list[str]:
    if own.england is None:
        return []
    value = words.number(indicator, own.england.figure.value, _typical(own))
    return [f"*England:* {value}. {_BESIDE[own.england.label]}".rstrip()]


_BESIDE = {
    None: "",
    Label.SIMILAR: "Yours is similar, within chance.",
    Label.HIGHER: "Yours is higher by more than chance.",
    Label.LOWER: "Yours is lower by more than chance.",
}


def _change(indicator: Indicator, change: Change | None, typical: float) -> list[str]:
    if change is None:
        return []
    before = words.number(indicator, change.before.value, typical)
    said = f"*A year before:* {before}."
    if change.interval is None:
        return [said]
    if not change.certain:
        return [f"{said} The difference may be chance."]
    up = change.difference > 0
    low, high = sorted((abs(change.interval.low), abs(change.interval.high)))
    by = _range(indicator, Interval(low, high), typical)
    return [f"{said} Yours has {'risen' if up else 'come down'} by {by} since."]


def _meaning(indicator: Indicator, own: Own) -> str:
    """Which direction is good, and what one might do."""
    step = own.step
    if step is None:
        return f"{words.direction(indicator)} {START_FROM}"
    change = f"{abs(step.change):,} {'fewer' if step.change < 0 else 'more'} {indicator.counted}"
    goal = "their median" if step.to_median else "the middle half of them"
    every = " a month" if step.monthly else ""
    return (
        f"{words.direction(indicator)}\nOne possible step: if nothing about your patients explains "
        f"the difference, about {change}{every} would reach {goal}. Part of the way counts too."
    )


def _counts(comparison: Comparison, own: Own) -> str:
    """n: what was counted, and against what."""
    indicator, figure = comparison.indicator, own.figure
    if figure.numerator is None or figure.denominator is None:
        return "The publisher gives the value only, without the counts behind it."
    counted = f"{words.count(figure.numerator)} {indicator.counted}"
    if indicator.standing:
        average = figure.denominator / comparison.period.parts
        counted += f" in {plural(comparison.period.months, 'month')}"
        said = f"n: {counted}, for about {words.count(average)} {indicator.against}."
    else:
        said = f"n: {counted}, out of {words.count(figure.denominator)} {indicator.against}."
    if indicator.value_type not in (ValueType.PROPORTION, ValueType.RATE):
        said += " No interval is given, because this is not a count of separate events."
    return said


def _buttons(shown: Shown) -> Block:
    indicator = shown.comparison.indicator

    def one(action_id: str, said: str, does: str) -> Element:
        value = shown.chosen if action_id == ids.COMPARE_PICTURES else indicator.key
        return button(action_id, said, value, label=f"{does}: {indicator.name}")

    found = [
        one(ids.COMPARE_PICTURES, "Pictures", "Send me pictures of this"),
        how_chosen_button(shown.chosen),
        challenge_button(
            About(key=indicator.key, ods_code=shown.practice.ods_code), indicator.name
        ),
    ]
    if shown.may_post:
        found.append(one(ids.SNIPPET_START, "Post to a channel", "Show the group's figures"))
    return actions(found)
