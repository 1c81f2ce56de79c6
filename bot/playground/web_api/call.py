"""One call of the Web API: who calls, in which workspace, with which arguments."""

import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.playground import conversations
from bot.playground.errors import ApiError
from bot.playground.records import Channel, Installation, Json, User, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack


@dataclass(frozen=True)
class Call:
    slack: "Slack"
    method: str
    args: Json
    app: Installation
    team: Workspace

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def needed(self, name: str) -> str:
        if not (value := self.text(name)):
            raise missing(name)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean, as JSON has it or as the SDK writes it into a query: 0 and 1."""
        value = self.args.get(name)
        return default if value is None else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int, most: int) -> int:
        try:
            return max(1, min(int(self.args.get(name) or default), most))
        except (TypeError, ValueError) as broken:
            raise ApiError("invalid_arguments") from broken

    def listed(self, name: str) -> list[str]:
        """A list, as JSON or joined with commas."""
        value = self.data(name)
        if isinstance(value, str):
            return [each.strip() for each in value.split(",") if each.strip()]
        return [str(each) for each in value or []]

    def data(self, name: str) -> Any:
        """An object or array: in a form or query it comes as JSON in a string."""
        value = self.args.get(name)
        if isinstance(value, str) and value[:1] in {"[", "{"}:
            try:
                return json.loads(value)
            except ValueError:
                return value
        return value

    def has_scope(self, *scopes: str) -> bool:
        return not self.app.scopes.isdisjoint(scopes)

    def need_scope(self, *scopes: str) -> None:
        """One of these is enough."""
        if not self.has_scope(*scopes):
            raise missing_scope(self.app, scopes)

    def channel(self, name: str = "channel") -> Channel:
        """The conversation named, if the app may know of it."""
        return conversations.find(self.team, self.text(name), self.app.bot_user_id)

    def joined_channel(self, name: str = "channel") -> Channel:
        channel = self.channel(name)
        if self.app.bot_user_id not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def user(self, user_id: str) -> User:
        found = self.team.users.get(user_id)
        if found is None:
            raise ApiError("user_not_found")
        return found


Run = Callable[[Call], Json | Awaitable[Json]]

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}


@dataclass(frozen=True)
class Method:
    name: str
    run: Run
    scopes: tuple[str, ...] = ()  # one of them is enough
    tier: int | None = None  # None: a limit of its own, not simulated
    token: str = "bot"  # or "app", or "none"  # noqa: S105


def missing(name: str) -> ApiError:
    said = f"[ERROR] missing required field: {name}"
    return ApiError("invalid_arguments", response_metadata={"messages": [said]})


def missing_scope(app: Installation, needed: tuple[str, ...]) -> ApiError:
    provided = ",".join(sorted(app.scopes))
    return ApiError("missing_scope", needed=",".join(needed), provided=provided)


def page(
    items: Iterable[Any], call: Call, default: int = 100, most: int = 1000
) -> tuple[list[Any], Json]:
    """One page, and the metadata that leads to the next; looks no further than that."""
    cursor = call.text("cursor")
    if cursor and not cursor.isdecimal():
        raise ApiError("invalid_cursor")
    start = int(cursor or 0)
    end = start + call.number("limit", default, most)
    found = list(islice(items, start, end + 1))
    following = str(end) if len(found) > end - start else ""
    return found[: end - start], {"next_cursor": following}
