"""Hears who would like to raise a concern: by command, button or on a message."""

from dataclasses import replace
from html import unescape
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.concerns import forms
from bot.blocks.concerns.forms import Begun
from bot.blocks.kit import View
from bot.domain.concerns import MOST_WORDS, About, Draft
from bot.domain.deeds import Deed
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.concerns.raising import OtherReaders
from bot.services.factory import Services
from handlers.answers import open_view
from handlers.concerns.subject import begun_with

Values = dict[str, Any]
CHANGED = "Who hears concerns has changed meanwhile. Nothing was sent: please look who it is now."


async def offer_form(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    words: str,
) -> None:
    """``/peerbot concern``; what follows it is in the form already."""
    await _open(client, body, caller, services, Begun(words=unescape(words)[:MOST_WORDS]))
    await ack()


async def offer_form_from_button(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Raise a concern", in a message, a form or on the Home tab."""
    about = About(action["value"]) if action.get("value") else None
    await _open(client, body, caller, services, Begun(about))
    await ack()


async def offer_form_from_message(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """The message shortcut. Of the message only its headline is taken, and the writer sees that."""
    begun = begun_with(body["message"])
    if await services.screening.found({"title": begun.title}):
        begun = replace(begun, title="")
    await _open(client, body, caller, services, begun)
    await ack()


async def _open(
    client: AsyncWebClient, body: Body, caller: Caller, services: Services, begun: Begun
) -> None:
    readers = await services.concerns.raising.prepare(caller.user_id)
    await open_view(client, body, forms.build_raise_modal(readers, begun))


async def raise_one(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    draft = read_draft(view, values)
    done = await services.concerns.raising.raise_one(caller.user_id, view["id"], draft)
    if isinstance(done, OtherReaders):
        begun = Begun(draft.about, draft.title, draft.words)
        shown = forms.build_raise_modal(done.readers, begun, CHANGED)
    else:
        shown = forms.build_raised_modal(done)
    await ack(response_action="update", view=shown)


def read_draft(view: View, values: Values) -> Draft:
    """Raises InvalidInput under the field that is to be mended."""
    title, to = forms.parse_metadata(view["private_metadata"])
    about = values.get(ids.CONCERN_ABOUT)
    if not about:
        raise InvalidInput("Please choose what it is about.", ids.CONCERN_ABOUT)
    draft = Draft(About(about), title, values.get(ids.CONCERN_WORDS) or "", to)
    return draft if to else replace(draft, to=values.get(ids.CONCERN_TO) or "")


def register(router: Router) -> None:
    says = "Say what is not right, privately, to the person whom the group has named to hear it."
    router.command(ids.PEERBOT, "concern", says=says, deed=Deed.RAISE_CONCERN)(offer_form)
    router.action(ids.CONCERN_OPEN)(offer_form_from_button)
    router.message_shortcut(ids.CONCERN_SHORTCUT, screens=True)(offer_form_from_message)
    router.view(ids.CONCERN_NEW)(raise_one)
