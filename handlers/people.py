"""Hears who looks after people: the list, corrections; and that somebody's account has changed."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks import joining as say
from bot.blocks.kit import View
from bot.blocks.members import build_people
from bot.directory import profile_of
from bot.domain.deeds import Deed
from bot.errors import Conflict
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import open_view
from handlers.joining import decide, said_in

Values = dict[str, Any]


async def list_people(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peerbot people``, and "Look" on the Home tab."""
    found = await services.joining.confirming.listed(caller.user_id)
    await open_view(client, body, build_people(found))
    await ack()


async def confirm(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
) -> None:
    await _answer(ack, action, client, caller, services, view, yes=True)


async def turn_down(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
) -> None:
    await _answer(ack, action, client, caller, services, view, yes=False)


async def _answer(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    *,
    yes: bool,
) -> None:
    """In the list, which then shows what is left: also where somebody else was quicker."""
    try:
        said = (await decide(caller, action, services, yes=yes)).text
    except Conflict as error:
        said = str(error)
    await _show_anew(client, view["id"], caller, services, said)
    await ack()


async def confirm_all(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    number = await services.joining.confirming.confirm_all(caller.user_id)
    await _show_anew(client, view["id"], caller, services, f"Confirmed: {number}. Each is told.")
    await ack()


async def _show_anew(
    client: AsyncWebClient, view_id: str, caller: Caller, services: Services, said: str
) -> None:
    found = await services.joining.confirming.listed(caller.user_id)
    await client.views_update(view_id=view_id, view=build_people(found, said))


async def offer_correction(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """Somebody was chosen in the list, or the button in a message is about them."""
    user = action.get("selected_user") or action["value"]
    form = await services.joining.correcting.prepare(caller.user_id, user)
    await open_view(client, body, say.build_correct_form(user, form.member, form.place_of))
    await ack()


async def correct(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    user = view["private_metadata"]
    if values.get(ids.MEMBER_REMOVE):
        await services.joining.correcting.remove(caller.user_id, user)
        await pass_on(services, user, seats=True)
        said = f"<@{user}> is off the list."
    else:
        await services.joining.correcting.correct(caller.user_id, user, said_in(values))
        said = f"Saved for <@{user}>."
    beneath = view.get("previous_view_id")
    if beneath:
        await _show_anew(client, beneath, caller, services, said)
        await ack()
    else:
        await ack(response_action="update", view=say.build_said_modal([said]))


# ---- coming and going


async def pass_on(services: Services, user: str, *, seats: bool) -> None:
    """``seats``: they come to no session any more either."""
    for each in services.passes_on:
        await each(user)
    if seats:
        await services.sessions.giving_up.give_up(user)


async def note_user_change(ack: AsyncAck, event: Body, body: Body, services: Services) -> None:
    """An account was switched off or on, or became a guest's: a guest may still come to a session."""
    profile = profile_of(event["user"], body["team_id"])
    leaving, user = services.joining.leaving, profile.user
    if profile.can_be_member:
        await leaving.come_back(profile)
    elif profile.is_off or await leaving.counts(user):
        await leaving.leave(user)
        await pass_on(services, user, seats=profile.is_off)
    await ack()


def register(router: Router) -> None:
    router.command(
        ids.PEERBOT,
        "people",
        says="Who says where they work, and who is where; to confirm and correct.",
        deed=Deed.CONFIRM_PEOPLE,
    )(list_people)
    router.action(ids.PEOPLE_OPEN)(list_people)
    router.action(ids.PEOPLE_YES)(confirm)
    router.action(ids.PEOPLE_NO)(turn_down)
    router.action(ids.CLAIMS_ALL)(confirm_all)
    router.action(ids.PEOPLE_PICK)(offer_correction)
    router.action(ids.MEMBER_EDIT)(offer_correction)
    router.view(ids.MEMBER_CORRECT)(correct)
    router.event("user_change")(note_user_change)
