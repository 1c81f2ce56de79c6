"""Which handler hears what: a dictionary look-up in place of Bolt's one-by-one matching.

Handlers are registered as everywhere in Bolt; the router is one Bolt middleware, so that a request
costs the same however many handlers there are.
"""

import inspect
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import View, modal, section
from bot.errors import InvalidInput, PeerbotError

log = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[None]]
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who did it, and where."""

    user_id: str
    team_id: str
    enterprise_id: str = ""
    channel_id: str | None = None


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A word after a slash command: what it does, in a sentence for help."""

    command: str
    word: str
    says: str
    usage: str = ""

    @property
    def line(self) -> str:
        return " ".join(part for part in (self.command, self.word, self.usage) if part)


@dataclass(frozen=True, slots=True)
class Route:
    handler: Handler
    wants: frozenset[str]


class Router:
    """Collects handlers by kind and id, and finds the one for a request."""

    def __init__(self) -> None:
        self.routes: dict[tuple[str, str], Route] = {}
        self.subcommands: dict[str, list[Subcommand]] = {}

    def command(
        self, command: str, word: str = "", *, says: str, usage: str = ""
    ) -> Callable[[Handler], Handler]:
        """A slash command, by its first word; the word "" hears what no other word does."""
        self.subcommands.setdefault(command, []).append(Subcommand(command, word, says, usage))
        return self._add("command", f"{command} {word}")

    def action(self, action_id: str) -> Callable[[Handler], Handler]:
        return self._add("block_actions", action_id)

    def view(self, callback_id: str) -> Callable[[Handler], Handler]:
        return self._add("view_submission", callback_id)

    def view_closed(self, callback_id: str) -> Callable[[Handler], Handler]:
        return self._add("view_closed", callback_id)

    def shortcut(self, callback_id: str) -> Callable[[Handler], Handler]:
        return self._add("shortcut", callback_id)

    def message_shortcut(self, callback_id: str) -> Callable[[Handler], Handler]:
        return self._add("message_action", callback_id)

    def options(self, action_id: str) -> Callable[[Handler], Handler]:
        return self._add("block_suggestion", action_id)

    def event(self, event_type: str) -> Callable[[Handler], Handler]:
        return self._add("event", event_type)

    def _add(self, kind: str, name: str) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            if (kind, name) in self.routes:
                raise ValueError(f"two handlers for {kind} {name}")
            wants = frozenset(inspect.signature(handler).parameters)
            self.routes[kind, name] = Route(handler, wants)
            return handler

        return register

    def find(self, body: Body) -> Route | None:
        return self.routes.get(self.name_of(body)) or self._fallback(body)

    def name_of(self, body: Body) -> tuple[str, str]:
        """What a request is about, as kind and id."""
        if "command" in body:
            return "command", f"{body['command']} {first_word(body)}"
        kind = body.get("type", "")
        match kind:
            case "event_callback":
                return "event", body["event"].get("type", "")
            case "block_actions":
                return kind, body["actions"][0].get("action_id", "")
            case "view_submission" | "view_closed":
                return kind, body["view"].get("callback_id", "")
            case "block_suggestion":
                return kind, body.get("action_id", "")
        return kind, body.get("callback_id", "")

    def _fallback(self, body: Body) -> Route | None:
        return self.routes.get(("command", f"{body['command']} ")) if "command" in body else None

    def words_of(self, body: Body) -> str:
        """What a command says beyond the word that found its handler."""
        text: str = body.get("text", "").strip()
        if self.name_of(body) not in self.routes:
            return text
        return text[len(first_word(body)) :].strip()


def first_word(body: Body) -> str:
    text: str = body.get("text", "")
    return text.split(maxsplit=1)[0].lower() if text.strip() else ""


ServicesFor = Callable[[Caller], Awaitable[Any]]
RespondFor = Callable[[Body], Callable[..., Awaitable[None]]]


