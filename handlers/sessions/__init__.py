"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import actions, finding, inviting, setting_up, voting

__all__ = ["register"]

PARTS = (setting_up, finding, voting, inviting, actions)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
