"""How a message is given back to whoever did something, privately: one way for each place."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import View
from bot.domain.delivery import Message
from bot.payloads import Body

Respond = Callable[..., Awaitable[None]]


async def tell(ack: AsyncAck, message: Message) -> None:
    """As the answer to a command."""
    await ack(text=message.text, blocks=list(message.blocks))


async def replace(respond: Respond, message: Message) -> None:
    """In the place of the message whose button was pressed."""
    await respond(text=message.text, blocks=list(message.blocks), replace_original=True)


async def whisper(respond: Respond, message: Message) -> None:
    """Beside the message whose button was pressed, only to whoever pressed it."""
    await respond(
        text=message.text,
        blocks=list(message.blocks),
        response_type="ephemeral",
        replace_original=False,
    )


async def show(client: AsyncWebClient, body: Body, view: View) -> None:
    """As a form of its own, or over the one whose button was pressed."""
    over = (body.get("view") or {}).get("type") == "modal"
    await (client.views_push if over else client.views_open)(
        trigger_id=body["trigger_id"], view=view
    )
