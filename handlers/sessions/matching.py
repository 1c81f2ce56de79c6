"""Hears whoever has practices matched: the form, the dry run, a swap, and sending it."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import matching as blocks
from bot.domain.deeds import Deed
from bot.domain.matching import ROUNDS_APART, What
from bot.domain.matching.rounds import Round, Wanted
from bot.domain.sessions import LENGTHS, TOPIC_MAX, Format, Setup
from bot.domain.sessions.asking import Request
from bot.domain.talking import Slots
from bot.domain.talking.handing import ahead_of
from bot.domain.times import local_day, local_moment, parse_clock, parse_day
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace
from handlers.channels import channel_of, require_bot_in
from handlers.sessions.fields import Values, chosen, words_in


async def offer_form(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    slots: Slots,
) -> None:
    """``/peer match``."""
    here = slots.channel or channel_of(caller)
    setup, channel = await services.sessions.matching.prepare(caller.user_id, here)
    today = local_day(services.context.clock.now(), services.workspace.time_zone)
    said = said_in(ahead_of(slots, today), setup)
    view = blocks.build_match_modal(setup, channel, said)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


def said_in(slots: Slots, setup: Setup) -> blocks.Said:
    """What was understood of a sentence, as the form has it."""
    here = {practice.ods_code for practice, _ in setup.people}
    request = Request(minutes=slots.minutes)
    return blocks.Said(
        topic=(slots.topic or slots.indicator_words)[:TOPIC_MAX],
        what=What.TRIOS if slots.format is Format.TRIO else What.PAIRS,
        indicator_key=slots.indicator,
        ods_codes=tuple(each for each in slots.ods_codes if each in here),
        day=(slots.day or setup.day).isoformat(),
        clock=f"{slots.clock:%H:%M}" if slots.clock else blocks.USUAL_CLOCK,
        minutes=request.length or LENGTHS[0],
    )


async def begin(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    wanted = read_wanted(values, services.workspace.time_zone)
    await require_bot_in(client, wanted.channel, ids.SESSION_CHANNEL)
    await services.sessions.matching.begin(caller.user_id, view["id"], wanted)
    await ack(response_action="update", view=blocks.build_making_modal())


def read_wanted(values: Values, zone: str) -> Wanted:
    moment = local_moment(
        chosen(values, ids.SESSION_DATE, parse_day, "Please choose a date."),
        chosen(values, ids.SESSION_TIME, parse_clock, "Please choose a time."),
        zone,
    )
    minutes = int(values.get(ids.SESSION_LENGTH) or LENGTHS[0])
    return Wanted(
        topic=words_in(values, ids.SESSION_TOPIC),
        channel=values.get(ids.SESSION_CHANNEL) or "",
        starts_at=moment.at,
        minutes=minutes if minutes in LENGTHS else LENGTHS[0],
        what=What(values.get(ids.MATCH_WHAT) or What.PAIRS),
        ods_codes=tuple(values.get(ids.SESSION_PRACTICES) or ()),
        place=words_in(values, ids.SESSION_PLACE) or None,
        indicator_key=values.get(ids.SESSION_INDICATOR),
        facilitators=tuple(values.get(ids.MATCH_FACILITATORS) or ()),
        rounds_apart=int(values.get(ids.MATCH_ROUNDS) or ROUNDS_APART),
    )


# ---- the dry run


async def turn_page(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    number, page = action["value"].split(":")
    found = await services.sessions.matching.look(caller.user_id, int(number))
    await ack()
    await show(services, respond, found, int(page))


async def make_anew(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    found = await services.sessions.matching.anew(caller.user_id, int(action["value"]))
    await ack()
    await show(services, respond, found)


async def drop(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    found = await services.sessions.matching.drop(caller.user_id, int(action["value"]))
    await ack()
    await show(services, respond, found)


async def send(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    found = await services.sessions.matching.send(caller.user_id, int(action["value"]))
    await ack()
    await show(services, respond, found)


async def show(services: Services, respond: Respond, found: Round, page: int = 0) -> None:
    await replace(respond, blocks.render_round(found, services.workspace.time_zone, page))


# ---- swapping


async def offer_swap(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    found = await services.sessions.matching.look_to_swap(caller.user_id, int(action["value"]))
    view = blocks.build_swap_modal(found)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def swap(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    await services.sessions.matching.swap(
        caller.user_id,
        int(view["private_metadata"]),
        values.get(ids.MATCH_SWAP_ONE) or "",
        values.get(ids.MATCH_SWAP_OTHER) or "",
    )
    await ack()


def register(router: Router) -> None:
    says = "Match practices in pairs or groups; you see them before anything is sent."
    router.command(ids.PEER, "match", says=says, deed=Deed.MATCH)(offer_form)
    router.view(ids.MATCH_NEW)(begin)
    for way in ("back", "next"):
        router.action(f"{ids.MATCH_PAGE}{way}")(turn_page)
    router.action(ids.MATCH_ANEW)(make_anew)
    router.action(ids.MATCH_DROP)(drop)
    router.action(ids.MATCH_SEND)(send)
    router.action(ids.MATCH_SWAP)(offer_swap)
    router.view(ids.MATCH_SWAP_NEW)(swap)
