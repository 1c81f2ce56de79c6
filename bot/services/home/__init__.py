"""The Home tab: what waits for a person, what is theirs, and when they want to be written to."""

from bot.services.home.service import HomeService

__all__ = ["HomeService"]
