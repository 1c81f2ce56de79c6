"""Keeps peer sessions, who is invited to them, and what came of them."""

from storage.sessions.actions import ActionStore
from storage.sessions.runs import RunStore
from storage.sessions.store import SessionStore

__all__ = ["ActionStore", "RunStore", "SessionStore"]
