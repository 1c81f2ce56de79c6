"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import actions, discussing, inviting, setting_up

__all__ = ["register"]

PARTS = (setting_up, discussing, inviting, actions)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
