"""One whole Slack: its workspaces, the app, the clock, and all that happened."""

import asyncio
import secrets
from collections import Counter, defaultdict
from collections.abc import Coroutine, Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, TypeVar

from bot.playground import conversations
from bot.playground.app import App
from bot.playground.clock import PlaygroundClock
from bot.playground.delivery import Courier
from bot.playground.errors import ActError
from bot.playground.events import Events
from bot.playground.faults import Faults
from bot.playground.journal import ApiCall, Delivery
from bot.playground.limits import Limits
from bot.playground.records import (
    Channel,
    Installation,
    Notice,
    User,
    View,
    Workspace,
)
from bot.playground.response_urls import ResponseUrls
from bot.playground.socket_mode import SocketMode
from bot.playground.triggers import Triggers

T = TypeVar("T")

LAST_FEW = 100  # calls and deliveries that a lean playground keeps


class Slack:
    """The state of the playground. Everything here happens in one event loop."""

    def __init__(self, clock: PlaygroundClock | None = None, app: App | None = None) -> None:
        self.clock = clock or PlaygroundClock()
        self.app = app or App()
        self.base_url = ""  # where the server is, known once it listens
        self.patience = 3.0  # real seconds that Slack waits for the app (slack.md 1.3)
        self.file_processing = timedelta()  # how long an uploaded file is not ready (slack.md 4.5)
        self.workspaces: dict[str, Workspace] = {}
        self.installations: dict[str, Installation] = {}
        self.codes: dict[str, dict[str, Any]] = {}  # OAuth codes given out
        self.executions: dict[str, dict[str, Any]] = {}  # of custom functions
        self.journal: list[ApiCall] = []
        self.deliveries: list[Delivery] = []
        self.faults = Faults()
        self.limits = Limits()
        self.lean = False  # for many thousands of messages: of the two journals the last few stay
        self.call_counts: Counter[tuple[str, int, str]] = Counter()  # by method, status, error
        self.delivery_counts: Counter[tuple[str, str]] = Counter()  # by kind, outcome
        # Messages with a delivery id in their metadata, as they arrived; with channel, ts, ephemeral.
        self.ledger: list[tuple[str, str, str, bool]] = []
        self.triggers = Triggers()
        self.response_urls = ResponseUrls()
        self.courier = Courier(self)
        self.sockets = SocketMode(self)
        self.events = Events(self)
        self.version = 0
        self.closing = False
        self._changed: set[asyncio.Future[None]] = set()
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._tasks: set[asyncio.Task[Any]] = set()
        self.clock.on_move(lambda now: self.touch())

    # -- setting the scene -------------------------------------------------------------------

    def add_workspace(
        self,
        name: str,
        *,
        id: str | None = None,
        domain: str = "",
        enterprise_id: str | None = None,
        install: bool = True,
    ) -> Workspace:
        """A workspace, with the app in it unless ``install`` is false."""
        team = Workspace(
            id or self.new_id("T"),
            name,
            domain or name.lower().replace(" ", "-"),
            enterprise_id=enterprise_id,
        )
        self.workspaces[team.id] = team
        if install:
            self.install(team)
        self.touch()
        return team

    def install(
        self,
        team: Workspace,
        *,
        token: str = "",
        scopes: Iterable[str] | None = None,
        installer: str = "",
    ) -> Installation:
        """Give the app its bot user and token in a workspace; the token of the last one ends."""
        number = self._counts["installation"] = self._counts["installation"] + 1
        last = team.installation
        bot = last.bot_user_id if last else self._add_bot(team)
        installation = Installation(
            token=token or f"xoxb-{team.id}-{number}-{secrets.token_hex(8)}",
            bot_user_id=bot,
            bot_id=last.bot_id if last else self.new_id("B"),
            scopes=self.app.scopes if scopes is None else frozenset(scopes),
            installer=installer,
            team_ids=[team.id],
            enterprise_id=team.enterprise_id,
        )
        team.installation = self.installations[installation.token] = installation
        self.touch()
        return installation

    def install_for_organisation(
        self, enterprise_id: str, teams: Iterable[Workspace], *, token: str = ""
    ) -> Installation:
        """One token for several workspaces of an organisation (slack.md 6.4)."""
        teams = list(teams)
        installation = Installation(
            token=token or f"xoxb-{enterprise_id}-{secrets.token_hex(8)}",
            bot_user_id=self.new_id("U"),
            bot_id=self.new_id("B"),
            scopes=self.app.scopes,
            installer="",
            team_ids=[],
            enterprise_id=enterprise_id,
            is_enterprise_install=True,
        )
        self.installations[installation.token] = installation
        for team in teams:
            self.give_access(installation, team)
        return installation

    def give_access(self, installation: Installation, team: Workspace) -> None:
        team.enterprise_id = installation.enterprise_id
        team.installation = installation
        installation.team_ids.append(team.id)
        self._add_bot(team, installation.bot_user_id)
        self.touch()

    def add_user(
        self, name: str, *, team: Workspace | str | None = None, id: str | None = None, **more: Any
    ) -> User:
        """A person; ``more`` as in User (title, email, tz). Tells nobody: for setting the scene."""
        home = self.workspace(team)
        handle = more.pop("handle", None) or _handle(name)
        user = User(id or self.new_id("U"), home.id, name, handle, **more)
        if not user.email and not user.is_bot:
            user.email = f"{handle}@example.org"
        home.users[user.id] = user
        self.touch()
        return user

    def deactivate(self, user_id: str, team: Workspace | str | None = None) -> None:
        """Somebody leaves: their account is switched off, and the app is told."""
        home = self.workspace(team)
        user = home.users[user_id]
        user.deleted = True
        said = {"id": user.id, "team_id": home.id, "name": user.handle, "deleted": True}
        self.events.emit(home, {"type": "user_change", "user": said})
        self.touch()

    def change_group(
        self, group_id: str, people: Iterable[str], team: Workspace | str | None = None
    ) -> None:
        """These are in the user group from now on, which is made if need be; the app is told."""
        home = self.workspace(team)
        before, after = home.usergroups.get(group_id, []), list(dict.fromkeys(people))
        home.usergroups[group_id] = after
        added = [each for each in after if each not in before]
        removed = [each for each in before if each not in after]
        event = {
            "type": "subteam_members_changed",
            "subteam_id": group_id,
            "team_id": home.id,
            "date_previous_update": self.now_seconds(),
            "date_update": self.now_seconds(),
            "added_users": added,
            "added_users_count": str(len(added)),
            "removed_users": removed,
            "removed_users_count": str(len(removed)),
            "event_ts": self.moment_ts(),
        }
        self.events.emit(home, event)
        self.touch()

    def add_channel(
        self,
        name: str,
        *,
        team: Workspace | str | None = None,
        id: str | None = None,
        members: Iterable[User | str] = (),
        private: bool = False,
        topic: str = "",
        with_app: bool = True,
    ) -> Channel:
        home = self.workspace(team)
        inside = [each if isinstance(each, str) else each.id for each in members]
        if with_app and home.installation:
            inside.append(home.installation.bot_user_id)
        channel = Channel(
            id or self.new_id("C"),
            name,
            self.clock.now(),
            creator=inside[0] if inside else "",
            is_private=private,
            topic=topic,
            members=list(dict.fromkeys(inside)),
        )
        home.channels[channel.id] = channel
        self.touch()
        return channel

    def invite_app(self, channel: Channel, team: Workspace | str | None = None) -> None:
        """Somebody invites the app to a channel, and it is told of its own coming."""
        home = self.workspace(team)
        if home.installation is not None:
            conversations.join(self, home, channel, home.installation.bot_user_id, channel.creator)

    def share_channel(
        self,
        channel: Channel,
        team_id: str,
        people: Iterable[str] = (),
        *,
        team: Workspace | str | None = None,
        accepted: bool = True,
    ) -> None:
        """Connect a channel with another organisation's workspace, whose people join it.

        They are known here, as Slack Connect makes them, with the id of their own workspace.
        """
        home = self.workspace(team)
        if not accepted:
            channel.invited.append(team_id)
            self.touch()
            return
        channel.invited = [each for each in channel.invited if each != team_id]
        channel.shared_with.append(team_id)
        for name in people:
            user = self.add_user(name, team=home)
            user.team_id = team_id
            channel.members.append(user.id)
        event = {"type": "channel_shared", "connected_team_id": team_id, "channel": channel.id}
        self.events.emit(home, event | {"event_ts": self.moment_ts()})
        self.touch()

    def _add_bot(self, team: Workspace, id: str | None = None) -> str:
        return self.add_user(self.app.name, team=team, id=id, is_bot=True).id

    # -- finding -----------------------------------------------------------------------------

    def workspace(self, team: Workspace | str | None = None) -> Workspace:
        """The workspace, by id; the first if none is named."""
        if isinstance(team, Workspace):
            return team
        if team is None:
            return next(iter(self.workspaces.values()))
        if team not in self.workspaces:
            raise ActError("team_not_found", f"There is no workspace {team}.")
        return self.workspaces[team]

    def calls(self, method: str | None = None, *, ok: bool | None = None) -> list[ApiCall]:
        """What the app asked of the Web API, oldest first."""
        return [
            each for each in self.journal if method in (None, each.method) and ok in (None, each.ok)
        ]

    def delivered(self, kind: str | None = None) -> list[Delivery]:
        """What was sent to the app; ``kind`` is a payload's type, "command", or an event's type."""
        return [
            each
            for each in self.deliveries
            if kind in (None, each.kind, each.payload.get("event", {}).get("type"))
        ]

    def note_call(self, call: ApiCall) -> None:
        self.call_counts[call.method, call.status, str(call.result.get("error", ""))] += 1
        self._note(self.journal, call)

    def note_delivery(self, delivery: Delivery) -> None:
        self.delivery_counts[delivery.kind, delivery.outcome] += 1
        self._note(self.deliveries, delivery)

    def _note(self, journal: list[T], entry: T) -> None:
        journal.append(entry)
        if self.lean and len(journal) >= 2 * LAST_FEW:
            del journal[:-LAST_FEW]

    def find_view(self, team: Workspace, view_id: str, external_id: str = "") -> View | None:
        modals = chain.from_iterable(team.modals.values())
        return next(
            (
                view
                for view in chain(modals, team.homes.values())
                if view.id == view_id or (external_id and view.external_id == external_id)
            ),
            None,
        )

    # -- what changes ------------------------------------------------------------------------

    def new_id(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]:08d}"

    def notice(self, team: Workspace, user: str, error: str, text: str, **where: Any) -> Notice:
        """Tell a person something in Slack's own name."""
        notice = Notice(self.new_id("N"), user, text, error, self.clock.now(), **where)
        team.notices.append(notice)
        self.touch()
        return notice

    def touch(self) -> None:
        """Something changed: wake those who watch."""
        self.version += 1
        for future in self._changed:
            if not future.done():
                future.get_loop().call_soon_threadsafe(_wake, future)
        self._changed.clear()

    async def changed(self, since: int, patience: float) -> int:
        """Return the version when it is newer than ``since``, or when the time is up."""
        if self.version <= since:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._changed.add(future)
            await asyncio.wait([future], timeout=patience)
            self._changed.discard(future)
        return self.version

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run work in the background until the playground closes."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def settle(self) -> None:
        """Wait until every event sent so far has had its first attempt."""
        await self.events.settle()

    def stop_watching(self) -> None:
        """Let the streams of changes end, so that the server can stop at once."""
        self.closing = True
        self.touch()

    async def close(self) -> None:
        """End what runs in the background; call it before the server stops."""
        self.stop_watching()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        await self.courier.close()

    def now_seconds(self) -> int:
        return int(self.clock.now().timestamp())

    def moment_ts(self, moment: datetime | None = None) -> str:
        """A time as Slack writes it: seconds and microseconds."""
        return f"{(moment or self.clock.now()).timestamp():.6f}"


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _handle(name: str) -> str:
    words = [
        word for word in name.lower().replace("'", "").split() if word not in {"dr", "mr", "ms"}
    ]
    return ".".join(words)
