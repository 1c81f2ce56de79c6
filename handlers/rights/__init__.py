"""Hears people's rights: their data, being forgotten, the privacy notice, retention and the audit log."""

from bot.router import Router
from handlers.rights import auditing, keeping, mine


def register(router: Router) -> None:
    for part in (mine, keeping, auditing):
        part.register(router)
