"""Schedules and what became of them: the store of a workspace, and what the ticker takes from it."""

from storage.schedules.due import Due, last_tick, note_tick, postpone, take_due
from storage.schedules.store import Fired, Listed, ScheduleStore

__all__ = [
    "Due",
    "Fired",
    "Listed",
    "ScheduleStore",
    "last_tick",
    "note_tick",
    "postpone",
    "take_due",
]
