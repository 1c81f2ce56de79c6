"""Hears the form that brings practices in, the list of them, and what is said to the register's list."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons.sources import say_register
from bot.blocks.kit import View
from bot.blocks.setting_up import practices as say
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from bot.services.setting_up.practices import read_body_code
from handlers.answers import Respond, replace
from handlers.setting_up.showing import show_again

Values = dict[str, Any]


async def practices_form(services: Services, user: str) -> View:
    count, sources, code = await services.setting_up.practices.registers(user)
    zone = services.workspace.time_zone
    return say.build_practices_modal(count, [say_register(each, zone) for each in sources], code)


async def save(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    """One by hand is there at once; what the register lists comes as a message."""
    code, name = values.get(ids.PRACTICE_CODE) or "", values.get(ids.PRACTICE_NAME) or ""
    register = values.get(ids.PRACTICES_ODS) or ""
    if name.strip() and not code.strip():
        raise InvalidInput("Please say its ODS code as well, such as P84004.", ids.PRACTICE_CODE)
    practices = services.setting_up.practices
    asked = read_body_code(register) if register.strip() else None
    if code.strip():
        await practices.add(caller.user_id, code, name)
    if asked is None:
        await ack()
    else:
        await practices.look_up(caller.user_id, asked)
        await ack(response_action="update", view=say.build_fetching_modal(asked))
    await show_again(client, caller, services, view)


# ---- the list


async def show_list(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    shown = await _page(services, caller, 0)
    await client.views_push(trigger_id=body["trigger_id"], view=shown)
    await ack()


async def turn(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
) -> None:
    shown = await _page(services, caller, int(action["value"]))
    await client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
    await ack()


async def remove(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
) -> None:
    practice, members = await services.setting_up.practices.remove(caller.user_id, action["value"])
    said = say.removed_words(practice.name, members)
    shown = await _page(services, caller, int(view["private_metadata"]), said)
    await ack()
    await client.views_update(view_id=view["id"], view=shown)
    if view.get("previous_view_id"):
        form = await practices_form(services, caller.user_id)
        await client.views_update(view_id=view["previous_view_id"], view=form)
    await show_again(client, caller, services, view)


async def _page(services: Services, caller: Caller, page: int, said: str = "") -> View:
    here = await services.setting_up.practices.here(caller.user_id)
    return say.build_list_modal(here.practices, here.members, here.strangers, page, said)


# ---- what the register lists


async def take_in(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Take them in": pressed twice, the second time says that they are here already."""
    code = action["value"]
    taken, already = await services.setting_up.practices.take_in(caller.user_id, code)
    await ack()
    await replace(respond, say.render_taken(taken, already, code))


async def leave(ack: AsyncAck, action: Body, respond: Respond) -> None:
    await ack()
    await replace(respond, say.render_left(action["value"]))


def register(router: Router) -> None:
    router.view(ids.SETUP_PRACTICES)(save)
    router.action(ids.PRACTICES_SHOW)(show_list)
    for way in ("back", "next"):
        router.action(f"{ids.PRACTICES_PAGE}{way}")(turn)
    router.action(ids.PRACTICE_REMOVE)(remove)
    router.action(ids.PRACTICES_TAKE)(take_in)
    router.action(ids.PRACTICES_LEAVE)(leave)
