"""A comparison for a channel: dots without names, and for each reader a button to their own."""

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.comparisons.challenge import challenge_button, questioned_words
from bot.blocks.comparisons.pictures import channel_dots
from bot.blocks.concerns.words import HINT
from bot.blocks.kit import actions, button, context, header, picture_here, section
from bot.blocks.text import escape, listed, plural
from bot.domain.comparisons import Comparison
from bot.domain.comparisons.challenges import About
from bot.domain.comparisons.snippets import ChannelView, Named
from bot.domain.delivery import Block, Message

NO_NAMES = "Each dot is one practice, without its name. “Show my practice” answers only to you."
MOST_NAMED = 10


def render_snippet(view: ChannelView, zone: str) -> Message:
    """The message for everybody: question, summary, dots, direction and source.

    Names stand in a line of their own, never in the text that notifications show.
    """
    comparison = view.comparison
    indicator = comparison.indicator
    small_ones = _small(view)
    summary = " ".join([words.summary_for_all(comparison), *small_ones])
    picture = channel_dots(comparison, *small_ones)
    blocks = [header(indicator.question), section(escape(summary))]
    if picture is not None:
        blocks += [picture_here(picture.alt), section(words.direction(indicator))]
    if view.named:
        blocks.append(section(_named(comparison, view.named)))
    if view.questioned is not None:
        below = view.snippet.channel if view.is_copy else None
        blocks.append(section(f"*{questioned_words(view.questioned, zone, below)}*"))
    small = [NO_NAMES] if picture is not None else []
    if comparison.period.months < 12:
        small.append(escape(words.season(comparison.period)))
    blocks += [context(*small, words.source(comparison, zone), HINT), _buttons(view)]
    text = f"{indicator.question} {summary} {words.direction(indicator)}"
    return Message(escape(text), tuple(blocks), (picture,) if picture else ())


def _small(view: ChannelView) -> list[str]:
    if not view.small:
        return []
    have = "has small numbers, which are" if view.small == 1 else "have small numbers, which are"
    return [f"{plural(view.small, 'more practice')} {have} not shown."]


def _named(comparison: Comparison, named: tuple[Named, ...]) -> str:
    """Those who said that they may be asked, each with its figure."""
    indicator, group = comparison.indicator, comparison.spread
    typical = group.median if group else 0.0
    said = [
        f"{escape(each.practice.name)} ({words.number(indicator, each.figure.value, typical)})"
        for each in named[:MOST_NAMED]
    ]
    if len(named) > MOST_NAMED:
        said.append(f"{len(named) - MOST_NAMED} more")
    return f"Happy to be asked about theirs: {listed(said)}."


def _buttons(view: ChannelView) -> Block:
    topic, value = view.comparison.indicator.name, str(view.snippet.id)
    return actions(
        [
            button(
                ids.SNIPPET_OWN,
                "Show my practice",
                value,
                label=f"Show my practice's own figure, only to me: {topic}",
            ),
            button(
                ids.SESSION_FROM_SNIPPET,
                "Discuss this",
                value,
                label=f"Set up a peer session about this: {topic}",
            ),
            challenge_button(About(snippet_id=view.snippet.id), topic),
        ]
    )
