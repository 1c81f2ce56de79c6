"""Comparisons: what files say, how practices' figures lie beside each other, what was posted."""

from bot.domain.comparisons.figures import (
    FEWEST,
    Comparison,
    Figure,
    Own,
    Period,
    Spread,
    Step,
    interval_of,
    make_figure,
    own,
    share_below,
    spread,
    usual_period,
)
from bot.domain.comparisons.observations import (
    ImportReport,
    Merged,
    Observation,
    Reason,
    Refusal,
    Taken,
    Tally,
)
from bot.domain.comparisons.snippets import MAY_POST, Snippet

__all__ = [
    "FEWEST",
    "MAY_POST",
    "Comparison",
    "Figure",
    "ImportReport",
    "Merged",
    "Observation",
    "Own",
    "Period",
    "Reason",
    "Refusal",
    "Snippet",
    "Spread",
    "Step",
    "Taken",
    "Tally",
    "interval_of",
    "make_figure",
    "own",
    "share_below",
    "spread",
    "usual_period",
]
