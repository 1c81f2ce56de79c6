"""The modal "When I may write to you": each choice in it is kept at once."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.home import build_when_modal
from bot.domain.home import Snooze
from bot.domain.times import parse_day
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Handler, Router
from bot.services.factory import Services
from handlers.answers import open_view
from handlers.home.showing import publish

Keep = Callable[[Body, Caller, Services], Awaitable[None]]


async def offer(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    home = await services.home.look(caller.user_id)
    await open_view(client, body, build_when_modal(home))
    await ack()


def kept(keep: Keep) -> Handler:
    """Hears a choice: it is kept, then Slack has its answer, then what shows it is shown anew."""

    async def hear(
        ack: AsyncAck,
        body: Body,
        action: Body,
        client: AsyncWebClient,
        caller: Caller,
        services: Services,
    ) -> None:
        await keep(action, caller, services)
        await ack()
        await show_anew(body, client, caller, services)

    return hear


async def set_days_off(action: Body, caller: Caller, services: Services) -> None:
    days = [int(each["value"]) for each in action["selected_options"]]
    await services.home.set_days_off(caller.user_id, days)


async def snooze_for(action: Body, caller: Caller, services: Services) -> None:
    await services.home.snooze_for(caller.user_id, Snooze(action["selected_option"]["value"]))


async def snooze_until(action: Body, caller: Caller, services: Services) -> None:
    chosen = action.get("selected_date")
    if not chosen:
        raise InvalidInput("Please choose a day.")
    await services.home.snooze_until(caller.user_id, parse_day(chosen))


async def set_reminders(action: Body, caller: Caller, services: Services) -> None:
    wanted = bool(action["selected_options"])
    await services.home.set_reminders(caller.user_id, wanted=wanted)


async def set_alerts(action: Body, caller: Caller, services: Services) -> None:
    wanted = bool(action["selected_options"])
    await services.home.set_alerts(caller.user_id, wanted=wanted)


async def set_matching(action: Body, caller: Caller, services: Services) -> None:
    wanted = bool(action["selected_options"])
    await services.home.set_matching(caller.user_id, wanted=wanted)


async def wake(_action: Body, caller: Caller, services: Services) -> None:
    await services.home.wake(caller.user_id)


async def show_anew(body: Body, client: AsyncWebClient, caller: Caller, services: Services) -> None:
    """The modal, and the line on the tab behind it. A tab from before had these menus on itself."""
    view = body.get("view") or {}
    if view.get("type") == "modal":
        home = await services.home.look(caller.user_id)
        await client.views_update(view_id=view["id"], view=build_when_modal(home))
    await publish(client, caller, services)


def register(router: Router) -> None:
    router.action(ids.HOME_WHEN)(offer)
    router.action(ids.HOME_DAYS_OFF)(kept(set_days_off))
    router.action(ids.HOME_SNOOZE)(kept(snooze_for))
    router.action(ids.HOME_SNOOZE_UNTIL)(kept(snooze_until))
    router.action(ids.HOME_WAKE)(kept(wake))
    router.action(ids.HOME_REMINDERS)(kept(set_reminders))
    router.action(ids.HOME_ALERTS)(kept(set_alerts))
    router.action(ids.HOME_MATCHING)(kept(set_matching))
