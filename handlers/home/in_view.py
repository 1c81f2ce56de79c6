"""What comes of a button on the Home tab, or in a list that it opened, is shown in a view.

There is no message there to answer beside, and Slack gives no address for it. So that every feature's
buttons work on the tab as they do anywhere, this stands in for that address.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import View, modal, section
from bot.domain.delivery import Block
from bot.payloads import Body, Caller, caller_of
from handlers.answers import Respond, open_view
from handlers.home.showing import publish

FITS = frozenset({"section", "header", "context", "divider", "actions"})
"""Blocks of a message that a modal shows as well; pictures are sent, and have no place in one."""


def answering_in_view(
    body: Body, client: AsyncWebClient, services_for: Callable[[Caller], Awaitable[Any]]
) -> Respond:
    async def respond(text: str = "", blocks: Sequence[Block] = (), **how: Any) -> None:
        view = body.get("view") or {}
        replaces = bool(how.get("replace_original"))
        pressed = body.get("type") == "block_actions"
        if pressed and view.get("type") == "modal":
            shown = as_modal(text, blocks, view)
            if replaces:
                await client.views_update(view_id=view["id"], view=shown)
            else:
                await open_view(client, body, shown)
        elif pressed and len(blocks) > 1 and not replaces:
            await open_view(client, body, as_modal(text, blocks))
        else:
            # A sentence: it is said at the top of the tab, which is brought up to date.
            caller = caller_of(body)
            home = view if view.get("type") == "home" else None
            await publish(client, caller, await services_for(caller), text, shown=home)

    return respond


def as_modal(text: str, blocks: Sequence[Block], like: View | None = None) -> View:
    """A message's blocks, or its words where it has none; ``like`` is the view that it replaces."""
    title = ((like or {}).get("title") or {}).get("text") or "Peerbot"
    shown = [each for each in blocks if each["type"] in FITS] or [section(text)]
    return modal((like or {}).get("callback_id") or "", title, shown, close="Close")
