"""Runs the one handler of a request, inside Bolt, and turns what went wrong into a sentence."""

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.joining import with_way_in
from bot.blocks.kit import View, modal, section
from bot.domain.delivery import Block, Message
from bot.domain.talking.handing import slots_in
from bot.errors import InvalidInput, NotAMember, NotFound, PeerbotError, WhereUnknown
from bot.payloads import Body, Caller, as_command, as_typed, caller_of, flat_values, is_event
from bot.router import Route, Router
from bot.services.screening import IdentifiersFound
from bot.typed import leave_out, typed_in

log = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds that a form's answer waits for what follows it

ServicesFor = Callable[[Caller], Awaitable[Any]]
RespondFor = Callable[[Body], Callable[..., Awaitable[None]]]
After = Callable[[Body], Awaitable[None]]


async def nothing_more(_body: Body) -> None:
    """Nothing follows."""


class Dispatcher(AsyncMiddleware):
    """The last middleware: runs the one handler, and turns what went wrong into a sentence."""

    def __init__(
        self,
        router: Router,
        services_for: ServicesFor,
        respond_for: RespondFor,
        after_form: After = nothing_more,
    ) -> None:
        self.router = router
        self.services_for = services_for
        self.respond_for = respond_for
        self.after_form = after_form
        self._following: set[asyncio.Task[None]] = (
            set()
        )  # so that none is collected before it is done

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
        if is_event(req.body):
            ack.response = BoltResponse(status=200, body="")
        try:
            if not route.screens:
                await self._screen(req.body)
            await self._handle(route, req.body, req.context, ack)
            if in_a_form(req.body):
                await self._follow(req.body)
        except PeerbotError as error:
            await self._say(error, req, ack)
        except Exception:
            safe = ack.response is not None and not is_event(req.body)
            return await self._unexpected(req.body, ack.response if safe else None)
        # A handler that neither acknowledged nor failed is a fault of ours: let Slack say so.
        return ack.response or BoltResponse(status=500, body="")

    async def _follow(self, body: Body) -> None:
        """What was done in a form is safe by now, whatever comes of this.

        Slack has its answer only when we are back, so it is not waited for long.
        """
        following = asyncio.create_task(self._followed(body))
        self._following.add(following)
        following.add_done_callback(self._following.discard)
        await asyncio.wait({following}, timeout=PATIENCE)

    async def _followed(self, body: Body) -> None:
        try:
            await self.after_form(body)
        except Exception as error:
            log.warning("nothing_followed error=%s", type(error).__name__)

    async def _screen(self, body: Body) -> None:
        """Nothing that could identify a patient reaches a handler.

        What is sent is refused, with a sentence under each box. What only travels along, when a
        button in a form is pressed or the form is closed, is taken out: it may become a draft.
        """
        sent, along = typed_in(body)
        if not sent and not along:
            return
        screening = (await self.services_for(caller_of(body))).screening
        await screening.refuse(sent)
        if found := await screening.found(along):
            leave_out(body, found)

    async def run_line(
        self, body: Body, context: AsyncBoltContext, line: str, slots: str = ""
    ) -> Message | None:
        """Do for whoever pressed a button what the command does, by the same handler.

        Gives what it would have answered; None where it opened a form. Raises what the command would
        say, and NotFound for a command that there is no more.
        """
        command = as_command(body, line, slots)
        route = self.router.find(command)
        if route is None:
            raise NotFound("That command is not there any more. `/peerbot help` lists what is.")
        if not route.screens:
            await self._screen(command)
        ack = AsyncAck()
        await self._handle(route, command, context, ack)
        return _answered(ack.response)

    async def _handle(
        self, route: Route, body: Body, context: AsyncBoltContext, ack: AsyncAck
    ) -> None:
        await route.handler(**await self._arguments(route.wants, body, context, ack))

    async def _arguments(
        self, wants: frozenset[str], body: Body, context: AsyncBoltContext, ack: AsyncAck
    ) -> dict[str, Any]:
        given: dict[str, Any] = {}
        caller = caller_of(body)
        if "services" in wants:
            given["services"] = await self.services_for(caller)
        makers: dict[str, Callable[[], Any]] = {
            "ack": lambda: ack,
            "body": lambda: body,
            "client": lambda: context.client,
            "respond": lambda: self.respond_for(body),
            "caller": lambda: caller,
            "words": lambda: self.router.words_of(body),
            "action": lambda: body["actions"][0],
            "view": lambda: body["view"],
            "values": lambda: flat_values(body["view"]),
            "event": lambda: body["event"],
            "router": lambda: self.router,
            "slots": lambda: slots_in(body.get("slots", "")),
            "run_line": lambda: partial(self.run_line, body, context),
        }
        given.update((name, makers[name]()) for name in wants if name != "services")
        return given

    async def _say(self, error: PeerbotError, req: AsyncBoltRequest, ack: AsyncAck) -> None:
        """The sentence, where the person is looking."""
        body = req.body
        if body.get("type") == "view_submission":
            if isinstance(error, IdentifiersFound) and error.block_id:
                await ack(response_action="errors", errors=error.fields)
            elif isinstance(error, InvalidInput) and error.block_id:
                await ack(response_action="errors", errors={error.block_id: str(error)})
            else:
                await ack(response_action="update", view=error_view(error))
        elif "command" in body:
            await ack(text=as_typed(str(error), body), blocks=blocks_of(error))
        elif not is_event(body):
            await ack()
            if "response_url" in body:
                respond = self.respond_for(body)
                await respond(
                    text=str(error),
                    blocks=blocks_of(error),
                    response_type="ephemeral",
                    replace_original=False,
                )
            elif "trigger_id" in body:
                over_modal = (body.get("view") or {}).get("type") == "modal"
                client = req.context.client
                show = client.views_push if over_modal else client.views_open
                await show(trigger_id=body["trigger_id"], view=error_view(error))

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


def _answered(response: BoltResponse | None) -> Message | None:
    """What a handler acknowledged a command with."""
    if response is None or not response.body:
        return None
    if not response.body.startswith("{"):
        return Message(response.body)
    said = json.loads(response.body)
    return Message(said["text"], tuple(said.get("blocks", ())))


def in_a_form(body: Body) -> bool:
    """Whether something was sent or pressed in one; that somebody types is nothing yet."""
    return body.get("type") == "view_submission" or (
        body.get("type") == "block_actions" and (body.get("view") or {}).get("type") == "modal"
    )


def blocks_of(error: PeerbotError) -> list[Block] | None:
    """The sentence with a button, where there is one that helps; None: its text is all."""
    if isinstance(error, WhereUnknown | NotAMember):
        return with_way_in(str(error))
    return None


def error_view(error: PeerbotError) -> View:
    """A modal that says one thing."""
    said = blocks_of(error) or [section(str(error))]
    return modal("", "Peerbot", said, close="Close")


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
        self.dispatcher.router.unfold(req.body)
        route = self.dispatcher.straight(req.body)
        if route is not None:
            return await self.dispatcher.run(route, req)
        return await super().async_dispatch(req)
