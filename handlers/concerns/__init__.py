"""Concerns: raised privately, heard by one person, and both say when one is settled."""

from bot.router import Router
from handlers.concerns import passing_on, raising, talking


def register(router: Router) -> None:
    raising.register(router)
    talking.register(router)
    passing_on.register(router)
