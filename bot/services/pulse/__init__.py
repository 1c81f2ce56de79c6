"""The pulse: opening, answering, closing, and what may be told of it."""

from bot.services.pulse.service import Answering, PulseService, Receipt

__all__ = ["Answering", "PulseService", "Receipt"]
