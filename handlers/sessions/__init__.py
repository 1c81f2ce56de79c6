"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import actions, changing, discussing, inviting, setting_up

__all__ = ["register"]

PARTS = (setting_up, discussing, inviting, changing, actions)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
