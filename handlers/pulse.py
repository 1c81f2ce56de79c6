"""Hears /pulse, the button under a pulse, and its two forms."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.pulse import export, forms, summary
from bot.domain.pulse import FLOOR, Proposal, proposed_closing
from bot.domain.questions import OWNERSHIP_4, Agreement
from bot.domain.times import parse_clock, parse_day
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import tell
from handlers.channels import require_bot_in

Values = dict[str, Any]


# ---- opening one


async def offer_form(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/pulse new``: the form, with the channel that one is in."""
    await services.pulse.require_organiser(caller.user_id)
    workspace = services.workspace
    here = caller.channel_id if (caller.channel_id or "").startswith(("C", "G")) else None
    closing = proposed_closing(services.context.clock.now(), workspace.time_zone)
    view = forms.build_new_modal(
        OWNERSHIP_4, workspace.body_name, workspace.time_zone, closing, here
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def open_round(
    ack: AsyncAck, client: AsyncWebClient, caller: Caller, services: Services, values: Values
) -> None:
    proposal = read_proposal(values, services.workspace.body_name)
    await require_bot_in(client, proposal.channel, ids.PULSE_CHANNEL)
    present = await people_in(client, proposal.channel)
    opened = await services.pulse.open_round(caller.user_id, proposal, present)
    view = forms.build_opened_modal(opened, services.workspace.time_zone)
    await ack(response_action="update", view=view)


def read_proposal(values: Values, body: str) -> Proposal:
    """Raises ValueError for what Slack's pickers cannot have sent."""
    return Proposal(
        channel=values[ids.PULSE_CHANNEL],
        questions=OWNERSHIP_4.worded(body),
        k=max(FLOOR, int(values[ids.PULSE_K])),
        day=parse_day(values[ids.PULSE_DAY]),
        clock=parse_clock(values[ids.PULSE_TIME]),
    )


async def people_in(client: AsyncWebClient, channel: str) -> list[str]:
    """Everybody in that channel, members or not."""
    people: list[str] = []
    cursor = ""
    while True:
        answer = await client.conversations_members(channel=channel, cursor=cursor, limit=1000)
        people += answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return people


# ---- answering


async def show_paper(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Answer": the questions, with one's own last answers."""
    paper = await services.pulse.take_paper(int(action["value"]), caller.user_id)
    view = forms.build_ballot_modal(paper.round, paper.before, services.workspace.time_zone)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def cast_ballot(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    """The answers; once it says "recorded", they are."""
    round_id = int(view["private_metadata"])
    round_ = await services.pulse.cast_ballot(round_id, caller.user_id, read_answers(values))
    thanks = forms.build_receipt_modal(round_, services.workspace.time_zone)
    await ack(response_action="update", view=thanks)


def read_answers(values: Values) -> dict[str, Agreement]:
    """What was chosen, by question id; questions without an answer are left out."""
    return {
        block_id.removeprefix(ids.PULSE_QUESTION): Agreement(value)
        for block_id, value in values.items()
        if block_id.startswith(ids.PULSE_QUESTION) and value
    }


# ---- reading


async def show_summary(ack: AsyncAck, caller: Caller, services: Services, words: str) -> None:
    """``/pulse summary [ROUND]``, only to whoever asks."""
    results = await services.pulse.pull_summary(caller.user_id, read_round(words))
    workspace = services.workspace
    await tell(ack, summary.render_summary(results, workspace.body_name, workspace.time_zone))


async def show_export(ack: AsyncAck, caller: Caller, services: Services, words: str) -> None:
    """``/pulse export [ROUND]``, only to whoever asks."""
    results = await services.pulse.export(caller.user_id, read_round(words))
    await tell(ack, export.render_export(results, services.workspace.time_zone))


def read_round(words: str) -> int | None:
    """The number after the command; None for the last round."""
    if not words:
        return None
    if not words.isdecimal() or len(words) > 9:
        raise InvalidInput(f"Which pulse? Write its number, as in `{ids.PULSE} summary 3`.")
    return int(words)


def register(router: Router) -> None:
    asks = (
        "Ask the members of a channel, anonymously, whether the group is theirs (managers, leads)."
    )
    router.command(ids.PULSE, "new", says=asks)(offer_form)
    router.command(
        ids.PULSE,
        "summary",
        says="See what a closed pulse showed (managers, leads).",
        usage="[NUMBER]",
    )(show_summary)
    router.command(ids.PULSE, "export", says="The same as a table.", usage="[NUMBER]")(show_export)
    router.action(ids.PULSE_ANSWER)(show_paper)
    router.view(ids.PULSE_NEW)(open_round)
    router.view(ids.PULSE_BALLOT)(cast_ballot)
