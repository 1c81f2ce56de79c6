"""Finding a person's Slack id in whatever holds text, and taking it out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.domain.people import NOBODY

SOMEBODY = "somebody who has left"
_NOBODY = re.compile(rf"<@{NOBODY}[^>]*>")


@lru_cache(maxsize=64)
def _spelt(user: str) -> re.Pattern[str]:
    """The id by itself, not as a part of a longer one."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(user)}(?![A-Za-z0-9])")


@lru_cache(maxsize=64)
def _mention(user: str) -> re.Pattern[str]:
    return re.compile(rf"<@{re.escape(user)}(\|[^>]*)?>")


def names(value: Any, user: str) -> bool:
    """Whether the id is in it, however deep."""
    match value:
        case str():
            return _spelt(user).search(value) is not None
        case Mapping():
            return any(names(each, user) for pair in value.items() for each in pair)
        case list() | tuple():
            return any(names(each, user) for each in value)
    return False


def unnamed_text(text: str, user: str, alias: str) -> str:
    """Without the id: ``alias`` stands in its place where words cannot."""
    return _spelt(user).sub(alias, _mention(user).sub(SOMEBODY, text))


def unnamed(value: Any, user: str, alias: str, empty: str | None = None) -> Any:
    """The same of what was JSON: people in lists go, and whoever stands alone is ``empty``."""
    match value:
        case str():
            return unnamed_text(value, user, alias)
        case Mapping():
            return {
                unnamed_text(key, user, alias): (
                    empty if each == user else unnamed(each, user, alias, empty)
                )
                for key, each in value.items()
            }
        case list() | tuple():
            return [unnamed(each, user, alias, empty) for each in value if each != user]
    return value


def shown(text: str) -> str:
    """What is said of somebody who was forgotten, in place of a mention that leads nowhere."""
    return _NOBODY.sub(SOMEBODY, text) if f"<@{NOBODY}" in text else text


def is_nobody(user: str | None) -> bool:
    """Whether this stands in the place of somebody who was forgotten."""
    return user is not None and user.startswith(NOBODY)
