"""Hears /peer, and every button and form of peer sessions."""

from bot.router import Router
from handlers.sessions import (
    actions,
    after,
    barriers,
    changing,
    discussing,
    finding,
    hearing,
    inviting,
    matching,
    notes,
    overseeing,
    rules,
    running,
    setting_up,
    speaking,
    voting,
    wishes,
)

__all__ = ["register"]

PARTS = (
    setting_up,
    discussing,
    finding,
    voting,
    inviting,
    matching,
    wishes,
    changing,
    actions,
    running,
    speaking,
    hearing,
    after,
    notes,
    barriers,
    overseeing,
    rules,
)


def register(router: Router) -> None:
    for part in PARTS:
        part.register(router)
