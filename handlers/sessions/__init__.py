"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import actions, after, inviting, notes, setting_up

__all__ = ["register"]

PARTS = (setting_up, inviting, actions, after, notes)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
