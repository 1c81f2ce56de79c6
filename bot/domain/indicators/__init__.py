"""Indicators: what they are, which are known, and how to find one."""

from bot.domain.indicators.catalogue import CATALOGUE, openprescribing_indicator
from bot.domain.indicators.model import Indicator, Polarity, Publisher, Theme, ValueType
from bot.domain.indicators.publishers import FINGERTIPS, LOCAL, OPENPRESCRIBING, QOF
from bot.domain.indicators.search import find_indicators

__all__ = [
    "CATALOGUE",
    "FINGERTIPS",
    "LOCAL",
    "OPENPRESCRIBING",
    "QOF",
    "Indicator",
    "Polarity",
    "Publisher",
    "Theme",
    "ValueType",
    "find_indicators",
    "openprescribing_indicator",
]
