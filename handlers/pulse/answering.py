"""Answering a pulse: with one tap, or with one form."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.pulse import forms
from bot.blocks.pulse.messages import BUTTONS
from bot.domain.delivery import Message
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, whisper

Values = dict[str, Any]
NO_MORE = Message(
    "You get no more reminders of pulses. On the Home tab you can ask for them again."
)


async def show_paper(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Answer": the questions, with one's own last answers."""
    paper = await services.pulse.answering.take_paper(int(action["value"]), caller.user_id)
    view = forms.build_ballot_modal(paper.round, paper.before, services.workspace.time_zone)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def cast_ballot(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    """The answers; once it says "recorded", they are."""
    round_id = int(view["private_metadata"])
    round_ = await services.pulse.answering.cast_ballot(
        round_id, caller.user_id, read_answers(values)
    )
    thanks = forms.build_receipt_modal(round_, services.workspace.time_zone)
    await ack(response_action="update", view=thanks)


def read_answers(values: Values) -> dict[str, str]:
    """What was chosen or written, by question id; questions without an answer are left out."""
    return {
        block_id.removeprefix(ids.PULSE_QUESTION): str(value)
        for block_id, value in values.items()
        if block_id.startswith(ids.PULSE_QUESTION) and value
    }


async def tap(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """A button that is an answer; another one takes its place."""
    number, _, option = action["value"].partition(" ")
    round_ = await services.pulse.answering.tap(int(number), caller.user_id, option)
    await ack()
    await whisper(respond, forms.render_receipt(round_, services.workspace.time_zone))


async def no_more_reminders(
    ack: AsyncAck, caller: Caller, services: Services, respond: Respond
) -> None:
    await services.home.set_reminders(caller.user_id, wanted=False)
    await ack()
    await whisper(respond, NO_MORE)


def register(router: Router) -> None:
    router.action(ids.PULSE_ANSWER)(show_paper)
    router.view(ids.PULSE_BALLOT)(cast_ballot)
    router.action(ids.PULSE_NO_REMINDERS)(no_more_reminders)
    for place in range(BUTTONS):
        router.action(f"{ids.PULSE_TAP}{place}")(tap)
