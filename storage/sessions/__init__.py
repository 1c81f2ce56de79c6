"""Keeps peer sessions, who is invited to them, and what came of them."""

from storage.sessions.actions import ActionStore
from storage.sessions.barriers import BarrierStore
from storage.sessions.notes import NoteStore, SealedNote
from storage.sessions.outcomes import OutcomeStore
from storage.sessions.runs import RunStore
from storage.sessions.store import SessionStore

__all__ = [
    "ActionStore",
    "BarrierStore",
    "NoteStore",
    "OutcomeStore",
    "RunStore",
    "SealedNote",
    "SessionStore",
]
