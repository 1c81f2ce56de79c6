"""Events API: what the app is told, with retries (slack.md 1.4, 2)."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.playground.journal import Delivery
from bot.playground.records import Channel, Installation, Json, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack

# The first repeat comes almost at once, the others after these waits on the playground's clock.
RETRY_AFTER = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))

REASONS = {
    "operation_timeout": "http_timeout",
    "connection_failed": "connection_failed",
    "too_many_redirects": "too_many_redirects",
    "dispatch_failed": "http_error",
}

# The scopes of which one is needed to be told; events that are not here need none.
SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
    "member_joined_channel": ("channels:read", "groups:read", "mpim:read"),
    "member_left_channel": ("channels:read", "groups:read", "mpim:read"),
    "subteam_members_changed": ("usergroups:read",),
    "subteam_updated": ("usergroups:read",),
    "channel_shared": ("channels:read", "groups:read"),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
}
ALWAYS_SENT = {"function_executed", "team_access_granted", "team_access_revoked"}


@dataclass
class Held:
    payload: Json
    first: asyncio.Future[None]


class Events:
    def __init__(self, slack: "Slack") -> None:
        self.slack = slack
        self._held: list[Held] = []
        self._first_attempts: set[asyncio.Future[None]] = set()

    def emit(self, team: Workspace, event: Json, *, name: str = "") -> None:
        """Tell the app of an event, if it is installed, subscribed, allowed and reachable.

        ``name`` is the subscription where it differs from the type ("message.im"). Outside an event
        loop, while the scene is being set, nobody listens yet and nothing is sent.
        """
        installation = team.installation
        if installation is None or installation.revoked:
            return
        if not self._wanted(name or event["type"], installation):
            return
        self.send(self.wrap(team, installation, event))

    def send(self, payload: Json) -> None:
        """Deliver a wrapped event in the background, as the planned faults have it."""
        if not self.slack.courier.has_somewhere_to_go or not _in_loop():
            return
        faults = self.slack.faults.events
        first = asyncio.get_running_loop().create_future()
        self._first_attempts.add(first)
        first.add_done_callback(self._first_attempts.discard)
        if faults.hold > 0 or self._held:
            self._held.append(Held(payload, first))
            faults.hold -= 1
            if faults.hold <= 0:
                self.release()
            return
        self._start(Held(payload, first))

    def release(self) -> None:
        """Deliver the events held back, the last first."""
        held, self._held = self._held[::-1], []
        for each in held:
            self._start(each)

    def _start(self, held: Held) -> None:
        self.slack.spawn(self._deliver(held))
        if self.slack.faults.events.duplicate > 0:
            self.slack.faults.events.duplicate -= 1
            extra = asyncio.get_running_loop().create_future()
            self.slack.spawn(self._deliver(Held(held.payload, extra)))

    async def _deliver(self, held: Held) -> None:
        try:
            delivery = await self.slack.courier.deliver("event_callback", held.payload)
        finally:
            if not held.first.done():
                held.first.set_result(None)
        for number, wait in enumerate(RETRY_AFTER, start=1):
            if delivery.outcome in {"ok", "no_retry"}:
                return
            await self.slack.clock.wait_until(self.slack.clock.now() + wait)
            delivery = await self._again(held.payload, number, delivery)

    async def _again(self, payload: Json, number: int, last: Delivery) -> Delivery:
        reason = REASONS.get(last.outcome, "unknown_error")
        return await self.slack.courier.deliver(
            "event_callback", payload, retry_num=number, retry_reason=reason
        )

    async def settle(self) -> None:
        while self._first_attempts:
            await asyncio.wait(list(self._first_attempts))
            await asyncio.sleep(0)

    def _wanted(self, name: str, installation: Installation) -> bool:
        if name not in self.slack.app.bot_events and name not in ALWAYS_SENT:
            return False
        needed = SCOPES.get(name, ())
        return not needed or not installation.scopes.isdisjoint(needed)

    def wrap(self, team: Workspace, installation: Installation, event: Json) -> Json:
        now = self.slack.now_seconds()
        body: Json = {
            "token": self.slack.app.verification_token,
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": team.enterprise_id,
            "enterprise_id": team.enterprise_id,
            "api_app_id": self.slack.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(6).upper()}",
            "event_time": now,
            "is_ext_shared_channel": False,
            "event_context": f"4-{secrets.token_urlsafe(24)}",
            "authorizations": [
                {
                    "enterprise_id": installation.enterprise_id,
                    "team_id": None if installation.is_enterprise_install else team.id,
                    "user_id": installation.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": installation.is_enterprise_install,
                }
            ],
        }
        if event["type"].startswith("team_access_"):
            del body["team_id"]
        return body


def subscription_for(channel: Channel) -> str:
    """The message event of a kind of conversation."""
    return {"im": "message.im", "mpim": "message.mpim", "group": "message.groups"}.get(
        channel.kind, "message.channels"
    )


def _in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
