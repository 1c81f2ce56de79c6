"""The form with which a lead posts a comparison."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.kit import (
    View,
    checkboxes,
    conversations_select,
    input_,
    modal,
    option,
    section,
    select,
)
from bot.blocks.text import escape, plural
from bot.domain.channels import WhoElse
from bot.domain.comparisons import Comparison
from bot.domain.indicators import Indicator

MOST_NAMED = 12
NONE_FIT = "Nothing here fits “{words}”. There are figures on: {names}."


def build_snippet_modal(
    indicators: Sequence[Indicator],
    comparison: Comparison,
    channel: str | None,
    others: WhoElse | None = None,
) -> View:
    """Which figures, where, and what everybody will read. ``channel``: the one to propose.

    ``others`` are people of another organisation in it: then it asks whether they may see it.
    """
    options = [option(each.name, each.key) for each in indicators]
    which = select(ids.SNIPPET_INDICATOR, options, comparison.indicator.key)
    where = conversations_select(ids.SNIPPET_CHANNEL, channel)
    blocks = [
        input_(ids.SNIPPET_INDICATOR, "Figures", which, dispatch=True),
        section(_preview(comparison)),
        input_(ids.SNIPPET_CHANNEL, "Channel", where, dispatch=True),
    ]
    if others is not None:
        agreed = checkboxes(ids.SNIPPET_AGREED, [option("Yes, they may see it", others.channel)])
        blocks += [
            section(f"*{who_else(others)}* No practice is named there."),
            # Its id ends in the channel, so that a yes for another is not taken for it.
            input_(f"{ids.SNIPPET_AGREED}_{others.channel}", "Post it all the same?", agreed),
        ]
    return modal(ids.SNIPPET_NEW, "Post a comparison", blocks, submit="Post")


def _preview(comparison: Comparison) -> str:
    """What the channel will read, so that nobody posts unseen figures."""
    question, summary = (
        escape(comparison.indicator.question),
        escape(words.summary_for_all(comparison)),
    )
    return (
        f"*{question}*\n{summary}\nEach practice is a dot without a name, unless it has chosen to be "
        "named; each reader sees only their own."
    )


def who_else(others: WhoElse) -> str:
    """Who of another organisation will read it, as far as Slack tells."""
    channel = f"<#{others.channel}>"
    if others.invited:
        return (
            f"Another organisation has been invited to {channel}: its people will see this as soon as "
            "they accept."
        )
    if others.outsiders is None or others.people is None:
        return f"People of another organisation are in {channel}, and will see this."
    are = "is" if others.outsiders == 1 else "are"
    return (
        f"People of another organisation are in {channel}, and will see this: {others.outsiders:,} of "
        f"its {plural(others.people, 'member')} {are} not of this workspace."
    )


def no_figures_fit(asked: str, indicators: Sequence[Indicator]) -> str:
    names = "; ".join(each.name for each in indicators[:MOST_NAMED])
    if len(indicators) > MOST_NAMED:
        names += f"; and {len(indicators) - MOST_NAMED:,} more in `{ids.COMPARE} indicators`"
    return NONE_FIT.format(words=escape(asked[:60]), names=escape(names))
