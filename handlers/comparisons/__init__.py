"""Hears /compare, and every button and form of comparisons."""

from bot.router import Router
from handlers.comparisons import (
    alerts,
    challenge,
    consent,
    indicators,
    monthly,
    peers,
    posting,
    showing,
)

__all__ = ["register"]


def register(router: Router) -> None:
    for part in (showing, posting, peers, consent, challenge, indicators, monthly, alerts):
        part.register(router)
