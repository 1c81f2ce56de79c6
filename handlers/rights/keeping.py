"""Hears who looks at what is deleted when, and who sets the days."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.rights import retention
from bot.domain.deeds import Deed
from bot.domain.rights.keeping import Kind
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.sessions.fields import Values


async def show(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    standing = await services.retention.look(caller.user_id)
    view = retention.build_retention_modal(standing.days, standing.lines, standing.oldest)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def save(ack: AsyncAck, caller: Caller, services: Services, values: Values) -> None:
    changed = await services.retention.set_days(caller.user_id, read_days(values))
    await ack(response_action="update", view=retention.build_saved_modal(changed))


def read_days(values: Values) -> dict[Kind, int]:
    """Of the kinds whose field there is. Raises InvalidInput under the field that is no number."""
    days = {}
    for kind in Kind:
        field = f"{ids.RETENTION_DAYS}{kind}"
        if field not in values:
            continue
        text = (values[field] or "").strip()
        if not (text.isascii() and text.isdecimal()):
            raise InvalidInput(retention.out_of_bounds(kind), field)
        days[kind] = int(text)
    return days


def register(router: Router) -> None:
    says = "How long each kind of record is kept, and what was deleted when."
    router.command(ids.PEERBOT, "retention", says=says, deed=Deed.SEE_RETENTION)(show)
    router.view(ids.RETENTION)(save)
