"""Hears who reads the audit log, chooses what of it, turns its pages, or takes it as a table."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.rights import audit
from bot.domain.deeds import Deed
from bot.domain.rights.log import Filter
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services


async def show(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peerbot audit``: the newest entries."""
    page = await services.rights.auditing.look(caller.user_id)
    view = audit.build_audit_modal(page, services.workspace.time_zone)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def narrow(
    ack: AsyncAck,
    action: Body,
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """Somebody, a deed or a month was chosen."""
    wanted = audit.narrowed(Filter.of_text(view["private_metadata"]), action)
    await _turn(view, client, caller, services, wanted, 0, noted=True)
    await ack()


async def turn(
    ack: AsyncAck,
    action: Body,
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """Newer, older, or everything again."""
    everything = action["action_id"] == f"{ids.AUDIT_PAGE}{audit.ALL}"
    wanted = Filter() if everything else Filter.of_text(view["private_metadata"])
    number = int(action["value"])
    await _turn(view, client, caller, services, wanted, number, noted=everything)
    await ack()


async def _turn(
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    wanted: Filter,
    number: int,
    *,
    noted: bool,
) -> None:
    page = await services.rights.auditing.look(caller.user_id, wanted, number, noted=noted)
    shown = audit.build_audit_modal(page, services.workspace.time_zone)
    await client.views_update(view_id=view["id"], view=shown)


async def take(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """ "Send me these as a table"."""
    wanted = Filter.of_text(view["private_metadata"])
    auditing = services.rights.auditing
    await auditing.ask_for_table(caller.user_id, wanted)
    await ack()
    page = await auditing.look(caller.user_id, wanted, noted=False)
    shown = audit.build_audit_modal(page, services.workspace.time_zone, audit.FILE_COMING)
    await client.views_update(view_id=view["id"], view=shown)


def register(router: Router) -> None:
    says = "Who scheduled, exported or changed what, and when."
    router.command(ids.PEERBOT, "audit", says=says, deed=Deed.SEE_AUDIT)(show)
    for menu in (ids.AUDIT_PERSON, ids.AUDIT_DEED, ids.AUDIT_MONTH):
        router.action(menu)(narrow)
    for which in ("newer", "older", audit.ALL):
        router.action(f"{ids.AUDIT_PAGE}{which}")(turn)
    router.action(ids.AUDIT_FILE)(take)
