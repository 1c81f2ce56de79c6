"""Hears organisers who move a session, call it off, or choose who facilitates."""

from datetime import date, time

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import changes, changing_forms, lists
from bot.blocks.sessions.messages import title
from bot.domain.deeds import Deed
from bot.domain.sessions import LENGTHS, Move
from bot.domain.times import local_moment, parse_clock, parse_day
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.sessions.fields import Values, chosen, words_in

MOST_PLACES = 1000


async def offer_move(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    session = await services.sessions.changing.prepare(
        caller.user_id, int(action["value"]), Deed.MOVE_SESSION
    )
    view = changing_forms.build_move_modal(session)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def move(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    asked = read_move(values, services.workspace.time_zone)
    done = await services.sessions.changing.move(
        caller.user_id, int(view["private_metadata"]), asked
    )
    words = changes.moved_words(done.changed, done.told, skipped=asked.skipped)
    await ack(response_action="update", view=changing_forms.build_said_modal("Done", words))


def read_move(values: Values, zone: str) -> Move:
    day: date = chosen(values, ids.SESSION_DATE, parse_day, "Please choose a date.")
    clock: time = chosen(values, ids.SESSION_TIME, parse_clock, "Please choose a time.")
    moment = local_moment(day, clock, zone)
    minutes = int(values.get(ids.SESSION_LENGTH) or LENGTHS[0])
    return Move(
        starts_at=moment.at,
        minutes=minutes,
        place=words_in(values, ids.SESSION_PLACE) or None,
        places=read_places(words_in(values, ids.MOVE_PLACES)),
        why=words_in(values, ids.CHANGE_WHY) or None,
        skipped=moment.moved,
    )


def read_places(words: str) -> int | None:
    if not words:
        return None
    if not words.isdecimal() or not 1 <= int(words) <= MOST_PLACES:
        raise InvalidInput(
            f"Please write a number from 1 to {MOST_PLACES:,}, or nothing.", ids.MOVE_PLACES
        )
    return int(words)


async def offer_cancel(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    session = await services.sessions.changing.prepare(
        caller.user_id, int(action["value"]), Deed.CANCEL_SESSION
    )
    view = changing_forms.build_cancel_modal(session)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def cancel(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    session = await services.sessions.changing.cancel(
        caller.user_id, int(view["private_metadata"]), words_in(values, ids.CHANGE_WHY)
    )
    said = changing_forms.build_said_modal("Cancelled", lists.cancelled_words(session))
    await ack(response_action="update", view=said)


async def offer_facilitator(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    session = await services.sessions.changing.prepare(
        caller.user_id, int(action["value"]), Deed.CHOOSE_FACILITATOR
    )
    view = changing_forms.build_facilitator_modal(session)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def choose_facilitator(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    session = await services.sessions.changing.choose_facilitator(
        caller.user_id, int(view["private_metadata"]), values.get(ids.NEW_FACILITATOR)
    )
    words = f"<@{session.facilitated_by}> is down to facilitate {title(session)}, and is asked."
    await ack(response_action="update", view=changing_forms.build_said_modal("Done", words))


def register(router: Router) -> None:
    router.action(ids.SESSION_MOVE)(offer_move)
    router.view(ids.MOVE_SESSION)(move)
    router.action(ids.SESSION_CANCEL)(offer_cancel)
    router.view(ids.CANCEL_SESSION)(cancel)
    router.action(ids.SESSION_FACILITATOR_CHANGE)(offer_facilitator)
    router.view(ids.CHOOSE_FACILITATOR)(choose_facilitator)
