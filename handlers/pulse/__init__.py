"""Hears /pulse, and every button and form of a pulse from its making to its reply."""

from bot.router import Router
from handlers.pulse import answering, making, questions, reading, tending

__all__ = ["register"]


def register(router: Router) -> None:
    for part in (making, tending, reading, questions, answering):
        part.register(router)
