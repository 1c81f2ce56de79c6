"""Hears /compare, and whoever wants to see their own practice."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons import (
    NOTHING_IMPORTED,
    build_snippet_modal,
    render_own,
    render_which,
)
from bot.domain.deeds import Deed, may
from bot.domain.delivery import Message
from bot.domain.indicators import Indicator
from bot.domain.talking import Slots
from bot.errors import NotFound
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, tell, whisper
from handlers.channels import proposed_channel
from handlers.comparisons.finding import meant_by

PICTURES_COME = "The pictures are on their way: look in your messages with me."


async def compare(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    slots: Slots,
) -> None:
    """``/compare [words]``: one's own practice, privately.

    Who has none but may show the group's figures to a channel gets the form for that.
    """
    words = body.get("text", "")
    member = await services.people.member(caller.user_id)
    if member is not None and not member.practices and may(member, Deed.POST_FIGURES):
        await compare_post(ack, body, client, services, caller, words, slots)
        return
    _, fitting = await _fitting(services, words, slots)
    if len(fitting) > 1:
        await tell(ack, render_which(fitting))
    else:
        key = fitting[0].key
        shown = await services.comparisons.showing.own_now(key, caller.user_id)
        await tell(ack, render_own(shown))


async def compare_post(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    words: str,
    slots: Slots,
) -> None:
    """``/compare post [words]``: the form that shows the group's figures to a channel."""
    await services.people.require(caller.user_id, Deed.POST_FIGURES)
    every, fitting = await _fitting(services, words, slots)
    channel = slots.channel or proposed_channel(caller, services)
    await _open_form(client, services, body, every, fitting[0].key, channel)
    await ack()


async def post_this(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    action: dict[str, Any],
) -> None:
    """“Post to a channel” under a private answer."""
    await services.people.require(caller.user_id, Deed.POST_FIGURES)
    every = await services.comparisons.showing.indicators()
    await _open_form(
        client, services, body, every, action["value"], proposed_channel(caller, services)
    )
    await ack()


async def _open_form(
    client: AsyncWebClient,
    services: Services,
    body: Body,
    every: list[Indicator],
    key: str,
    channel: str | None,
) -> None:
    comparison = await services.comparisons.posting.preview(key, channel)
    view = build_snippet_modal(every, comparison, channel)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def _fitting(
    services: Services, words: str, slots: Slots
) -> tuple[list[Indicator], list[Indicator]]:
    """All indicators with figures, and those that are meant: all of them without words."""
    every = await services.comparisons.showing.indicators()
    if not every:
        raise NotFound(NOTHING_IMPORTED)
    chosen = [each for each in every if each.key == slots.indicator]
    return every, chosen or (meant_by(words, every) if words.strip() else every)


async def show_own(
    ack: AsyncAck, respond: Respond, services: Services, caller: Caller, action: dict[str, Any]
) -> None:
    """“Show my practice” under a snippet: answers only to whoever pressed it."""
    showing = services.comparisons.showing
    shown = await showing.own_in_snippet(int(action["value"]), caller.user_id)
    await whisper(respond, render_own(shown))
    await ack()


async def show_own_now(
    ack: AsyncAck, respond: Respond, services: Services, caller: Caller, action: dict[str, Any]
) -> None:
    """One of several figures was meant: this one."""
    shown = await services.comparisons.showing.own_now(action["value"], caller.user_id)
    await whisper(respond, render_own(shown))
    await ack()


async def show_other(
    ack: AsyncAck, respond: Respond, services: Services, caller: Caller, action: dict[str, Any]
) -> None:
    """Another practice of somebody who works at several, beside the answer about the first."""
    code, snippet, key = action["selected_option"]["value"].split(" ", 2)
    showing, user = services.comparisons.showing, caller.user_id
    shown = await (
        showing.own_in_snippet(int(snippet), user, code)
        if snippet
        else showing.own_now(key, user, code)
    )
    await whisper(respond, render_own(shown))
    await ack()


async def send_pictures(
    ack: AsyncAck, respond: Respond, services: Services, caller: Caller, action: dict[str, Any]
) -> None:
    """“Pictures” under a private answer: they go to one's own messages."""
    picturing = services.comparisons.picturing
    key, _, code = action["value"].partition(" ")
    await picturing.send(key, caller.user_id, action["action_ts"], code or None)
    await whisper(respond, Message(PICTURES_COME))
    await ack()


def register(router: Router) -> None:
    says = "How your practice compares, only to you."
    router.command(ids.COMPARE, usage="[words]", says=says, deed=Deed.COMPARE)(compare)
    router.command(
        ids.COMPARE,
        "post",
        usage="[words]",
        says="Show the group's figures to a channel, as dots without names.",
        deed=Deed.POST_FIGURES,
    )(compare_post)
    router.action(ids.SNIPPET_OWN)(show_own)
    router.action(ids.SNIPPET_START)(post_this)
    router.action(ids.COMPARE_PICTURES)(send_pictures)
    router.action(ids.COMPARE_OWN)(show_own_now)
    router.action(ids.COMPARE_OTHER)(show_other)
