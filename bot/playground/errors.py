"""How the playground says no: an error code, as Slack's Web API does."""

from typing import Any


class ApiError(Exception):
    """``{"ok": false, "error": code, ...}``; ``more`` is what else the answer carries."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


class ActError(Exception):
    """Something that a person cannot do in Slack, as a code; also a delivery that failed."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(said or code)
        self.code = code
        self.said = said
