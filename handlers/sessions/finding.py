"""Hears whoever finds the time of a session: begins a vote on times, changes it, chooses."""

from dataclasses import dataclass
from dataclasses import replace as replace_in
from datetime import datetime

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import finding as forms
from bot.blocks.sessions import poll_results, polls
from bot.blocks.sessions.finding import Entered
from bot.domain.deeds import Deed
from bot.domain.sessions.finding import AsksIn
from bot.domain.sessions.slots import closing
from bot.domain.talking import Slots
from bot.domain.times import LocalMoment, local_moment, parse_clock, parse_day
from bot.errors import InvalidInput
from bot.payloads import Body, Caller, flat_values
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace
from handlers.channels import require_bot_in
from handlers.sessions import setting_up
from handlers.sessions.fields import Values, chosen

# ---- asking


async def offer_times(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    slots: Slots,
) -> None:
    """``/peer times``: for the session that one has drafted.

    Who asks for it in words that say what it is about begins with the form of the session.
    """
    if slots.topic or slots.indicator_words or slots.ods_codes:
        wanted = await setting_up.wanted_of(slots, caller, services)
        wanted = replace_in(wanted, finding=True, day=None, clock=None, repeats="", note="")
        await setting_up.open_form(body, client, caller, services, wanted)
    else:
        form = await services.sessions.finding.prepare(caller.user_id)
        view = forms.build_slots_modal(form, entered_by(slots, form))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


def entered_by(slots: Slots, form: forms.SlotForm) -> Entered:
    """With the day that was asked for as a time of one's own, unless it is one that is proposed."""
    entered = forms.entered_at_first(form)
    if slots.day is None:
        return entered
    clock = f"{slots.clock:%H:%M}" if slots.clock else None
    return replace_in(entered, own=((slots.day.isoformat(), clock),))


async def offer_again(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Ask with new times": for the session of a vote that found none."""
    form = await services.sessions.finding.prepare(caller.user_id, int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=forms.build_slots_modal(form))
    await ack()


async def add_time(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """One more date and time of one's own."""
    again, own = read_metadata(view)
    entered = read_entered(flat_values(view), own)
    form = await services.sessions.finding.prepare(caller.user_id, again)
    shown = forms.build_slots_modal(form, entered.with_one_more())
    await client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
    await ack()


async def ask(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    """The form was sent."""
    again, own = read_metadata(view)
    zone = services.workspace.time_zone
    wanted = read_times(read_entered(values, own), zone)
    finding = services.sessions.finding
    if wanted.asks_in is AsksIn.CHANNEL:
        form = await finding.prepare(caller.user_id, again)
        await require_bot_in(client, form.proposal.channel, ids.POLL_ASKS)
    await finding.ask(
        caller.user_id,
        view["id"],
        [each.at for each in wanted.times],
        wanted.asks_in,
        closes_on=wanted.closes,
        moved=any(each.moved for each in wanted.times),
        again=again,
    )
    await ack()


def read_metadata(view: View) -> tuple[int | None, int]:
    """The vote that found no time, and how many times of one's own the form has room for."""
    again, own = view["private_metadata"].split(" ")
    return int(again) if again else None, int(own)


def read_entered(values: Values, own: int) -> Entered:
    return Entered(
        tuple(values.get(ids.POLL_TIMES) or ()),
        tuple(
            (values.get(f"{ids.POLL_DAY}{number}"), values.get(f"{ids.POLL_CLOCK}{number}"))
            for number in range(1, own + 1)
        ),
        AsksIn(values.get(ids.POLL_ASKS) or AsksIn.MESSAGES),
        values.get(ids.POLL_CLOSES),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    times: tuple[LocalMoment, ...]
    asks_in: AsksIn
    closes: datetime | None


def read_times(entered: Entered, zone: str) -> Wanted:
    """Raises InvalidInput for what Slack's own fields should not have given."""
    try:
        ticked = [LocalMoment(datetime.fromisoformat(each)) for each in entered.ticked]
        own = [
            local_moment(parse_day(day), parse_clock(clock or forms.PRESET_CLOCK), zone)
            for day, clock in entered.own
            if day
        ]
    except ValueError:
        raise InvalidInput("Please choose a date and a time.", ids.POLL_TIMES) from None
    closes = None
    if entered.closes:
        values = {ids.POLL_CLOSES: entered.closes}
        day = chosen(values, ids.POLL_CLOSES, parse_day, "Please choose a date.")
        closes = closing(day, zone)
    return Wanted((*ticked, *own), entered.asks_in, closes)


# ---- while it is open


async def show_who(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    held = await services.sessions.finding.who_said_what(caller.user_id, int(action["value"]))
    view = forms.build_who_modal(held.poll, held.voters)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def close_now(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    poll = await services.sessions.finding.close_now(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, polls.render_over(poll, polls.closed_now_words(poll)))


async def offer_extension(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    poll, last = await services.sessions.finding.to_extend(caller.user_id, int(action["value"]))
    view = forms.build_extend_modal(poll, last)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def extend(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    day = chosen(values, ids.POLL_UNTIL, parse_day, "Please choose a date.")
    closes_at = closing(day, services.workspace.time_zone)
    await services.sessions.finding.extend(caller.user_id, int(view["private_metadata"]), closes_at)
    await ack()


async def cancel(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    poll = await services.sessions.finding.cancel(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, polls.render_over(poll, polls.cancelled_words(poll, caller.user_id)))


# ---- when it has closed


async def choose(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """One tap: the time that was proposed, or the next."""
    poll_id, slot_id = map(int, action["value"].split(" "))
    poll, slot = await services.sessions.finding.finalise(caller.user_id, poll_id, slot_id)
    await ack()
    said = poll_results.chosen_words(poll, slot, caller.user_id)
    await replace(respond, polls.render_over(poll, said))


async def offer_others(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    poll, choice = await services.sessions.finding.choices(caller.user_id, int(action["value"]))
    view = forms.build_other_modal(poll, choice)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def choose_other(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    slot_id = values.get(ids.POLL_TIME)
    if not slot_id:
        raise InvalidInput("Please choose a time.", ids.POLL_TIME)
    await services.sessions.finding.finalise(
        caller.user_id, int(view["private_metadata"]), int(slot_id)
    )
    await ack()


async def leave(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    poll = await services.sessions.finding.leave(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, polls.render_over(poll, polls.left_words(poll)))


def register(router: Router) -> None:
    says = "Find a time for the session that you have drafted."
    router.command(ids.PEER, "times", says=says, deed=Deed.FIND_TIME)(offer_times)
    router.action(ids.POLL_AGAIN)(offer_again)
    router.action(ids.POLL_MORE)(add_time)
    router.view(ids.POLL_START)(ask)
    router.action(ids.POLL_WHO)(show_who)
    router.action(ids.POLL_CLOSE)(close_now)
    router.action(ids.POLL_EXTEND)(offer_extension)
    router.view(ids.POLL_EXTENDED)(extend)
    router.action(ids.POLL_CANCEL)(cancel)
    for place in (1, 2):
        router.action(f"{ids.POLL_CHOOSE}{place}")(choose)
    router.action(ids.POLL_OTHER)(offer_others)
    router.view(ids.POLL_CHOSEN)(choose_other)
    router.action(ids.POLL_LEAVE)(leave)
