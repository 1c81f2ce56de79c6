"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import (
    actions,
    barriers,
    changing,
    discussing,
    finding,
    hearing,
    inviting,
    matching,
    overseeing,
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
    matching,
    changing,
    actions,
    running,
    speaking,
    hearing,
    barriers,
    overseeing,
)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
