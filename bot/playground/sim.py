"""The test interface ``/sim/*``: act as a person, see what they see, move the clock."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.acting import clicks, commands, modals, talk
from bot.playground.acting.actor import Actor
from bot.playground.errors import ActError
from bot.playground.looks import state_for, user_sight
from bot.playground.records import Json, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack

Act = Callable[[Actor, Json], Awaitable[Json | None]]


async def message(actor: Actor, said: Json) -> Json:
    broadcast = bool(said.get("broadcast"))
    posted = talk.say(actor, said["channel"], said["text"], said.get("thread_ts"), broadcast)
    await actor.slack.settle()
    return {"ts": posted.ts}


async def upload(actor: Actor, said: Json) -> Json:
    given = [(each["name"], base64.b64decode(each["content"])) for each in said["files"]]
    posted = talk.share(actor, said["channel"], given, said.get("text") or "")
    await actor.slack.settle()
    return {"ts": posted.ts}


async def edit(actor: Actor, said: Json) -> None:
    talk.edit(actor, said["channel"], said["ts"], said["text"])
    await actor.slack.settle()


async def delete(actor: Actor, said: Json) -> None:
    talk.delete(actor, said["channel"], said["ts"])
    await actor.slack.settle()


async def react(actor: Actor, said: Json) -> None:
    remove = bool(said.get("remove"))
    talk.react(actor, said["channel"], said["ts"], said["name"], remove=remove)
    await actor.slack.settle()


async def join(actor: Actor, said: Json) -> None:
    talk.join(actor, said["channel"])
    await actor.slack.settle()


async def leave(actor: Actor, said: Json) -> None:
    talk.leave(actor, said["channel"])
    await actor.slack.settle()


async def read(actor: Actor, said: Json) -> None:
    talk.read(actor, said["channel"])


async def dismiss(actor: Actor, said: Json) -> None:
    talk.dismiss(actor, said["id"])


async def home(actor: Actor, said: Json) -> None:
    talk.open_home(actor, said.get("tab", "home"))
    await actor.slack.settle()


async def command(actor: Actor, said: Json) -> None:
    await commands.run(actor, said["channel"], said["text"])


async def shortcut(actor: Actor, said: Json) -> None:
    await commands.use_shortcut(actor, said["callback_id"], said.get("channel"), said.get("ts"))


async def action(actor: Actor, said: Json) -> None:
    where = clicks.place(actor, said)
    await clicks.act(actor, where, said["block_id"], said["action_id"], said.get("value"))


async def enter(actor: Actor, said: Json) -> None:
    where = clicks.place(actor, said)
    dispatch = bool(said.get("dispatch", True))
    await clicks.enter(
        actor, where, said["block_id"], said["action_id"], said.get("value"), dispatch=dispatch
    )


async def options(actor: Actor, said: Json) -> Json:
    where = clicks.place(actor, said)
    typed = str(said.get("value") or "")
    return await clicks.suggest(actor, where, said["block_id"], said["action_id"], typed)


async def submit(actor: Actor, said: Json) -> Json:
    errors = await modals.submit(actor, said["view_id"])
    return {"errors": errors} if errors else {}


async def close(actor: Actor, said: Json) -> None:
    await modals.close(actor, said["view_id"], everything=bool(said.get("all")))


ACTS: dict[str, Act] = {
    "message": message,
    "upload": upload,
    "edit": edit,
    "delete": delete,
    "react": react,
    "join": join,
    "leave": leave,
    "read": read,
    "dismiss": dismiss,
    "home": home,
    "command": command,
    "shortcut": shortcut,
    "action": action,
    "input": enter,
    "options": options,
    "submit": submit,
    "close": close,
}


class Sim:
    def __init__(self, slack: "Slack") -> None:
        self.slack = slack

    def routes(self) -> list[Route]:
        return [
            Route("/sim/state", self.state),
            Route("/sim/events", self.events),
            Route("/sim/workspaces", self.workspaces),
            Route("/sim/clock", self.clock, methods=["GET", "POST"]),
            Route("/sim/faults", self.faults, methods=["GET", "POST", "DELETE"]),
            Route("/sim/limits", self.limits, methods=["GET", "POST"]),
            Route("/sim/ledger", self.ledger),
            Route("/sim/calls", self.calls),
            Route("/sim/{act}", self.act, methods=["POST"]),
        ]

    async def act(self, request: Request) -> Response:
        act = ACTS.get(request.path_params["act"])
        if act is None:
            return _refused(ActError("unknown_act"), 404)
        try:
            said = json.loads(await request.body() or b"{}")
            actor = self._actor(said.get("team") or request.query_params.get("team"), said["user"])
            return JSONResponse({"ok": True} | (await act(actor, said) or {}))
        except ActError as refused:
            return _refused(refused)
        except (KeyError, ValueError, AttributeError) as wrong:
            return _refused(ActError("invalid_arguments", repr(wrong)), 400)

    async def state(self, request: Request) -> Response:
        """``?user=U``; with ``newer_than=V&wait=S`` waits until something changed anywhere."""
        query = request.query_params
        if "newer_than" in query:
            await self.slack.changed(int(query["newer_than"]), float(query.get("wait", 10)))
        try:
            actor = self._actor(query.get("team"), query.get("user", ""))
        except ActError as refused:
            return _refused(refused, 404)
        return JSONResponse(state_for(self.slack, actor.team, actor.user))

    async def events(self, request: Request) -> Response:
        try:
            actor = self._actor(
                request.query_params.get("team"), request.query_params.get("user", "")
            )
        except ActError as refused:
            return _refused(refused, 404)
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        stream = self._changes(actor, request)
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def _changes(self, actor: Actor, request: Request) -> AsyncIterator[str]:
        """ "changed" whenever this person's sight did; nothing when only others' did."""
        version, last = self.slack.version, self._sight(actor)
        yield "retry: 1000\n\nevent: ready\ndata: ready\n\n"
        while not self.slack.closing and not await request.is_disconnected():
            newer = await self.slack.changed(version, 2.0)
            if newer == version:
                yield ": still here\n\n"
                continue
            await asyncio.sleep(0.02)  # what happens together is one change
            version, now = self.slack.version, self._sight(actor)
            if now != last:
                last = now
                yield "event: changed\ndata: changed\n\n"

    def _sight(self, actor: Actor) -> tuple[str, timedelta]:
        seen: dict[str, Any] = dict(state_for(self.slack, actor.team, actor.user))
        del seen["version"], seen["clock"]
        return json.dumps(seen), self.slack.clock.offset

    async def workspaces(self, request: Request) -> Response:
        found = [_workspace(each) for each in self.slack.workspaces.values()]
        return JSONResponse({"workspaces": found})

    async def clock(self, request: Request) -> Response:
        if request.method == "POST":
            said = json.loads(await request.body())
            try:
                if "to" in said:
                    self.slack.clock.move_to(datetime.fromisoformat(said["to"]))
                else:
                    self.slack.clock.advance(timedelta(seconds=float(said["advance"])))
            except (KeyError, ValueError, TypeError) as wrong:
                return _refused(ActError("invalid_arguments", str(wrong)), 400)
        return JSONResponse({"ok": True, "now": self.slack.clock.now().isoformat()})

    async def faults(self, request: Request) -> Response:
        """GET what is planned; POST a Fault's fields, "mix", "events" or a switch; DELETE clears all."""
        faults = self.slack.faults
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            try:
                faults.change(json.loads(await request.body()))
            except (TypeError, ValueError) as wrong:
                return _refused(ActError("invalid_arguments", str(wrong)), 400)
        return JSONResponse({"ok": True, "faults": asdict(faults)})

    async def limits(self, request: Request) -> Response:
        """GET them and what passed; POST sets all and counts anew: what is not named is no limit."""
        limits = self.slack.limits
        if request.method == "POST":
            try:
                limits.set(**json.loads(await request.body()))
            except (TypeError, ValueError) as wrong:
                return _refused(ActError("invalid_arguments", str(wrong)), 400)
        shown = {
            name: getattr(limits, name)
            for name in ("per_channel", "burst", "per_minute", "tiers", "accepted", "refused")
        }
        return JSONResponse({"ok": True, "limits": shown})

    async def ledger(self, request: Request) -> Response:
        """All that carry a delivery id, as they arrived: [delivery, channel, ts, ephemeral].

        ``?after=N`` leaves out the first N.
        """
        try:
            after = max(0, int(request.query_params.get("after", 0)))
        except ValueError as wrong:
            return _refused(ActError("invalid_arguments", str(wrong)), 400)
        return JSONResponse({"ok": True, "messages": self.slack.ledger[after:]})

    async def calls(self, request: Request) -> Response:
        """Names and outcomes of the app's calls, without their contents, and how many of each.

        Where the playground runs lean, "calls" are the last few.
        """
        method = request.query_params.get("method")
        found = [
            {"method": each.method, "ok": each.ok, "error": each.result.get("error")}
            for each in self.slack.calls(method)
        ]
        counted = [
            {"method": name, "status": status, "error": error, "count": count}
            for (name, status, error), count in self.slack.call_counts.items()
            if method in (None, name)
        ]
        return JSONResponse({"ok": True, "calls": found, "counts": counted})

    def _actor(self, team_id: str | None, user_id: str) -> Actor:
        team = self.slack.workspace(team_id)
        user = team.users.get(user_id)
        if user is None or user.is_bot or user.deleted:
            raise ActError("user_not_found", f"There is nobody {user_id!r} in {team.name}.")
        return Actor(self.slack, team, user)


def _workspace(team: Workspace) -> Json:
    people = [user_sight(each) for each in team.users.values() if not each.is_bot]
    return {"id": team.id, "name": team.name, "domain": team.domain, "users": people}


def _refused(refused: ActError, status: int = 200) -> JSONResponse:
    return JSONResponse({"ok": False, "error": refused.code, "said": refused.said}, status)
