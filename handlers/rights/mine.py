"""Hears who wants to see their data, take it away, be forgotten, or read the privacy notice."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.rights import forgetting, mine, privacy
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from bot.services.rights.my_data import JSON, TEXT
from handlers.answers import open_view, tell
from handlers.sessions.fields import Values


async def send(ack: AsyncAck, caller: Caller, services: Services, words: str) -> None:
    """``/peerbot my-data``, or ``my-data json``."""
    wanted = words.strip().casefold()
    if wanted not in ("", JSON, TEXT):
        raise InvalidInput(
            f"Write `{ids.PEERBOT} my-data` for a file to read, or `{ids.PEERBOT} my-data json` for "
            "one that a machine can read."
        )
    await services.rights.my_data.ask(caller.user_id, wanted or TEXT)
    await tell(ack, Message(mine.COMING))


async def offer(ack: AsyncAck, body: Body, client: AsyncWebClient, services: Services) -> None:
    """ "My data", on the Home tab or in the privacy notice."""
    contact = privacy.contact_words(services.workspace.arrangements)
    await open_view(client, body, mine.build_my_data_modal(contact))
    await ack()


async def send_text(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    await services.rights.my_data.ask(caller.user_id, TEXT)
    await ack()
    await client.views_update(view_id=view["id"], view=mine.build_coming_modal())


async def send_json(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    await services.rights.my_data.ask(caller.user_id, JSON)
    await ack()
    await client.views_update(view_id=view["id"], view=mine.build_coming_modal())


async def ask_whether_sure(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peerbot forget-me``, and the button: what goes, what stays, and a tick."""
    leaving = await services.rights.forgetting.prepare(caller.user_id)
    view = forgetting.build_forget_modal(leaving, services.workspace.body_name)
    await open_view(client, body, view)
    await ack()


async def forget(ack: AsyncAck, caller: Caller, services: Services, values: Values) -> None:
    if forgetting.SURE not in (values.get(ids.FORGET_SURE) or ()):
        raise InvalidInput("Please tick this if you are sure.", ids.FORGET_SURE)
    await services.rights.forgetting.ask(caller.user_id)
    await ack(response_action="update", view=forgetting.build_doing_modal())


async def show_privacy(
    ack: AsyncAck, body: Body, client: AsyncWebClient, services: Services
) -> None:
    """``/peerbot privacy``, and the button."""
    workspace = services.workspace
    view = privacy.build_privacy_modal(workspace.body_name, workspace.arrangements)
    await open_view(client, body, view)
    await ack()


def register(router: Router) -> None:
    says = "Everything that I hold about you, as a file for you alone."
    see = Deed.SEE_MY_DATA
    router.command(ids.PEERBOT, "my-data", says=says, usage="[json]", deed=see)(send)
    router.action(ids.MY_DATA_OPEN)(offer)
    router.action(ids.MY_DATA_FILE)(send_text)
    router.action(ids.MY_DATA_JSON)(send_json)
    says = "Have your data deleted. First I show you what goes and what stays."
    router.command(ids.PEERBOT, "forget-me", says=says, deed=Deed.BE_FORGOTTEN)(ask_whether_sure)
    router.action(ids.FORGET_OPEN)(ask_whether_sure)
    router.view(ids.FORGET)(forget)
    says = "What is kept about people, why, how long, and who sees it."
    router.command(ids.PEERBOT, "privacy", says=says, deed=Deed.READ_PRIVACY)(show_privacy)
    router.action(ids.PRIVACY_OPEN)(show_privacy)
