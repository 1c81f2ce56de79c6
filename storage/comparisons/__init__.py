"""Keeps indicators, what was imported for them, and the comparisons that were posted."""

from storage.comparisons.figures import FigureStore
from storage.comparisons.imports import ImportStore, Scratch
from storage.comparisons.indicators import IndicatorStore

__all__ = ["FigureStore", "ImportStore", "IndicatorStore", "Scratch"]
