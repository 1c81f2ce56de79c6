"""A comparison for a channel: dots without names, and for each reader a button to their own."""

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.comparisons.pictures import channel_dots
from bot.blocks.kit import actions, button, context, header, picture_here, section
from bot.blocks.text import escape
from bot.domain.comparisons import Snippet
from bot.domain.delivery import Block, Message

NO_NAMES = "Each dot is one practice; none is named. “Show my practice” answers only to you."


def render_snippet(snippet: Snippet, zone: str) -> Message:
    """The message for everybody: question, summary, dots, direction, period and source."""
    comparison = snippet.comparison
    indicator = comparison.indicator
    summary = words.summary(comparison)
    picture = channel_dots(comparison)
    blocks = [header(indicator.question), section(escape(summary))]
    if picture is not None:
        blocks += [picture_here(picture.alt), section(words.direction(indicator))]
    blocks += [
        context(escape(words.season(comparison.period)), words.source(comparison, zone)),
        _buttons(snippet),
    ]
    if picture is not None:
        blocks.append(context(NO_NAMES))
    text = f"{indicator.question} {summary} {words.direction(indicator)}"
    return Message(escape(text), tuple(blocks), (picture,) if picture else ())


def _buttons(snippet: Snippet) -> Block:
    topic = snippet.comparison.indicator.name
    return actions(
        [
            button(
                ids.SNIPPET_OWN,
                "Show my practice",
                str(snippet.id),
                label=f"Show my practice's own figure, only to me: {topic}",
            ),
            button(
                ids.SESSION_FROM_SNIPPET,
                "Discuss this",
                str(snippet.id),
                label=f"Set up a peer session about this: {topic}",
            ),
        ]
    )
