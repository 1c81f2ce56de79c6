"""What has to be asked of Slack: who is in a channel or a user group; files for a person, and from one.

Services get it handed in. None of it is called within a transaction.
"""

import logging
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.downloads import NotFetched, NotHandedOver, SlackAway, check_kept_here, download
from bot.errors import Conflict, PeerbotError

log = logging.getLogger(__name__)

PAGE = 1000
NO_GROUPS = {"plan_upgrade_required", "missing_scope", "team_access_not_granted"}
MAY_NOT_READ = {"missing_scope", "no_permission", "not_allowed_token_type"}
NO_LONGER_THERE = {"file_not_found", "file_deleted"}
OUT_OF_SIGHT = {"channel_not_found", "not_in_channel", "method_not_supported_for_channel_type"}


@dataclass(frozen=True, slots=True)
class UserGroup:
    id: str
    name: str


class OutOfSight(Conflict):
    """The bot cannot look into that channel."""


class CannotPost(Conflict):
    """The bot cannot post to that channel now."""


class NotShared(PeerbotError):
    """Slack did not take a file, or did not say whether it did."""


class Directory(Protocol):
    async def people_in(self, channel: str) -> list[str]:
        """Everybody in that channel, members of the group or not. Raises OutOfSight."""
        ...

    async def check_can_post(self, channel: str) -> None:
        """Raises CannotPost where the channel is archived or gone, or the bot is not in it."""
        ...

    async def groups(self) -> list[UserGroup]:
        """The user groups, by name; none where the workspace's plan has none."""
        ...

    async def people_of(self, group: str) -> list[str]:
        """Everybody in that user group; nobody where it is gone."""
        ...

    async def share(self, user: str, name: str, title: str, content: bytes, words: str) -> None:
        """Give a person a file in their messages with the bot. Raises NotShared."""
        ...

    async def fetch(self, file_id: str, into: BinaryIO, most: int) -> str | None:
        """Copy a file that a person gave the bot, of ``most`` bytes at most; gives its name.

        Raises NotHandedOver, in a sentence; SlackAway where asking later may help.
        """
        ...


class SlackDirectory:
    """One workspace, over its token."""

    def __init__(self, client: AsyncWebClient, http: httpx.AsyncClient) -> None:
        self._client = client
        self._http = http

    async def people_in(self, channel: str) -> list[str]:
        people: list[str] = []
        cursor = ""
        while True:
            try:
                answer = await self._client.conversations_members(
                    channel=channel, cursor=cursor, limit=PAGE
                )
            except SlackApiError as error:
                if error.response["error"] not in OUT_OF_SIGHT:
                    raise
                raise OutOfSight(
                    "I cannot see who is in that channel: invite me there with /invite @Peerbot, "
                    "then try again."
                ) from None
            people += answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return people

    async def check_can_post(self, channel: str) -> None:
        try:
            found = (await self._client.conversations_info(channel=channel))["channel"]
        except SlackApiError as error:
            # A private channel that the bot is not in does not exist for it.
            if error.response["error"] not in OUT_OF_SIGHT:
                raise
            found = {}
        if found.get("is_archived"):
            raise CannotPost("That channel is archived.")
        if not found.get("is_member"):
            raise CannotPost("I am not in that channel: invite me there with `/invite @Peerbot`.")

    async def groups(self) -> list[UserGroup]:
        try:
            answer = await self._client.usergroups_list()
        except SlackApiError as error:
            if error.response["error"] not in NO_GROUPS:
                log.warning("usergroups_failed error=%s", error.response["error"])
            return []
        found: list[dict[str, Any]] = answer["usergroups"]
        named = [UserGroup(each["id"], f"@{each['handle']}") for each in found]
        return sorted(named, key=lambda each: each.name.casefold())

    async def people_of(self, group: str) -> list[str]:
        try:
            answer = await self._client.usergroups_users_list(usergroup=group)
        except SlackApiError as error:
            log.warning("usergroup_failed error=%s", error.response["error"])
            return []
        return list(answer["users"])

    async def share(self, user: str, name: str, title: str, content: bytes, words: str) -> None:
        try:
            channel = (await self._client.conversations_open(users=[user]))["channel"]["id"]
            place = await self._client.files_getUploadURLExternal(
                filename=name, length=len(content)
            )
            put = await self._http.post(place["upload_url"], content=content)
            put.raise_for_status()
            await self._client.files_completeUploadExternal(
                files=[{"id": place["file_id"], "title": title}],
                channel_id=channel,
                initial_comment=words,
            )
        except (SlackApiError, aiohttp.ClientError, httpx.HTTPError, OSError) as error:
            log.warning("file_not_shared error=%s", type(error).__name__)
            raise NotShared("Slack did not confirm that it took the file.") from error

    async def fetch(self, file_id: str, into: BinaryIO, most: int) -> str | None:
        try:
            file = (await self._client.files_info(file=file_id))["file"]
        except SlackApiError as error:
            raise _refused(error.response.get("error", "")) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("file_not_found_out error=%s", type(error).__name__)
            raise SlackAway from None
        name: str | None = file.get("name")
        try:
            check_kept_here(file, most)
            address = file.get("url_private_download") or file["url_private"]
            token, api = self._client.token or "", self._client.base_url
            await download(self._http, address, token, api, into, most)
        except NotFetched as error:
            error.file_name = name
            raise
        return name


def _refused(error: str) -> NotFetched:
    if error in NO_LONGER_THERE:
        return NotHandedOver.deleted()
    if error in MAY_NOT_READ:
        return NotHandedOver.not_allowed()
    log.warning("file_refused error=%s", error or "not answered")
    return SlackAway()


class NoDirectory:
    """For the command line, which asks Slack nothing."""

    async def people_in(self, channel: str) -> list[str]:
        raise NotImplementedError("who is in a channel is asked where the bot runs")

    async def check_can_post(self, channel: str) -> None:
        raise NotImplementedError("whether a channel can be posted to is asked where the bot runs")

    async def groups(self) -> list[UserGroup]:
        return []

    async def people_of(self, group: str) -> list[str]:
        raise NotImplementedError("who is in a user group is asked where the bot runs")

    async def share(self, user: str, name: str, title: str, content: bytes, words: str) -> None:
        raise NotImplementedError("files are shared where the bot runs")

    async def fetch(self, file_id: str, into: BinaryIO, most: int) -> str | None:
        raise NotImplementedError("files are handed to the bot where it runs")
