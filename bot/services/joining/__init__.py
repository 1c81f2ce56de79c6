"""Where people work: what they say, who confirms it, and when they come and go."""

from bot.services.joining.service import JoiningService

__all__ = ["JoiningService"]
