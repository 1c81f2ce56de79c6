"""Hears the forms in which a group is described and arranged; the checklist beneath shows what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.setting_up.body import build_body_modal, zone_options
from bot.blocks.setting_up.forms import NO_HOLIDAYS, YES
from bot.domain.arrangements import Body as Group
from bot.domain.arrangements import BodyKind
from bot.domain.rhythm import Rhythm
from bot.domain.times import parse_clock, parse_day
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Handler, Router
from bot.services.factory import Services
from bot.services.rhythm_words import read_all_protected, read_budget
from bot.services.setting_up import zones_like
from handlers.setting_up.showing import show_again

Values = dict[str, Any]
Save = Callable[[Caller, Services, View, Values], Awaitable[None]]


def saved(save: Save) -> Handler:
    """Hears a form: what it holds is saved, then Slack has its answer, then the checklist is shown anew."""

    async def hear(
        ack: AsyncAck,
        client: AsyncWebClient,
        caller: Caller,
        services: Services,
        view: View,
        values: Values,
    ) -> None:
        await save(caller, services, view, values)
        await ack()
        await show_again(client, caller, services, view)

    return hear


async def save_group(caller: Caller, services: Services, view: View, values: Values) -> None:
    zone = values.get(ids.BODY_ZONE) or ""
    if not zone:
        raise InvalidInput("Please choose a time zone, such as Europe/London.", ids.BODY_ZONE)
    await services.setting_up.describe(caller.user_id, read_group(values), zone, stood=_stood(view))


def read_group(values: Values) -> Group:
    """Raises InvalidInput for what is missing."""
    first = _day(values.get(ids.BODY_FROM))
    if first is None:
        raise InvalidInput("Please choose the day from which this is so.", ids.BODY_FROM)
    return Group(
        first,
        values.get(ids.BODY_NAME) or "",
        BodyKind(values.get(ids.BODY_KIND) or BodyKind.OTHER),
        values.get(ids.BODY_CODE) or "",
        _day(values.get(ids.BODY_TO)),
    )


def _day(text: str | None) -> date | None:
    return parse_day(text) if text else None


async def take_back(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
) -> None:
    """A change to come does not come: what is typed in the form stays."""
    await services.setting_up.take_back(caller.user_id, parse_day(action["value"]))
    shown = build_body_modal(*await services.setting_up.group(caller.user_id))
    await ack()
    await client.views_update(view_id=view["id"], view=shown)
    await show_again(client, caller, services, view)


async def offer_zones(ack: AsyncAck, body: Body) -> None:
    await ack(options=zone_options(zones_like(body.get("value") or "")))


async def save_channels(caller: Caller, services: Services, view: View, values: Values) -> None:
    await services.setting_up.arranging.set_channels(
        caller.user_id,
        values.get(ids.CHANNELS) or [],
        without=_without(values),
        stood=_stood(view),
    )


async def save_hours(caller: Caller, services: Services, view: View, values: Values) -> None:
    now = services.context.clock.now()

    def hours(known: Rhythm) -> Rhythm:
        opens, closes = (
            parse_clock(values.get(each) or "00:00") for each in (ids.HOURS_OPENS, ids.HOURS_CLOSES)
        )
        division = values.get(ids.HOURS_HOLIDAYS) or NO_HOLIDAYS
        protected = read_all_protected(
            values.get(ids.HOURS_PROTECTED) or "",
            known.calendar.protected,
            now,
            known.zone,
            ids.HOURS_PROTECTED,
        )
        calendar = replace(
            known.calendar,
            division="" if division == NO_HOLIDAYS else division,
            protected=protected,
        )
        budget = read_budget(values.get(ids.HOURS_BUDGET) or "", ids.HOURS_BUDGET)
        return replace(known, opens=opens, closes=closes, budget=budget, calendar=calendar)

    await services.setting_up.set_hours(caller.user_id, hours)


async def save_threshold(caller: Caller, services: Services, view: View, values: Values) -> None:
    k = int(values.get(ids.THRESHOLD) or 0)
    await services.setting_up.arranging.set_threshold(caller.user_id, k)


async def save_concerns(caller: Caller, services: Services, view: View, values: Values) -> None:
    await services.setting_up.arranging.set_concerns(
        caller.user_id,
        values.get(ids.CONCERNS_TO) or "",
        values.get(ids.CONCERNS_AS) or "",
        without=_without(values),
        stood=_stood(view),
    )


async def save_data(caller: Caller, services: Services, view: View, values: Values) -> None:
    await services.setting_up.arranging.set_data(
        caller.user_id,
        values.get(ids.DATA_CONTROLLER) or "",
        values.get(ids.DATA_CONTACT) or "",
        stood=_stood(view),
    )


async def save_rules(caller: Caller, services: Services, view: View, values: Values) -> None:
    rules = values.get(ids.GROUND_RULES) or ""
    await services.setting_up.arranging.set_ground_rules(caller.user_id, rules, stood=_stood(view))


async def save_figures(caller: Caller, services: Services, view: View, values: Values) -> None:
    await services.setting_up.arranging.set_figures(caller.user_id, without=_without(values))


def _without(values: Values) -> bool:
    return YES in (values.get(ids.NOT_NEEDED) or ())


def _stood(view: View) -> str:
    """What the form showed when it was opened, by its mark."""
    return view.get("private_metadata") or ""


def register(router: Router) -> None:
    router.view(ids.SETUP_BODY)(saved(save_group))
    router.action(ids.BODY_TAKE_BACK)(take_back)
    router.options(ids.BODY_ZONE)(offer_zones)
    router.view(ids.SETUP_CHANNELS)(saved(save_channels))
    router.view(ids.SETUP_HOURS)(saved(save_hours))
    router.view(ids.SETUP_THRESHOLD)(saved(save_threshold))
    router.view(ids.SETUP_CONCERNS)(saved(save_concerns))
    router.view(ids.SETUP_DATA, screens=True)(saved(save_data))
    router.view(ids.SETUP_RULES)(saved(save_rules))
    router.view(ids.SETUP_FIGURES)(saved(save_figures))
