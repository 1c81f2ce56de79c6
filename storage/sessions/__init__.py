"""Keeps peer sessions, who is invited to them, and what came of them."""

from storage.sessions.actions import ActionStore
from storage.sessions.notes import NoteStore, SealedNote
from storage.sessions.outcomes import OutcomeStore
from storage.sessions.store import SessionStore

__all__ = ["ActionStore", "NoteStore", "OutcomeStore", "SealedNote", "SessionStore"]
