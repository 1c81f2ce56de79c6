"""Peer sessions: setting one up, saying who comes, opening the thread, recording what was agreed."""

from bot.services.sessions.service import SessionsService

__all__ = ["SessionsService"]
