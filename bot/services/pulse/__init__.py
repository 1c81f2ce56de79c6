"""The pulse: opening, answering, closing, and what may be told of it."""

from bot.services.pulse.service import PulseService

__all__ = ["PulseService"]
