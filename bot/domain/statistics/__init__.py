"""Statistics for published figures, on the standard library alone; each part names its method."""

from bot.domain.statistics.control import (
    ControlChart,
    Rule,
    control_chart,
    lengths_of_runs,
    signals,
)
from bot.domain.statistics.counts import byars, count_interval, exact_poisson, rate_interval
from bot.domain.statistics.funnel import Funnel, Scale, Standing, fit_funnel
from bot.domain.statistics.intervals import (
    Interval,
    difference_interval,
    hybrid_difference,
    newcombe,
    wilson,
    wilson_fpc,
)
from bot.domain.statistics.labels import Fifth, Label, fifth, label
from bot.domain.statistics.quantiles import quantile
from bot.domain.statistics.season import (
    SeasonalLimits,
    beside_others,
    latest_unbroken,
    seasonal_limits,
)
from bot.domain.statistics.small_numbers import STAR, ShownCount, shown_count
from bot.domain.statistics.trend import TREND_POINTS, Trend, TrendLabel, recent_trend, trend_label

__all__ = [
    "STAR",
    "TREND_POINTS",
    "ControlChart",
    "Fifth",
    "Funnel",
    "Interval",
    "Label",
    "Rule",
    "Scale",
    "SeasonalLimits",
    "ShownCount",
    "Standing",
    "Trend",
    "TrendLabel",
    "beside_others",
    "byars",
    "control_chart",
    "count_interval",
    "difference_interval",
    "exact_poisson",
    "fifth",
    "fit_funnel",
    "hybrid_difference",
    "label",
    "latest_unbroken",
    "lengths_of_runs",
    "newcombe",
    "quantile",
    "rate_interval",
    "recent_trend",
    "seasonal_limits",
    "shown_count",
    "signals",
    "trend_label",
    "wilson",
    "wilson_fpc",
]
