"""Keeps indicators, what was imported for them, and the comparisons that were posted."""

from storage.comparisons.challenges import ChallengeStore
from storage.comparisons.consents import ConsentStore
from storage.comparisons.figures import FigureStore
from storage.comparisons.imports import ImportStore, Scratch
from storage.comparisons.indicators import IndicatorStore
from storage.comparisons.snippets import SnippetStore
from storage.comparisons.sources import SourceStore

__all__ = [
    "ChallengeStore",
    "ConsentStore",
    "FigureStore",
    "ImportStore",
    "IndicatorStore",
    "Scratch",
    "SnippetStore",
    "SourceStore",
]
