"""Hears who wants to set the group up, and which step: its form goes on top of the checklist."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons.sources import title
from bot.blocks.kit import View
from bot.blocks.setting_up import forms as say
from bot.blocks.setting_up.body import build_body_modal
from bot.blocks.setting_up.checklist import RULES, build_checklist_modal
from bot.domain.deeds import Deed
from bot.domain.setting_up import Step
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.setting_up.practices import practices_form

SAYS = "Set the group up, or change how it is set up: practices, roles, channels, hours."


async def open_checklist(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peerbot setup``, and the button on the Home tab."""
    view = build_checklist_modal(await services.setting_up.look(caller.user_id))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def open_step(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """The button of a step."""
    form = await FORMS[action["action_id"].removeprefix(ids.SETUP_STEP)](services, caller.user_id)
    await client.views_push(trigger_id=body["trigger_id"], view=form)
    await ack()


# ---- the forms, as things are now


async def _group(services: Services, user: str) -> View:
    return build_body_modal(*await services.setting_up.group(user))


async def _channels(services: Services, user: str) -> View:
    workspace = await services.setting_up.arranging.now_set(user)
    return say.build_channels_modal(workspace.arrangements)


async def _hours(services: Services, user: str) -> View:
    return say.build_hours_modal((await services.setting_up.arranging.now_set(user)).rhythm)


async def _threshold(services: Services, user: str) -> View:
    workspace = await services.setting_up.arranging.now_set(user)
    return say.build_threshold_modal(workspace.arrangements)


async def _concerns(services: Services, user: str) -> View:
    workspace = await services.setting_up.arranging.now_set(user)
    return say.build_concerns_modal(workspace.arrangements)


async def _data(services: Services, user: str) -> View:
    return say.build_data_modal((await services.setting_up.arranging.now_set(user)).arrangements)


async def _rules(services: Services, user: str) -> View:
    return say.build_rules_modal((await services.setting_up.arranging.now_set(user)).arrangements)


async def _figures(services: Services, user: str) -> View:
    workspace, sources = await services.setting_up.sources(user)
    return say.build_figures_modal(workspace.arrangements, [title(each) for each in sources])


FORMS: dict[str, Callable[[Services, str], Awaitable[View]]] = {
    Step.GROUP: _group,
    Step.PRACTICES: practices_form,
    Step.CHANNELS: _channels,
    Step.HOURS: _hours,
    Step.THRESHOLD: _threshold,
    Step.CONCERNS: _concerns,
    Step.DATA: _data,
    Step.FIGURES: _figures,
    RULES: _rules,
}


def register(router: Router) -> None:
    router.command(ids.PEERBOT, "setup", says=SAYS, deed=Deed.SET_UP)(open_checklist)
    router.action(ids.SETUP_OPEN)(open_checklist)
    for step in FORMS:
        router.action(f"{ids.SETUP_STEP}{step}")(open_step)
