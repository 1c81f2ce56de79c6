"""Hears that somebody looks at the Home tab, and every button and menu on it."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.home import build_home
from bot.domain.home import Snooze
from bot.domain.times import parse_day
from bot.errors import Conflict, InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services

NOT_WAITING = (
    "That message does not wait here any more: it was sent, or it is of no use now. Your messages "
    "from me are in the Messages tab."
)
SENT = "It is on its way: look in the Messages tab."


async def show_home(
    ack: AsyncAck, event: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """Somebody opened the Home tab; on the other one, with the messages, they are greeted once."""
    if event.get("tab") == "home":
        await publish(client, caller, services)
    elif event.get("tab") == "messages":
        await services.greeting.greet(caller.user_id)
    await ack()


async def show_waiting(
    ack: AsyncAck, action: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """ "Show it": send it now, since it is asked for."""
    found = await services.home.show(caller.user_id, int(action["value"]))
    await ack()
    await publish(client, caller, services, SENT if found else "")
    if not found:
        raise Conflict(NOT_WAITING)


async def set_days_off(
    ack: AsyncAck, action: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    days = [int(each["value"]) for each in action["selected_options"]]
    await services.home.set_days_off(caller.user_id, days)
    await ack()
    await publish(client, caller, services)


async def snooze_for(
    ack: AsyncAck, action: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    await services.home.snooze_for(caller.user_id, Snooze(action["selected_option"]["value"]))
    await ack()
    await publish(client, caller, services)


async def snooze_until(
    ack: AsyncAck, action: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    chosen = action.get("selected_date")
    if not chosen:
        raise InvalidInput("Please choose a day.")
    await services.home.snooze_until(caller.user_id, parse_day(chosen))
    await ack()
    await publish(client, caller, services)


async def set_reminders(
    ack: AsyncAck, action: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    wanted = bool(action["selected_options"])
    await services.home.set_reminders(caller.user_id, wanted=wanted)
    await ack()
    await publish(client, caller, services)


async def set_alerts(
    ack: AsyncAck, action: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    wanted = bool(action["selected_options"])
    await services.home.set_alerts(caller.user_id, wanted=wanted)
    await ack()
    await publish(client, caller, services)


async def set_matching(
    ack: AsyncAck, action: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    wanted = bool(action["selected_options"])
    await services.home.set_matching(caller.user_id, wanted=wanted)
    await ack()
    await publish(client, caller, services)


async def wake(ack: AsyncAck, client: AsyncWebClient, caller: Caller, services: Services) -> None:
    await services.home.wake(caller.user_id)
    await ack()
    await publish(client, caller, services)


async def publish(
    client: AsyncWebClient, caller: Caller, services: Services, said: str = ""
) -> None:
    """Show the tab as things are now; ``said`` is what came of the button that was pressed."""
    home = await services.home.look(caller.user_id)
    await client.views_publish(user_id=caller.user_id, view=build_home(home, said))


def register(router: Router) -> None:
    router.event("app_home_opened")(show_home)
    router.action(ids.HOME_SHOW)(show_waiting)
    router.action(ids.HOME_DAYS_OFF)(set_days_off)
    router.action(ids.HOME_SNOOZE)(snooze_for)
    router.action(ids.HOME_SNOOZE_UNTIL)(snooze_until)
    router.action(ids.HOME_WAKE)(wake)
    router.action(ids.HOME_REMINDERS)(set_reminders)
    router.action(ids.HOME_ALERTS)(set_alerts)
    router.action(ids.HOME_MATCHING)(set_matching)
