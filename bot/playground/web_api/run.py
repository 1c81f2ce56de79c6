"""The way of a call: read the arguments, know the caller, meet the faults, do it, write it down."""

import asyncio
import inspect
import json
import math
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground import conversations as conversations_of
from bot.playground.errors import ActError, ApiError
from bot.playground.faults import Fault, Kind
from bot.playground.journal import ApiCall
from bot.playground.records import Installation, Json, Workspace
from bot.playground.web_api import chat, conversations, files, functions, oauth, other, users, views
from bot.playground.web_api.call import PER_MINUTE, Call, Method, missing_scope

if TYPE_CHECKING:
    from bot.playground.slack import Slack

TABLES = (chat, conversations, files, functions, other, users, views)
METHODS: dict[str, Method] = {each.name: each for table in TABLES for each in table.METHODS}

POSTING = {"chat.postMessage"}


class WebApi:
    def __init__(self, slack: "Slack") -> None:
        self.slack = slack

    async def answer(self, request: Request) -> Response:
        name = request.path_params["method"]
        args, token = await arguments(request)
        caller = f"{request.client.host}:{request.client.port}" if request.client else ""
        installation = self.slack.installations.get(token)
        team = self._team(installation, args)
        fault = self.slack.faults.next_for(name, args, team.id if team else None)
        if fault is not None and fault.late:
            # Uvicorn and Starlette let a call go on whose caller has gone, so the work is done.
            await self._hang(fault.seconds)
        elif fault is not None and not fault.accept:
            return await self._refuse(request, fault, name, args, team, caller)
        status, headers = 200, {}
        try:
            result = await self._run(name, args, token, installation, team)
        except ApiError as refused:
            result = {"ok": False, "error": refused.code, **refused.more}
            if refused.code == "ratelimited":
                status = 429
                headers["retry-after"] = str(result.pop("retry_after"))
        if installation is not None:
            headers["x-oauth-scopes"] = ",".join(sorted(installation.scopes))
            needed = METHODS[name].scopes if name in METHODS else ()
            headers["x-accepted-oauth-scopes"] = ",".join(needed)
        self._note(name, args, result, status, team, caller)
        if fault is not None:
            return await self.spoil(request, fault)
        return JSONResponse(result, status, headers)

    async def _run(
        self,
        name: str,
        args: Json,
        token: str,
        installation: Installation | None,
        team: Workspace | None,
    ) -> Json:
        if name == "blocks.validate":
            return {"ok": True} | other.validate_blocks(self.slack, args)
        if name == "oauth.v2.access":
            return {"ok": True} | oauth.access(self.slack, args)
        method = METHODS.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        installation, team = self._authenticate(method, token, installation, team, args)
        self._limit(method, args, team)
        if method.scopes and installation.scopes.isdisjoint(method.scopes):
            raise missing_scope(installation, method.scopes)
        found = method.run(Call(self.slack, name, args, installation, team))
        if inspect.isawaitable(found):
            found = await found
        return {"ok": True} | found

    def _authenticate(
        self,
        method: Method,
        token: str,
        installation: Installation | None,
        team: Workspace | None,
        args: Json,
    ) -> tuple[Installation, Workspace]:
        if not token:
            raise ApiError("not_authed")
        if token == self.slack.app.app_token:
            return self._app_level(method)
        if installation is None:
            raise ApiError("invalid_auth")
        if installation.revoked:
            raise ApiError(installation.revoked)
        if method.token == "app":  # noqa: S105
            raise ApiError("not_allowed_token_type")
        if team is None:
            raise ApiError("team_access_not_granted" if args.get("team_id") else "missing_argument")
        return installation, team

    def _app_level(self, method: Method) -> tuple[Installation, Workspace]:
        if method.token != "app":  # noqa: S105
            raise ApiError("not_allowed_token_type")
        nobody = Installation("", "", "", frozenset({"connections:write"}), "", [])
        return nobody, self.slack.workspace()

    def _team(self, installation: Installation | None, args: Json) -> Workspace | None:
        """The token's workspace; with an organisation's token the one that ``team_id`` names."""
        if installation is None or not installation.team_ids:
            return None
        named = args.get("team_id")
        if installation.is_enterprise_install and named:
            return self.slack.workspaces.get(named) if named in installation.team_ids else None
        return self.slack.workspaces[installation.team_ids[0]]

    def _limit(self, method: Method, args: Json, team: Workspace) -> None:
        """slack.md 4.2, when asked for. By the playground's clock, so that tests need not wait."""
        now, limits, wait = self.slack.clock.now(), self.slack.limits, 0.0
        if method.name in POSTING:
            wait = limits.post(team.id, _place(team, args), now)
        elif method.tier is not None:
            wait = limits.call(team.id, method.name, PER_MINUTE[method.tier], now)
        if wait:
            raise ApiError("ratelimited", retry_after=math.ceil(wait))

    async def _refuse(
        self,
        request: Request,
        fault: Fault,
        name: str,
        args: Json,
        team: Workspace | None,
        caller: str,
    ) -> Response:
        """A call that goes wrong before anything was done."""
        result: Json = {"ok": False, "error": fault.error}
        status = 200
        if fault.kind is Kind.RATE_LIMITED:
            result, status = {"ok": False, "error": "ratelimited"}, 429
        elif fault.kind is Kind.SERVER_ERROR:
            status = fault.status
        elif fault.kind is not Kind.ERROR:
            result, status = {"ok": False, "error": fault.kind.value}, 0  # no answer at all
        self._note(name, args, result, status, team, caller)
        return await self.spoil(request, fault)

    async def spoil(self, request: Request, fault: Fault) -> Response:
        """What the caller meets in place of an answer."""
        match fault.kind:
            case Kind.RATE_LIMITED:
                headers = {"retry-after": str(fault.retry_after)}
                return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
            case Kind.ERROR:
                return JSONResponse({"ok": False, "error": fault.error})
            case Kind.SERVER_ERROR:
                return Response("Server error", fault.status)
            case Kind.HANG if not fault.late:
                await self._hang(fault.seconds)
        drop_connection(request)
        return Response(status_code=500)

    async def _hang(self, seconds: float) -> None:
        """For so long, but not longer than the playground runs."""
        await asyncio.wait([self.slack.spawn(asyncio.sleep(seconds))])

    def _note(
        self,
        name: str,
        args: Json,
        result: Json,
        status: int,
        team: Workspace | None,
        caller: str,
    ) -> None:
        call = ApiCall(
            name, args, result, status, team.id if team else None, self.slack.clock.now(),
            team is not None, caller,
        )  # fmt: skip
        self.slack.note_call(call)


async def arguments(request: Request) -> tuple[Json, str]:
    """All three encodings (slack.md 4.1), and the token: from the header, or as an argument."""
    args: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        try:
            said = json.loads(await request.body() or b"{}")
        except ValueError:
            said = {}
        args |= said if isinstance(said, dict) else {}
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        form = await request.form()
        args |= {name: value for name, value in form.items() if isinstance(value, str)}
    given = str(args.pop("token", ""))
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        args["_basic"] = token
    return args, token if scheme.lower() == "bearer" else given


def _place(team: Workspace, args: Json) -> str:
    """What is limited: a channel, or a person, whose DM goes by two names."""
    said = str(args.get("channel"))
    if said in team.users:
        return said
    channel = conversations_of.named(team, said)
    if channel is None:
        return said
    if channel.is_im and team.installation is not None:
        return conversations_of.other_in(channel, team.installation.bot_user_id)
    return channel.id


def drop_connection(request: Request) -> None:
    """End the connection without a word: uvicorn's own request cycle holds the transport."""
    cycle: Any = getattr(request.receive, "__self__", None)
    transport = getattr(cycle, "transport", None)
    if transport is None:
        raise ActError("cannot_drop", "This server gives no hold of its connections.")
    transport.abort()
