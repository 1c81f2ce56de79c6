"""Shows the checklist beneath a form again, once something was saved: for every form opened from it."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.setting_up.checklist import build_checklist_modal
from bot.payloads import Caller
from bot.services.factory import Services


def is_checklist(view: View) -> bool:
    """Whether it is what lies beneath a form that was opened from it."""
    return view.get("callback_id") == ids.SETUP


async def show_again(
    client: AsyncWebClient, caller: Caller, services: Services, view: View
) -> None:
    """As things are now. A form that was opened by itself has nothing beneath it."""
    root = view.get("root_view_id")
    if root and root != view["id"]:
        shown = build_checklist_modal(await services.setting_up.look(caller.user_id))
        await client.views_update(view_id=root, view=shown)
