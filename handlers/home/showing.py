"""Shows the Home tab: when it is opened, and anew when something was pressed on it."""

import logging

import aiohttp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.home import build_home, is_ours, mark_of, same_as
from bot.blocks.kit import View
from bot.errors import Conflict
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services

log = logging.getLogger(__name__)

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
        await publish(client, caller, services, shown=event.get("view"))
    elif event.get("tab") == "messages":
        await services.greeting.greet(caller.user_id)
    await ack()


async def show_waiting(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Show it": send it now, since it is asked for."""
    found = await services.home.show(caller.user_id, int(action["value"]))
    await ack()
    await publish(client, caller, services, SENT if found else "", shown=body.get("view"))
    if not found:
        raise Conflict(NOT_WAITING)


async def publish(
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    said: str = "",
    *,
    shown: View | None = None,
) -> None:
    """Show the tab as things are now; ``said`` is what came of the button that was pressed.

    ``shown`` is the tab as Slack says it is: where it says the same, nothing is published.
    """
    home = await services.home.look(caller.user_id)
    plain = build_home(home)
    view = build_home(home, said) if said else plain
    services.home.viewers.sees(caller.user_id, mark_of(plain))
    if same_as(shown, view):
        return
    before = str(shown.get("hash") or "") if shown and is_ours(shown) else ""
    error = await _published(client, caller, view, before)
    if error == "hash_conflict":
        # Another press was quicker, and what it showed may be older than what we know now.
        view = build_home(await services.home.look(caller.user_id), said)
        await _published(client, caller, view)


async def follow(client: AsyncWebClient, caller: Caller, services: Services) -> None:
    """After a form: the tab of who has it before them, if what it says has changed."""
    before = services.home.viewers.mark(caller.user_id)
    if before is None:
        return
    view = build_home(await services.home.look(caller.user_id))
    if mark_of(view) != before:
        services.home.viewers.sees(caller.user_id, mark_of(view))
        await _published(client, caller, view)


async def _published(
    client: AsyncWebClient, caller: Caller, view: View, before: str = ""
) -> str | None:
    """What Slack has against it, which the log says: the tab stays as it was, with its buttons."""
    try:
        await client.views_publish(user_id=caller.user_id, view=view, hash=before or None)
    except SlackApiError as refused:
        error = str(refused.response["error"])
    except (aiohttp.ClientError, TimeoutError) as lost:
        error = type(lost).__name__
    else:
        return None
    log.warning("home_not_published error=%s", error)
    return error


def register(router: Router) -> None:
    router.event("app_home_opened")(show_home)
    router.action(ids.HOME_SHOW)(show_waiting)
