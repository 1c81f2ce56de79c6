"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import (
    actions,
    changing,
    discussing,
    finding,
    hearing,
    inviting,
    running,
    setting_up,
    speaking,
    voting,
)

__all__ = ["register"]

PARTS = (
    setting_up,
    discussing,
    finding,
    voting,
    inviting,
    changing,
    actions,
    running,
    speaking,
    hearing,
)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
