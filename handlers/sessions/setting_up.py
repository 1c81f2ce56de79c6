"""Hears whoever sets up a peer session."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import forms
from bot.domain.sessions import LENGTHS, Proposal
from bot.domain.times import local_moment, parse_clock, parse_day
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import channel_of, require_bot_in
from handlers.sessions.fields import Values, chosen, words_in


async def offer_form(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peer schedule``: the form, with the channel that one is in."""
    here = channel_of(caller)
    setup = await services.sessions.setting_up.prepare(caller.user_id, channel=here)
    await client.views_open(trigger_id=body["trigger_id"], view=forms.build_setup_modal(setup))
    await ack()


async def offer_form_from_snippet(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Discuss this": the form, with the snippet's indicator and channel."""
    setup = await services.sessions.setting_up.prepare(
        caller.user_id, snippet_id=int(action["value"])
    )
    await client.views_open(trigger_id=body["trigger_id"], view=forms.build_setup_modal(setup))
    await ack()


async def set_up(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    proposal = read_proposal(values, view["private_metadata"], services.workspace.time_zone)
    await require_bot_in(client, proposal.channel, ids.SESSION_CHANNEL)
    await services.sessions.setting_up.set_up(caller.user_id, view["id"], proposal)
    await ack()


def read_proposal(values: Values, snippet: str, zone: str) -> Proposal:
    """Raises InvalidInput for what Slack's own required fields should have asked for."""
    moment = local_moment(
        chosen(values, ids.SESSION_DATE, parse_day, "Please choose a date."),
        chosen(values, ids.SESSION_TIME, parse_clock, "Please choose a time."),
        zone,
    )
    minutes = int(values.get(ids.SESSION_LENGTH) or LENGTHS[0])
    return Proposal(
        topic=words_in(values, ids.SESSION_TOPIC),
        ods_codes=tuple(values.get(ids.SESSION_PRACTICES) or ()),
        channel=values.get(ids.SESSION_CHANNEL) or "",
        starts_at=moment.at,
        minutes=minutes if minutes in LENGTHS else LENGTHS[0],
        place=words_in(values, ids.SESSION_PLACE) or None,
        snippet_id=int(snippet) if snippet else None,
        moved=moment.moved,
    )


def register(router: Router) -> None:
    router.command(ids.PEER, "schedule", says="Set up a peer session.")(offer_form)
    router.action(ids.SESSION_FROM_SNIPPET)(offer_form_from_snippet)
    router.view(ids.SESSION_NEW)(set_up)
