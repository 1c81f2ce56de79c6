"""Indicators: what they are, which are known, and how to find one."""

from bot.domain.indicators.catalogue import CATALOGUE, OPENPRESCRIBING, openprescribing_indicator
from bot.domain.indicators.model import Indicator, Polarity, Publisher, Theme, ValueType
from bot.domain.indicators.search import find_indicators

__all__ = [
    "CATALOGUE",
    "OPENPRESCRIBING",
    "Indicator",
    "Polarity",
    "Publisher",
    "Theme",
    "ValueType",
    "find_indicators",
    "openprescribing_indicator",
]
