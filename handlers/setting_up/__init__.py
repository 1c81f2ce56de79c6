"""Hears those who set a group up: the checklist, and the form of each of its steps."""

from bot.router import Router
from handlers.setting_up import checklist, forms, practices


def register(router: Router) -> None:
    for part in (checklist, forms, practices):
        part.register(router)
