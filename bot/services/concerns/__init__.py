"""What people do with concerns: each is between two people, and nobody else learns that there is one."""

from bot.services.concerns.service import ConcernsService

__all__ = ["ConcernsService"]