class Dispatcher(AsyncMiddleware):
    """The last middleware: runs the one handler, and turns what went wrong into a sentence."""

    def __init__(self, router: Router, services_for: ServicesFor, respond_for: RespondFor) -> None:
        self.router = router
        self.services_for = services_for
        self.respond_for = respond_for

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        route = self.router.find(req.body)
        return await next() if route is None else await self.run(route, req)

    def straight(self, body: Body) -> Route | None:
        """The handler of a form or a command that neither speaks to Slack nor needs to be told who we are."""
        if "command" not in body and body.get("type") != "view_submission":
            return None
        route = self.router.find(body)
        return route if route is not None and "client" not in route.wants else None

    async def run(self, route: Route, req: AsyncBoltRequest) -> BoltResponse:
        """Whatever happens, an answer that is true."""
        ack = AsyncAck()
        if route_is_event(req.body):
            ack.response = BoltResponse(status=200, body="")
        try:
            await route.handler(**await self._arguments(route.wants, req, ack))
        except PeerbotError as error:
            await self._say(error, req, ack)
        except Exception:
            safe = ack.response is not None and not route_is_event(req.body)
            return await self._unexpected(req.body, ack.response if safe else None)
        # A handler that neither acknowledged nor failed is a fault of ours: let Slack say so.
        return ack.response or BoltResponse(status=500, body="")

    async def _arguments(
        self, wants: frozenset[str], req: AsyncBoltRequest, ack: AsyncAck
    ) -> dict[str, Any]:
        body = req.body
        given: dict[str, Any] = {}
        caller = caller_of(body)
        if "services" in wants:
            given["services"] = await self.services_for(caller)
        makers: dict[str, Callable[[], Any]] = {
            "ack": lambda: ack,
            "body": lambda: body,
            "client": lambda: req.context.client,
            "respond": lambda: self.respond_for(body),
            "caller": lambda: caller,
            "words": lambda: self.router.words_of(body),
            "action": lambda: body["actions"][0],
            "view": lambda: body["view"],
            "values": lambda: flat_values(body["view"]),
            "event": lambda: body["event"],
            "router": lambda: self.router,
        }
        given.update((name, makers[name]()) for name in wants if name != "services")
        return given

    async def _say(self, error: PeerbotError, req: AsyncBoltRequest, ack: AsyncAck) -> None:
        """The sentence, where the person is looking."""
        body = req.body
        if body.get("type") == "view_submission":
            if isinstance(error, InvalidInput) and error.block_id:
                await ack(response_action="errors", errors={error.block_id: str(error)})
            else:
                await ack(response_action="update", view=sentence_view(str(error)))
        elif "command" in body:
            await ack(text=str(error))
        elif not route_is_event(body):
            await ack()
            if "response_url" in body:
                respond = self.respond_for(body)
                await respond(text=str(error), response_type="ephemeral", replace_original=False)
            elif "trigger_id" in body:
                over_modal = (body.get("view") or {}).get("type") == "modal"
                client = req.context.client
                show = client.views_push if over_modal else client.views_open
                await show(trigger_id=body["trigger_id"], view=sentence_view(str(error)))

    async def _unexpected(self, body: Body, acknowledged: BoltResponse | None) -> BoltResponse:
        """Unless the work was already safe: tell Slack that it failed, and the person where to ask."""
        reference = secrets.token_hex(4)
        kind, name = self.router.name_of(body)
        log.exception("handler_failed reference=%s kind=%s name=%s", reference, kind, name)
        if acknowledged is not None:
            return acknowledged
        sorry = (
            "Sorry, something went wrong on our side and nothing was saved. Please try again; if it "
            f"happens again, tell your administrator “{reference}”."
        )
        if "command" in body:
            # Slack never sends a command again, and would only show the name of an error.
            ack = AsyncAck()
            return await ack(text=sorry)
        if "response_url" in body:
            try:
                await self.respond_for(body)(
                    text=sorry,
                    response_type="ephemeral",
                    replace_original=False,
                )
            except Exception:
                log.warning("could_not_tell reference=%s", reference)
        return BoltResponse(status=500, body="")


def route_is_event(body: Body) -> bool:
    return bool(body.get("type") == "event_callback")


def caller_of(body: Body) -> Caller:
    """Who and where, in any of Slack's payload shapes (slack.md 2)."""
    if "command" in body:
        return Caller(
            body["user_id"],
            body["team_id"],
            body.get("enterprise_id") or "",
            body.get("channel_id"),
        )
    if route_is_event(body):
        user = body["event"].get("user", "")
        channel = body["event"].get("channel")
        return Caller(
            user["id"] if isinstance(user, dict) else user,
            body["team_id"],
            body.get("enterprise_id") or "",
            channel if isinstance(channel, str) else None,
        )
    view = body.get("view") or {}
    team = view.get("app_installed_team_id") or (body.get("team") or {}).get("id", "")
    channel = body.get("channel") or {}
    enterprise = body.get("enterprise") or {}
    return Caller(body["user"]["id"], team, enterprise.get("id", ""), channel.get("id"))


def flat_values(view: View) -> dict[str, Any]:
    """The state of a view as one value a block: text, chosen value or values, or None."""
    return {
        block_id: _value(next(iter(actions.values())))
        for block_id, actions in view.get("state", {}).get("values", {}).items()
        if actions
    }


_PLAIN = (
    "value",
    "selected_date",
    "selected_time",
    "selected_date_time",
    "selected_user",
    "selected_users",
    "selected_conversation",
    "selected_conversations",
    "selected_channel",
    "selected_channels",
    "rich_text_value",
    "files",
)


def _value(state: dict[str, Any]) -> Any:
    if "selected_option" in state:
        return state["selected_option"]["value"] if state["selected_option"] else None
    if "selected_options" in state:
        return [each["value"] for each in state["selected_options"] or []]
    return next((state[name] for name in _PLAIN if name in state), None)


def sentence_view(sentence: str) -> View:
    """A modal that says one thing."""
    return modal("", "Peerbot", [section(sentence)], close="Close")


class RoutedApp(AsyncApp):
    """Bolt with the router in it: as its last middleware, or in its place where Bolt has nothing to add.

    For each request Bolt makes a client and says whose it is, which costs as much as keeping an answer
    does. A handler that asks for no client has no use for that, and its services know their workspace.
    """

    def __init__(self, dispatcher: Dispatcher, client: AsyncWebClient, signing_secret: str) -> None:
        # What the ways in do already (bot/http.py), and what nothing here needs, is off.
        super().__init__(
            client=client,
            signing_secret=signing_secret,
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
        )
        self.dispatcher = dispatcher
        self.use(dispatcher)

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        route = self.dispatcher.straight(req.body)
        if route is not None:
            return await self.dispatcher.run(route, req)
        return await super().async_dispatch(req)
