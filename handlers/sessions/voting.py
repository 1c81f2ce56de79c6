"""Hears when people can meet: the form with all times, and the two quick answers."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import finding as forms
from bot.blocks.sessions import polls
from bot.domain.sessions.finding import Says
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, whisper
from handlers.sessions.fields import Values


async def offer_sheet(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Say when you can": one question a time, with what they said before."""
    poll_id, where = read_value(action["value"])
    poll, slots, own, voters = await services.sessions.finding.sheet(caller.user_id, poll_id)
    view = forms.build_vote_modal(poll, slots, own, voters, where)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def vote(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    """The form was sent. In a channel they are told alone what is noted."""
    poll_id, where = read_value(view["private_metadata"])
    poll, said = await services.sessions.finding.vote(
        caller.user_id, poll_id, read_votes(values), where
    )
    await ack()
    if where == polls.CHANNEL:
        await client.chat_postEphemeral(
            channel=poll.proposal.channel,
            user=caller.user_id,
            text=said.text,
            blocks=list(said.blocks),
        )


def read_votes(values: Values) -> dict[int, Says]:
    """By slot id; what was left open is not there."""
    return {
        int(name.removeprefix(ids.POLL_SLOT)): Says(value)
        for name, value in values.items()
        if name.startswith(ids.POLL_SLOT) and value
    }


def read_value(value: str) -> tuple[int, str]:
    """The vote, and which of its messages was pressed."""
    poll_id, where = value.split(" ")
    return int(poll_id), where


async def suit_all(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await say_to_all(ack, action, caller, services, respond, Says.YES)


async def suit_none(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await say_to_all(ack, action, caller, services, respond, Says.NO)


async def say_to_all(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond, says: Says
) -> None:
    """Keep it, then show it in the message that was pressed; in a channel to them alone."""
    poll_id, where = read_value(action["value"])
    _, said = await services.sessions.finding.vote_all(caller.user_id, poll_id, says, where)
    await ack()
    show = whisper if where == polls.CHANNEL else replace
    await show(respond, said)


def register(router: Router) -> None:
    router.action(ids.POLL_SAY)(offer_sheet)
    router.view(ids.POLL_VOTE)(vote)
    router.action(ids.POLL_ALL)(suit_all)
    router.action(ids.POLL_NONE)(suit_none)
