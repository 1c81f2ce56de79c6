"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import actions, hearing, inviting, running, setting_up, speaking

__all__ = ["register"]

PARTS = (setting_up, inviting, actions, running, speaking, hearing)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
