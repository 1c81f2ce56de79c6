"""Writing one's own questions for a pulse."""

import json
from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.pulse import making
from bot.blocks.pulse.forms import build_done_modal
from bot.blocks.pulse.making import Choice
from bot.domain.deeds import Deed
from bot.domain.questions import AnswerType
from bot.domain.questions.own import LONGEST, MOST, Draft
from bot.domain.talking import Slots
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.pulse.making import show_form

Values = dict[str, Any]


async def offer_questions(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    slots: Slots,
) -> None:
    """``/pulse questions``: the form in which somebody writes their own."""
    await services.pulse.opening.require_organiser(caller.user_id, Deed.WRITE_QUESTIONS)
    view = making.build_questions_modal(1, first=slots.words[:LONGEST])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def add_question(ack: AsyncAck, view: View, client: AsyncWebClient) -> None:
    """Room for one more; what was typed stays, since the fields keep their names."""
    kept = json.loads(view["private_metadata"])
    number = min(kept["number"] + 1, MOST)
    await client.views_update(
        view_id=view["id"], view=making.build_questions_modal(number, kept["back"], kept["choice"])
    )
    await ack()


async def save_questions(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    kept = json.loads(view["private_metadata"])
    title = " ".join((values.get(ids.QUESTIONS_TITLE) or "").split())
    if not title:
        raise InvalidInput("Please give it a title.", ids.QUESTIONS_TITLE)
    drafts = [read_draft(values, place) for place in range(kept["number"])]
    saved = await services.pulse.question_sets.save(caller.user_id, title, drafts)
    if not kept["back"]:
        words = f"“{saved.title}” is saved. Ask it with `{ids.PULSE} new`, where it is among the questions."
        await ack(response_action="update", view=build_done_modal("Saved", words))
        return
    # The form beneath goes on with it, and with all else that was chosen there.
    before = Choice.from_text(kept["choice"])
    choice = replace(before, set_id=saved.id, turn=before.turn + 1, asked="")
    await show_form(client, services, kept["back"], choice)
    await ack()


def read_draft(values: Values, place: int) -> Draft:
    return Draft(
        values.get(f"{ids.QUESTIONS_TEXT}{place}") or "",
        AnswerType(values.get(f"{ids.QUESTIONS_TYPE}_{place}") or AnswerType.AGREEMENT),
        values.get(f"{ids.QUESTIONS_CHOICES}{place}") or "",
    )


def register(router: Router) -> None:
    says = "Write your own questions for a pulse."
    router.command(ids.PULSE, "questions", says=says, deed=Deed.WRITE_QUESTIONS)(offer_questions)
    router.action(ids.QUESTIONS_MORE)(add_question)
    router.view(ids.QUESTIONS_NEW)(save_questions)
