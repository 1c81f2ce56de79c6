"""Hears that somebody looks at the Home tab, and every button and menu on it."""

from bot.router import Router
from handlers.home import seeing, showing, wishes
from handlers.home.in_view import answering_in_view
from handlers.home.showing import follow

__all__ = ["answering_in_view", "follow", "register"]


def register(router: Router) -> None:
    showing.register(router)
    wishes.register(router)
    seeing.register(router)
