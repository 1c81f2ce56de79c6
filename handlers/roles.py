"""Hears who is to have which role, and that a Slack user group has changed."""

import asyncio
import logging
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids, roles
from bot.blocks.kit import View
from bot.domain.deeds import Deed
from bot.domain.people import Role
from bot.domain.roles import GIVEN, RoleGroup, Wanted
from bot.payloads import Body, Caller, flat_values
from bot.router import Router
from bot.services.factory import Services
from handlers.setting_up.showing import is_checklist, show_again

log = logging.getLogger(__name__)

PATIENCE = 1.5  # seconds until it is acknowledged, whether or not Slack has named its user groups
_LATE: set["asyncio.Task[None]"] = set()  # so that none is collected before it is done


async def offer_form(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peerbot roles``, and the button: a light form at once, which is filled when Slack has answered.

    Over a form that is open it is put on top, so that nothing in it is lost.
    """
    await services.roles.giving.check(caller.user_id)
    beneath = body.get("view") or {}
    show = client.views_push if beneath.get("type") == "modal" else client.views_open
    shown = await show(trigger_id=body["trigger_id"], view=roles.build_waiting_modal())
    filling = asyncio.create_task(
        _fill(client, services, shown["view"]["id"], is_checklist(beneath))
    )
    _LATE.add(filling)
    filling.add_done_callback(_LATE.discard)
    await asyncio.wait({filling}, timeout=PATIENCE)
    await ack()


async def _fill(
    client: AsyncWebClient, services: Services, view_id: str, over_checklist: bool
) -> None:
    try:
        offer = await services.roles.giving.offer()
        kept = roles.Kept(offer.stands, over_checklist=over_checklist)
        view = roles.build_roles_modal(offer.wanted, offer.groups, offer.unread, kept)
        await client.views_update(view_id=view_id, view=view)
    except Exception:
        log.exception("roles_form_not_filled")
        sorry = roles.build_sorry_modal()
        await client.views_update(view_id=view_id, view=sorry)


async def save(
    ack: AsyncAck, client: AsyncWebClient, view: View, caller: Caller, services: Services
) -> None:
    """Save, or warn first that nobody would be left with a role."""
    kept = roles.read_kept(view["private_metadata"])
    saved = await services.roles.giving.save(
        caller.user_id, read_wanted(view), kept.stands, nobody_is_fine=kept.was_warned
    )
    shown = (
        roles.warned(view, saved.nobody) if saved.nobody else roles.build_saved_modal(saved.changes)
    )
    await ack(response_action="update", view=shown)
    if kept.over_checklist and not saved.nobody:
        await show_again(client, caller, services, view)


def read_wanted(view: View) -> Wanted:
    values = flat_values(view)
    people = {role: tuple(values.get(f"{ids.ROLES_PEOPLE}{role}") or ()) for role in GIVEN}
    return Wanted(people, tuple(each for role in GIVEN for each in _groups(view, role)))


def _groups(view: View, role: Role) -> list[RoleGroup]:
    """Those chosen for a role, with the names that the form showed."""
    block = f"{ids.ROLES_GROUPS}{role}"
    state: dict[str, Any] = view.get("state", {}).get("values", {}).get(block, {}).get(block, {})
    return [
        RoleGroup(role, each["value"], each["text"]["text"])
        for each in state.get("selected_options") or []
    ]


async def note_group_change(ack: AsyncAck, event: Body, services: Services) -> None:
    """Somebody joined or left a user group, or it was renamed or switched off."""
    group_id = event.get("subteam_id") or (event.get("subteam") or {}).get("id", "")
    await services.roles.keeping.group_changed(group_id)
    await ack()


def register(router: Router) -> None:
    says = "Say who is clinical lead, manager or administrator."
    router.command(ids.PEERBOT, "roles", says=says, deed=Deed.GIVE_ROLES)(offer_form)
    router.action(ids.ROLES_OPEN)(offer_form)
    router.view(ids.ROLES)(save)
    for event in ("subteam_members_changed", "subteam_updated"):
        router.event(event)(note_group_change)
