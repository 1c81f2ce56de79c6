"""Hears who wants to see which indicators there are, and the form in which one is edited."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons.indicators import (
    YES,
    build_edit_modal,
    build_indicators_modal,
)
from bot.blocks.kit import View
from bot.domain.deeds import Deed
from bot.domain.indicators import Polarity, Theme
from bot.domain.indicators.wording import Edits
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services

Values = dict[str, Any]


async def show_indicators(
    ack: AsyncAck, body: Body, client: AsyncWebClient, services: Services, caller: Caller
) -> None:
    """``/compare indicators``: by theme, for everybody; leads and managers can edit them."""
    view = await _page(services, caller, 0)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def turn(
    ack: AsyncAck,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
    action: Body,
) -> None:
    """To another page of the list."""
    shown = await _page(services, caller, int(action["value"]))
    await client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
    await ack()


async def _page(services: Services, caller: Caller, page: int) -> View:
    every, may_edit = await services.comparisons.editing.listed(caller.user_id)
    return build_indicators_modal(every, page, may_edit=may_edit)


async def edit(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
    action: Body,
) -> None:
    """“Edit”: the form goes on top of the list."""
    indicator = await services.comparisons.editing.to_edit(caller.user_id, action["value"])
    form = build_edit_modal(indicator, int(view["private_metadata"]))
    await client.views_push(trigger_id=body["trigger_id"], view=form)
    await ack()


async def save(
    ack: AsyncAck,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
    values: Values,
) -> None:
    """The form was sent: the list beneath shows what has changed."""
    page, key = view["private_metadata"].split(" ", 1)
    await services.comparisons.editing.save(caller.user_id, key, read_edits(values))
    shown = await _page(services, caller, int(page))
    await client.views_update(view_id=view["previous_view_id"], view=shown)
    await ack()


def read_edits(values: Values) -> Edits:
    return Edits(
        name=_line(values.get(ids.INDICATOR_NAME)),
        question=_line(values.get(ids.INDICATOR_QUESTION)),
        theme=Theme(values[ids.INDICATOR_THEME]),
        polarity=Polarity(values[ids.INDICATOR_POLARITY]),
        aliases=_line(values.get(ids.INDICATOR_ALIASES)),
        owner=values.get(ids.INDICATOR_OWNER) or None,
        public=values[ids.INDICATOR_PUBLIC] == YES,
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def register(router: Router) -> None:
    router.command(
        ids.COMPARE,
        "indicators",
        says="What there are figures on; leads and managers edit names, questions and directions.",
        deed=Deed.COMPARE,
    )(show_indicators)
    for way in ("back", "next"):
        router.action(f"{ids.INDICATORS_PAGE}{way}")(turn)
    router.action(ids.INDICATOR_EDIT)(edit)
    router.view(ids.INDICATOR_SAVE)(save)
