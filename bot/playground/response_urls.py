"""``response_url``: five answers within thirty minutes to where an interaction began (slack.md 1.5)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.playground import messages
from bot.playground.errors import ApiError
from bot.playground.messages import Draft
from bot.playground.records import Channel, Json, Message, Workspace
from bot.playground.validation.message import check_message

if TYPE_CHECKING:
    from bot.playground.slack import Slack

USES = 5
LIFE = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    id: str
    team_id: str
    channel: str
    user: str
    issued: datetime
    source_ts: str | None = None  # the message whose control was used
    thread_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    def __init__(self) -> None:
        self.issued: dict[str, ResponseUrl] = {}

    def issue(
        self,
        slack: "Slack",
        team: Workspace,
        channel: Channel,
        user: str,
        source: Message | None = None,
    ) -> str:
        now = slack.clock.now()
        self._forget_old(now)
        id = secrets.token_urlsafe(18)
        self.issued[id] = ResponseUrl(
            id,
            team.id,
            channel.id,
            user,
            now,
            source.ts if source else None,
            source.thread_ts if source else None,
        )
        return f"{slack.base_url}/response/{id}"

    def _forget_old(self, now: datetime) -> None:
        """What has long expired; the oldest come first, so that nothing is looked at that stays."""
        while self.issued:
            oldest = next(iter(self.issued.values()))
            if now - oldest.issued <= 2 * LIFE:
                return
            del self.issued[oldest.id]

    def use(self, slack: "Slack", id: str, said: Json) -> None:
        """Do what the app asks. Raises ApiError; the bodies of the refusals are UNV in slack.md."""
        url = self.issued.get(id)
        if url is None:
            raise ApiError("invalid_url")
        if slack.clock.now() - url.issued > LIFE:
            raise ApiError("expired_url")
        if url.uses >= USES:
            raise ApiError("used_url")
        team = slack.workspaces[url.team_id]
        if team.installation is None or team.installation.revoked:
            raise ApiError("account_inactive")
        _answer(slack, team, url, said)
        url.uses += 1


def _answer(slack: "Slack", team: Workspace, url: ResponseUrl, said: Json) -> None:
    channel = team.channels[url.channel]
    source = channel.messages.get(url.source_ts or "")
    if said.get("delete_original"):
        if source is not None:
            messages.remove(slack, team, channel, source)
        return
    checked = check_message(slack, team, said)
    if said.get("replace_original") and source is not None:
        # What is visible to one stays so: visibility can never change.
        fresh: dict[str, Any] = {"text": checked.text, "blocks": checked.blocks}
        if "metadata" in said:
            fresh["metadata"] = said["metadata"]
        messages.change(slack, team, channel, source, **fresh)
        return
    in_thread = said.get("response_type") == "in_channel" and not said.get("replace_original")
    thread_ts = said.get("thread_ts") if in_thread else None
    post_answer(slack, team, channel, url.user, said, thread_ts=thread_ts)


def post_answer(
    slack: "Slack",
    team: Workspace,
    channel: Channel,
    user: str,
    said: Json,
    *,
    thread_ts: str | None = None,
) -> Message:
    """A new message in answer: for the one who asked, unless it says ``in_channel``."""
    if team.installation is None:
        raise ApiError("account_inactive")
    checked = check_message(slack, team, said)
    everyone = said.get("response_type") == "in_channel"
    draft = Draft(
        checked.text,
        checked.blocks,
        thread_ts=thread_ts,
        only_for=None if everyone else user,
        metadata=said.get("metadata"),
        attachments=checked.attachments,
    )
    return messages.post(slack, team, channel, team.installation, draft)
