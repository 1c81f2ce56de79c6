"""The pulse: opening, answering, closing, and what may be told of it."""

from bot.services.pulse.service import Paper, PulseService

__all__ = ["Paper", "PulseService"]
