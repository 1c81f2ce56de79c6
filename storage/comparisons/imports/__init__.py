"""Keeps what files said: each file once, each figure as it is now and as it was before."""

from storage.comparisons.imports.merging import Merging, Page, receive
from storage.comparisons.imports.scratch import Scratch
from storage.comparisons.imports.store import LEASE, Begun, ImportStore, Lost
from storage.comparisons.imports.undoing import Undoing

__all__ = [
    "LEASE",
    "Begun",
    "ImportStore",
    "Lost",
    "Merging",
    "Page",
    "Scratch",
    "Undoing",
    "receive",
]
