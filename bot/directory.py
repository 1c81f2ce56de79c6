"""What has to be asked of Slack: who is in a channel or a user group; files for a person, and from one.

Services get it handed in. None of it is called within a transaction.
"""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.channels import WhoElse
from bot.downloads import NotFetched, NotHandedOver, SlackAway, check_kept_here, download
from bot.errors import Conflict, PeerbotError
from bot.roster import Roster

log = logging.getLogger(__name__)

PAGE = 1000
NO_GROUPS = {"plan_upgrade_required", "paid_teams_only", "missing_scope", "team_access_not_granted"}
COUNTING = 1.5  # seconds: somebody waits for the form, which Slack closes after three
UNSEEN = (
    "I cannot see who is in that channel: invite me there with /invite @Peerbot, then try again."
)
MAY_NOT_READ = {"missing_scope", "no_permission", "not_allowed_token_type"}
NO_LONGER_THERE = {"file_not_found", "file_deleted"}
UNANSWERED = "Slack did not say who can read that channel, so nothing was done. Please try again."
OUT_OF_SIGHT = {"channel_not_found", "not_in_channel", "method_not_supported_for_channel_type"}


@dataclass(frozen=True, slots=True)
class UserGroup:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of somebody. A guest is limited to some channels; an outsider is of another Slack."""

    user: str
    name: str
    is_bot: bool = False
    is_guest: bool = False
    is_outsider: bool = False
    is_off: bool = False  # their account is switched off
    runs_slack: bool = False  # an admin or owner of the workspace

    @property
    def can_be_member(self) -> bool:
        return not (self.is_bot or self.is_guest or self.is_outsider or self.is_off)


class OutOfSight(Conflict):
    """The bot cannot look into that channel."""


class CannotPost(Conflict):
    """The bot cannot post to that channel now."""


class NoAnswer(Conflict):
    """Slack did not say; it may the next time."""


class NotShared(PeerbotError):
    """Slack did not take a file, or did not say whether it did."""


class Directory(Protocol):
    async def people_in(self, channel: str) -> list[str]:
        """Everybody in that channel, members of the group or not. Raises OutOfSight."""
        ...

    async def is_shared(self, channel: str) -> bool:
        """Whether another organisation reads along there, or is invited to.

        Raises OutOfSight and NoAnswer.
        """
        ...

    async def who_else_sees(self, channel: str) -> WhoElse | None:
        """The same, with how many they are; None where nobody does. Raises as ``is_shared``."""
        ...

    async def check_can_post(self, channel: str) -> None:
        """Raises CannotPost where the channel is archived or gone, or the bot is not in it."""
        ...

    async def name_of(self, channel: str) -> str | None:
        """The channel's name, without the hash; None where the bot cannot see it now."""
        ...

    async def groups(self) -> list[UserGroup]:
        """The user groups, by name; none where the workspace's plan has none."""
        ...

    async def people_of(self, group: str) -> list[str] | None:
        """Everybody in that user group; None where it is gone or Slack does not say."""
        ...

    async def profile(self, user: str) -> Profile | None:
        """What Slack says of somebody; None where it does not say, now or ever."""
        ...

    async def everybody(self) -> list[Profile]:
        """Everybody in the workspace, as it was some minutes ago; nobody where Slack does not say."""
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
        self._team_id = ""
        self._roster = Roster(self._list_everybody)

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
                raise OutOfSight(UNSEEN) from None
            people += answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return people

    async def is_shared(self, channel: str) -> bool:
        return is_shared_elsewhere(await self._channel(channel))

    async def who_else_sees(self, channel: str) -> WhoElse | None:
        found = await self._channel(channel)
        if not is_shared_elsewhere(found):
            return None
        if not others_are_in(found):
            return WhoElse(channel, invited=True)
        team = found.get("context_team_id")
        if not team:
            return WhoElse(channel)
        try:
            async with asyncio.timeout(COUNTING):
                outsiders, people = await self._count(channel, team)
        except (TimeoutError, OutOfSight, SlackApiError, aiohttp.ClientError) as error:
            log.warning("outsiders_not_counted error=%s", type(error).__name__)
            return WhoElse(channel)
        return WhoElse(channel, outsiders=outsiders, people=people)

    async def _channel(self, channel: str) -> dict[str, Any]:
        try:
            answer = await self._client.conversations_info(channel=channel)
        except SlackApiError as error:
            if error.response["error"] in OUT_OF_SIGHT:
                raise OutOfSight(UNSEEN) from None
            raise NoAnswer(UNANSWERED) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NoAnswer(UNANSWERED) from error
        found: dict[str, Any] = answer["channel"]
        return found

    async def _count(self, channel: str, team: str) -> tuple[int, int]:
        """How many people there are not of this workspace, and of how many; bots do not count."""
        inside = set(await self.people_in(channel))
        ours: set[str] = set()
        cursor = ""
        while True:
            answer = await self._client.users_list(cursor=cursor, limit=PAGE)
            for each in answer["members"]:
                if each.get("is_bot"):
                    inside.discard(each["id"])
                elif each.get("team_id") == team:
                    ours.add(each["id"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return len(inside - ours), len(inside)

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

    async def name_of(self, channel: str) -> str | None:
        try:
            return (await self._channel(channel)).get("name")
        except (OutOfSight, NoAnswer):
            return None

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

    async def people_of(self, group: str) -> list[str] | None:
        try:
            answer = await self._client.usergroups_users_list(usergroup=group)
        except SlackApiError as error:
            log.warning("usergroup_failed error=%s", error.response["error"])
            return None
        return list(answer["users"])

    async def profile(self, user: str) -> Profile | None:
        try:
            found = (await self._client.users_info(user=user))["user"]
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("profile_not_found error=%s", type(error).__name__)
            return None
        return profile_of(found, await self._team())

    async def everybody(self) -> list[Profile]:
        return await self._roster.all()

    async def _list_everybody(self) -> list[Profile] | None:
        """None where Slack does not say now."""
        found: list[Profile] = []
        cursor = ""
        try:
            team = await self._team()
            while True:
                answer = await self._client.users_list(cursor=cursor, limit=PAGE)
                found += [profile_of(each, team) for each in answer["members"]]
                cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
                if not cursor:
                    return found
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("people_not_listed error=%s", type(error).__name__)
            return None

    async def _team(self) -> str:
        if not self._team_id:
            self._team_id = (await self._client.auth_test())["team_id"]
        return self._team_id

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


def profile_of(user: dict[str, Any], team: str) -> Profile:
    """Of a user as Slack describes one; Slack's own bot has no mark but its id."""
    name = (user.get("profile") or {}).get("display_name") or user.get("real_name")
    return Profile(
        user["id"],
        name or user.get("name", ""),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_outsider=bool(user.get("is_stranger")) or not _is_of(user, team),
        is_off=bool(user.get("deleted")),
        runs_slack=bool(
            user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")
        ),
    )


def _is_of(user: dict[str, Any], team: str) -> bool:
    """Whether their account is of this workspace; an organisation's may be of several (Enterprise Grid)."""
    several = (user.get("enterprise_user") or {}).get("teams", ())
    return user.get("team_id", team) == team or team in several


def is_shared_elsewhere(channel: dict[str, Any]) -> bool:
    """Whether another organisation reads along in a conversation, or is invited to."""
    pending = channel.get("is_pending_ext_shared") or channel.get("pending_connected_team_ids")
    return bool(pending) or others_are_in(channel)


def others_are_in(channel: dict[str, Any]) -> bool:
    """Workspaces of one organisation may share a channel: that is not another organisation."""
    if channel.get("is_ext_shared"):
        return True
    teams = {*channel.get("connected_team_ids", ()), *channel.get("shared_team_ids", ())}
    return bool(teams - {channel.get("context_team_id")}) and not channel.get("is_org_shared")


class NoDirectory:
    """For the command line, which asks Slack nothing."""

    async def is_shared(self, channel: str) -> bool:
        raise NotImplementedError("who reads along in a channel is asked where the bot runs")

    async def who_else_sees(self, channel: str) -> WhoElse | None:
        raise NotImplementedError("who reads along in a channel is asked where the bot runs")

    async def people_in(self, channel: str) -> list[str]:
        raise NotImplementedError("who is in a channel is asked where the bot runs")

    async def check_can_post(self, channel: str) -> None:
        raise NotImplementedError("whether a channel can be posted to is asked where the bot runs")

    async def name_of(self, channel: str) -> str | None:
        return None

    async def groups(self) -> list[UserGroup]:
        return []

    async def people_of(self, group: str) -> list[str] | None:
        raise NotImplementedError("who is in a user group is asked where the bot runs")

    async def profile(self, user: str) -> Profile | None:
        return None

    async def everybody(self) -> list[Profile]:
        return []

    async def share(self, user: str, name: str, title: str, content: bytes, words: str) -> None:
        raise NotImplementedError("files are shared where the bot runs")

    async def fetch(self, file_id: str, into: BinaryIO, most: int) -> str | None:
        raise NotImplementedError("files are handed to the bot where it runs")
