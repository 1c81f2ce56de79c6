"""A practice's own figure, for its own members only."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.kit import button, context, divider, section
from bot.blocks.text import escape, plural
from bot.domain.comparisons import Comparison, Own
from bot.domain.delivery import Block, Message
from bot.domain.indicators import Indicator, ValueType
from bot.domain.people import Practice

START_FROM = (
    "A difference can come from the data, the patients, the way things are done, or a choice: "
    "it is a question to start from."
)
ONLY_YOU = "Only you can see this."
MOST_CHOICES = 40
"""Buttons in one question: a message holds 50 blocks."""


def render_own(comparison: Comparison, practice: Practice, own: Own | None, zone: str) -> Message:
    """Value, interval, counts, place among the others, one possible step, and the source."""
    if own is None:
        return _render_no_figure(comparison, practice, zone)
    indicator = comparison.indicator
    value = _value(comparison, own)
    opening = f"*{escape(practice.name)}: {escape(value)}*, for {words.period(comparison.period)}."
    blocks: list[Block] = [
        section(f"{escape(indicator.question)}\n{opening}"),
        section(escape(_counts(comparison, own))),
        section(escape(" ".join(_place(comparison, own)))),
    ]
    if step := _step(indicator, own):
        blocks.append(section(escape(step)))
    blocks += [divider(), context(START_FROM, words.source(comparison, zone), ONLY_YOU)]
    text = f"{practice.name}: {value}, for {words.period(comparison.period)}. {ONLY_YOU}"
    return Message(escape(text), tuple(blocks))


def render_which(indicators: Sequence[Indicator]) -> Message:
    """Asks which figures are meant, a button for each."""
    question = "Which figures would you like to see for your practice?"
    return Message(question, (section(question), *map(_choice, indicators[:MOST_CHOICES])))


def _choice(indicator: Indicator) -> Block:
    label = f"Show my practice: {indicator.name}"
    shown = button(ids.COMPARE_OWN, "Show", indicator.key, label=label)
    return section(escape(indicator.name), accessory=shown)


def _render_no_figure(comparison: Comparison, practice: Practice, zone: str) -> Message:
    """Every month of the period is needed: with some of them the season would decide."""
    sentence = (
        f"There is no figure for {practice.name} for {words.period(comparison.period)}: at least "
        "one of its months is missing or had nothing to count. It will be here when it is complete."
    )
    blocks = (
        section(f"{escape(comparison.indicator.question)}\n{escape(sentence)}"),
        context(words.source(comparison, zone), ONLY_YOU),
    )
    return Message(escape(sentence), blocks)


def _typical(own: Own) -> float:
    return own.spread.median if own.spread else own.figure.value


def _value(comparison: Comparison, own: Own) -> str:
    indicator = comparison.indicator
    said = words.number(indicator, own.figure.value, _typical(own)) + words.unit(indicator)
    if own.interval is None:
        return said
    low, high = (
        words.number(indicator, each, _typical(own))
        for each in (own.interval.low, own.interval.high)
    )
    return f"{said} (95% interval {low} to {high})"


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


def _place(comparison: Comparison, own: Own) -> list[str]:
    """Where it lies among the others, in neutral words, and what that may mean."""
    if own.spread is None or own.below is None:
        return [words.too_few(comparison), words.direction(comparison.indicator)]
    median = words.number(comparison.indicator, own.spread.median, own.spread.median)
    others = plural(own.spread.practices - 1, "other practice")
    said = [f"It is {among(own.below)} of the {others}; the median of all is {median}."]
    if own.interval and own.interval.low <= own.spread.median <= own.interval.high:
        said.append("The median lies within the interval, so the difference may be chance.")
    return [*said, words.direction(comparison.indicator)]


def among(below: float) -> str:
    """``higher than about 8 in 10``: tenths, since more would be false precision."""
    tenths = round(below * 10)
    if tenths == 5:
        return "in the middle: higher than about half"
    if tenths in (0, 10):
        return f"{'higher' if tenths else 'lower'} than nearly all"
    side = "higher" if tenths > 5 else "lower"
    return f"{side} than about {max(tenths, 10 - tenths)} in 10"


def _step(indicator: Indicator, own: Own) -> str:
    step = own.step
    if step is None:
        return ""
    change = f"{abs(step.change):,} {'fewer' if step.change < 0 else 'more'} {indicator.counted}"
    goal = "the median" if step.to_median else "the middle half of the practices"
    every = " a month" if step.monthly else ""
    return (
        "One possible step: if nothing about your patients explains the difference, about "
        f"{change}{every} would reach {goal}. Part of the way counts too."
    )
