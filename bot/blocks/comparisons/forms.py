"""The form with which a lead posts a comparison."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.kit import View, conversations_select, input_, modal, option, section, select
from bot.blocks.text import escape
from bot.domain.comparisons import Comparison
from bot.domain.indicators import Indicator

NONE_FIT = "Nothing here fits “{words}”. There are figures on: {names}."


def build_snippet_modal(
    indicators: Sequence[Indicator], comparison: Comparison, channel: str | None
) -> View:
    """Which figures, where, and what everybody will read. ``channel``: the one to propose."""
    options = [option(each.name, each.key) for each in indicators]
    which = select(ids.SNIPPET_INDICATOR, options, comparison.indicator.key)
    where = conversations_select(ids.SNIPPET_CHANNEL, channel)
    return modal(
        ids.SNIPPET_NEW,
        "Post a comparison",
        [
            input_(ids.SNIPPET_INDICATOR, "Figures", which) | {"dispatch_action": True},
            section(_preview(comparison)),
            input_(ids.SNIPPET_CHANNEL, "Channel", where),
        ],
        submit="Post",
    )


def _preview(comparison: Comparison) -> str:
    """What the channel will read, so that nobody posts unseen figures."""
    question, summary = escape(comparison.indicator.question), escape(words.summary(comparison))
    return f"*{question}*\n{summary}\nPractices are dots without names; each reader sees only their own."


def no_figures_fit(asked: str, indicators: Sequence[Indicator]) -> str:
    names = "; ".join(each.name for each in indicators)
    return NONE_FIT.format(words=escape(asked[:60]), names=escape(names))
