"""The summary of a closed round: plain words first, then each figure with its interval or its reason."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import context, header, section
from bot.blocks.pulse.messages import turnout_words
from bot.blocks.text import day, escape, in_100, when
from bot.domain.delivery import Block, Message
from bot.domain.disclosure import Band, Counts, Hidden, Shown
from bot.domain.pulse import Round, State, Turnout
from bot.domain.results import Figures, Gap, Results, agreement, agreement_interval
from bot.domain.statistics import Interval
from bot.domain.tallies import Opinion

OPINIONS = {
    Opinion.AGREE: "agree",
    Opinion.NEITHER: "neither agree nor disagree, or don’t know",
    Opinion.DISAGREE: "disagree",
}
METHOD = (
    "Intervals are at 95% (Wilson; Newcombe for gaps): what chance alone could make of a figure. They "
    "say nothing about those who did not answer."
)


def render_summary(results: Results, body: str, zone: str) -> Message:
    """For managers and leads, privately."""
    round_ = results.round
    blocks: list[Block] = [
        header(f"Pulse {round_.id}: what people make of {body}"),
        section(f"{response_words(results)} {_period(round_, zone)} in <#{round_.channel}>."),
        section("\n".join(f"• {each}" for each in plain_words(results))),
    ]
    apart = results.groups_hidden
    if apart is not None:
        blocks.append(section(_not_apart(apart[0], apart[1], round_.k)))
    blocks += [
        section("\n".join(_figures(number, figures, round_.k, with_groups=apart is None)))
        for number, figures in enumerate(results.figures, start=1)
    ]
    blocks.append(context(METHOD, f"As a table: `{ids.PULSE} export {round_.id}`."))
    return Message(f"Pulse {round_.id}: {response_words(results)}", tuple(blocks))


def response_words(results: Results) -> str:
    round_ = results.round
    return (
        f"*{round_.answered or 0:,} of {round_.asked:,} answered* "
        f"({round(results.response_rate * 100)}%)."
    )


def render_sealed(round_: Round, turnout: Turnout, zone: str) -> str:
    """All that anybody is told of a round before it has been counted."""
    if round_.state is not State.OPEN:
        return (
            f"Pulse {round_.id} has closed and is being counted: {turnout_words(turnout)}. "
            "Try again in a minute."
        )
    return (
        f"Pulse {round_.id} is sealed until it closes on {when(round_.closes_at, zone)}: "
        f"{turnout_words(turnout)}. Nobody can see or export any result before then."
    )


def plain_words(results: Results) -> Iterator[str]:
    """One sentence a question."""
    for figures in results.figures:
        yield f"*{escape(figures.question.short)}:* {_sentence(figures, results.round.k)}"


def _sentence(figures: Figures, k: int) -> str:
    leaders, members = figures.leaders, figures.members
    if isinstance(leaders, Hidden) or isinstance(members, Hidden):
        return _share(figures.everyone, k)
    if isinstance(leaders, Band) or isinstance(members, Band):
        return f"leaders: {_share(leaders, k)}; members: {_share(members, k)}."
    low, high = in_100(agreement(members)), in_100(agreement(leaders))
    if low == high:
        return f"leaders and members feel it alike: {low}."
    less = "less" if agreement(members) < agreement(leaders) else "more"
    chance = "" if figures.gap and figures.gap.is_clear else " Among so few, this may be chance."
    return f"members feel it {less} than leaders: {low} against {high.split()[0]}.{chance}"


def _share(shown: Shown, k: int) -> str:
    match shown:
        case Hidden(reason):
            return reason.sentence(k)
        case Band():
            return band_words(shown)
        case Counts():
            return f"{in_100(agreement(shown))} agree"


def band_words(band: Band) -> str:
    return f"{band.tenths} in 10 or more {OPINIONS[band.opinion]}"


def _figures(number: int, figures: Figures, k: int, *, with_groups: bool) -> Iterator[str]:
    yield f"*{number}. {escape(figures.question.text)}*"
    yield f"Everyone: {figure_words(figures.everyone, k)}"
    if with_groups:
        yield f"Leaders: {figure_words(figures.leaders, k)}"
        yield f"Members: {figure_words(figures.members, k)}"
        yield f"Gap: {_gap_words(figures.gap)}"


def figure_words(shown: Shown, k: int) -> str:
    match shown:
        case Hidden(reason):
            return f"{reason.sentence(k)}."
        case Band():
            return f"{band_words(shown)} (of {shown.base:,})."
        case Counts():
            return (
                f"*{shown.agree:,} of {shown.base:,} agree* ({round(agreement(shown) * 100)}%, "
                f"{_interval(agreement_interval(shown))}); {_others(shown)}."
            )


def _others(counts: Counts) -> str:
    neither = "neither or don’t know" if counts.dont_know is None else "neither"
    parts = [f"{neither} {counts.neither:,}", f"disagree {counts.disagree:,}"]
    if counts.strongly_agree is not None:
        parts.insert(0, f"strongly {counts.strongly_agree:,}")
    if counts.strongly_disagree is not None:
        parts.append(f"strongly {counts.strongly_disagree:,}")
    if counts.dont_know is not None:
        left_out = "" if counts.dont_know_in_base else f", not among the {counts.base:,}"
        parts.append(f"don’t know {counts.dont_know:,}{left_out}")
    return ", ".join(parts)


def _gap_words(gap: Gap | None) -> str:
    if gap is None:
        return "not worked out, since a figure that it needs is not exact."
    points = round(abs(gap.difference) * 100)
    where = "above" if gap.difference >= 0 else "below"
    size = f"leaders are {points} points {where} members" if points else "none"
    return f"{size} ({_interval(gap.interval)})."


def _interval(interval: Interval) -> str:
    low, high = (round(each * 100) for each in (interval.low, interval.high))
    return f"95% interval {_signed(low)} to {_signed(high)}"


def _signed(points: int) -> str:
    return f"−{-points}" if points < 0 else str(points)


def _not_apart(leaders: Hidden, members: Hidden, k: int) -> str:
    return (
        "*Leaders and members are not shown apart, and so there is no gap to show.*\n"
        f"Leaders: {leaders.reason.sentence(k)}.\nMembers: {members.reason.sentence(k)}."
    )


def _period(round_: Round, zone: str) -> str:
    return f"Open from {day(round_.opens_at, zone)} to {day(round_.closes_at, zone)}"
