"""Hears /compare, and whoever wants to see their own practice."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons import (
    NOTHING_IMPORTED,
    build_snippet_modal,
    no_figures_fit,
    render_own,
    render_which,
)
from bot.domain.comparisons import MAY_POST
from bot.domain.delivery import Message
from bot.domain.indicators import Indicator, find_indicators
from bot.errors import NotFound
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.comparisons import ComparisonsService, OwnAnswer
from bot.services.factory import Services
from handlers.answers import Respond, tell, whisper


async def compare(
    ack: AsyncAck, body: Body, client: AsyncWebClient, services: Services, caller: Caller
) -> None:
    """``/compare [words]``: a lead gets the form to post figures, anybody else their own."""
    words = body.get("text", "")
    member = await services.people.member(caller.user_id)
    if member is None or not member.has(MAY_POST):
        await compare_mine(ack, services, caller, words)
        return
    every, fitting = await _fitting(services.comparisons, words)
    comparison = await services.comparisons.showing.compare(fitting[0].key)
    view = build_snippet_modal(every, comparison, _proposed(caller.channel_id))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


def _proposed(channel: str | None) -> str | None:
    """Where the command was given, unless that is a direct message: figures go to channels."""
    return channel if channel and channel.startswith(("C", "G")) else None


async def compare_mine(ack: AsyncAck, services: Services, caller: Caller, words: str) -> None:
    """``/compare mine [words]``: one's own practice, privately."""
    _, fitting = await _fitting(services.comparisons, words)
    if len(fitting) > 1:
        message = render_which(fitting)
    else:
        message = _own(
            services, await services.comparisons.showing.own_now(fitting[0].key, caller.user_id)
        )
    await tell(ack, message)


async def _fitting(
    comparisons: ComparisonsService, words: str
) -> tuple[list[Indicator], list[Indicator]]:
    """All indicators with figures, and those that the words mean: all of them without words."""
    every = await comparisons.showing.indicators()
    if not every:
        raise NotFound(NOTHING_IMPORTED)
    fitting = find_indicators(words, every) if words.strip() else every
    if not fitting:
        raise NotFound(no_figures_fit(words, every))
    return every, fitting


def _own(services: Services, answer: OwnAnswer) -> Message:
    zone = services.workspace.time_zone
    return render_own(answer.comparison, answer.practice, answer.own, zone)


async def show_own(
    ack: AsyncAck, respond: Respond, services: Services, caller: Caller, action: dict[str, Any]
) -> None:
    """“Show my practice” under a snippet: answers only to whoever pressed it."""
    answer = await services.comparisons.showing.own_in_snippet(int(action["value"]), caller.user_id)
    await _answer(ack, respond, _own(services, answer))


async def show_own_now(
    ack: AsyncAck, respond: Respond, services: Services, caller: Caller, action: dict[str, Any]
) -> None:
    """One of several figures was meant: this one."""
    answer = await services.comparisons.showing.own_now(action["value"], caller.user_id)
    await _answer(ack, respond, _own(services, answer))


async def _answer(ack: AsyncAck, respond: Respond, message: Message) -> None:
    await whisper(respond, message)
    await ack()


def register(router: Router) -> None:
    router.command(
        ids.COMPARE,
        usage="[words]",
        says="How your practice compares, only to you; leads and managers post it to a channel.",
    )(compare)
    router.command(
        ids.COMPARE, "mine", usage="[words]", says="How your practice compares, only to you."
    )(compare_mine)
    router.action(ids.SNIPPET_OWN)(show_own)
    router.action(ids.COMPARE_OWN)(show_own_now)
