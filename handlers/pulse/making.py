"""Making a pulse: the form, its preview, opening it now or later, and one's own questions."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.pulse import making
from bot.blocks.pulse.making import Choice, Offer
from bot.domain.deeds import Deed
from bot.domain.pulse import (
    CHOSEN,
    FLOOR,
    Circle,
    CircleKind,
    Planned,
    Proposal,
    Round,
    proposed_closing,
)
from bot.domain.questions import OWNERSHIP_4, QuestionSet
from bot.domain.questions.finding import set_called
from bot.domain.questions.own import LONGEST
from bot.domain.talking import Slots
from bot.domain.talking.handing import NOTHING, ahead_of
from bot.domain.times import local_day, local_moment, parse_clock, parse_day
from bot.errors import InvalidInput, PeerbotError
from bot.payloads import Body, Caller, flat_values
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import proposed_channel, require_bot_in

log = logging.getLogger(__name__)

Values = dict[str, Any]
PATIENCE = 2.0  # seconds
_LATE: set["asyncio.Task[None]"] = set()  # so that none is collected before it is done


# ---- the form


async def offer_form(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    slots: Slots,
) -> None:
    """``/pulse new`` and the shortcut: the form, with the channel that one is in."""
    here = proposed_channel(caller, services)
    await services.pulse.opening.require_organiser(caller.user_id)
    choice = begin(services, here)
    if slots != NOTHING:
        choice = as_said(slots, choice, services, await services.pulse.question_sets.all())
    await open_form(body, client, services, choice)
    await ack()


def as_said(
    slots: Slots, choice: Choice, services: Services, sets: Sequence[QuestionSet]
) -> Choice:
    """The form with what was understood of a sentence; days that have passed are left out."""
    now, zone = services.context.clock.now(), services.workspace.time_zone
    slots = ahead_of(slots, local_day(now, zone))
    words = slots.words or slots.topic
    meant = set_called(words, sets)
    choice = replace(
        choice,
        set_id=meant.id if meant else choice.set_id,
        asked="" if meant else words[:LONGEST],
        channel=slots.channel or choice.channel,
        repeats=slots.repeats,
    )
    if slots.ods_codes:
        choice = replace(choice, circle=CircleKind.PRACTICES, circle_ids=slots.ods_codes)
    elif slots.everybody:
        choice = replace(choice, circle=CircleKind.ALL)
    if slots.day:
        opens = slots.clock or parse_clock(making.NINE)
        closing, _ = proposed_closing(local_moment(slots.day, opens, zone).at, zone)
        choice = replace(
            choice,
            opens_day=slots.day.isoformat(),
            opens_clock=f"{opens:%H:%M}",
            day=closing.isoformat(),
        )
    if slots.until_day:
        choice = replace(choice, day=slots.until_day.isoformat())
    if slots.until_clock:
        choice = replace(choice, clock=f"{slots.until_clock:%H:%M}")
    return replace(choice, more=bool(choice.opens_day or choice.repeats))


async def offer_from_button(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Ask again": the form as it was for that round; "New pulse": as it begins."""
    if action.get("value"):
        round_ = await services.pulse.tending.again(caller.user_id, int(action["value"]))
        choice = like(round_, begin(services, None))
    else:
        await services.pulse.opening.require_organiser(caller.user_id)
        choice = begin(services, proposed_channel(caller, services))
    await open_form(body, client, services, choice)
    await ack()


async def open_form(body: Body, client: AsyncWebClient, services: Services, choice: Choice) -> None:
    offer = await what_there_is(services, choice)
    await client.views_open(
        trigger_id=body["trigger_id"], view=making.build_new_modal(offer, choice)
    )


def begin(services: Services, channel: str | None) -> Choice:
    """What the form begins with."""
    now, zone = services.context.clock.now(), services.workspace.time_zone
    day, clock = proposed_closing(now, zone)
    least = services.workspace.arrangements.fewest
    return Choice(OWNERSHIP_4.id, channel, day.isoformat(), f"{clock:%H:%M}", k=least)


def like(round_: Round, choice: Choice) -> Choice:
    """As that round was, with the closing time of a new one."""
    chosen = round_.circle if round_.circle.kind in CHOSEN else Circle(ids=(round_.channel,))
    return replace(
        choice,
        set_id=round_.set_id,
        channel=round_.channel,
        circle=chosen.kind,
        circle_ids=chosen.ids,
        k=max(round_.k, choice.k),
        remind=round_.remind,
        deputy=round_.deputy,
        more=round_.k > choice.k or round_.deputy is not None,
    )


async def what_there_is(services: Services, choice: Choice) -> Offer:
    """Slack is asked for its user groups only when somebody wants one."""
    wants_groups = choice.circle is CircleKind.GROUP
    groups = await services.context.slack.groups() if wants_groups else []
    return Offer(
        await services.pulse.question_sets.all(),
        await services.people.practices() if choice.circle is CircleKind.PRACTICES else [],
        services.workspace.body_name,
        services.workspace.time_zone,
        [(each.id, each.name) for each in groups],
        services.workspace.arrangements.fewest,
    )


async def change_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    view: View,
    client: AsyncWebClient,
    services: Services,
) -> None:
    """Other questions or people were chosen, or more fields are wanted: show what belongs to that."""
    choice = read_choice(view)
    if action["action_id"] == ids.PULSE_MORE:
        choice = replace(choice, more=True)
    if choice.set_id == making.OWN:
        questions = making.build_questions_modal(
            1, back=view["id"], choice=choice.to_text(), first=choice.asked
        )
        await client.views_push(trigger_id=body["trigger_id"], view=questions)
        await ack()
        return
    await show_form(client, services, view["id"], choice)
    await ack()


async def show_form(
    client: AsyncWebClient, services: Services, view_id: str, choice: Choice
) -> None:
    offer = await what_there_is(services, choice)
    await client.views_update(view_id=view_id, view=making.build_new_modal(offer, choice))


def read_choice(view: View) -> Choice:
    """What the form says now; fields that are not shown keep what they were."""
    kept = Choice.from_text(view["private_metadata"])
    values = flat_values(view)
    circle = CircleKind(values.get(ids.PULSE_CIRCLE) or kept.circle)
    chosen = {
        CircleKind.GROUP: (values.get(ids.PULSE_GROUP),),
        CircleKind.PRACTICES: tuple(values.get(ids.PULSE_PRACTICES) or ()),
    }.get(circle, ())
    kept_ids = kept.circle_ids if circle is kept.circle else ()
    circle_ids = tuple(each for each in chosen if each) or kept_ids
    choice = replace(
        kept,
        set_id=values.get(kept.set_block) or kept.set_id,
        channel=values.get(ids.PULSE_CHANNEL) or kept.channel,
        day=values.get(ids.PULSE_DAY) or kept.day,
        clock=values.get(ids.PULSE_TIME) or kept.clock,
        circle=circle,
        circle_ids=circle_ids,
    )
    if ids.PULSE_REMIND in values:
        choice = replace(choice, remind=making.REMIND in (values[ids.PULSE_REMIND] or ()))
    if not kept.more or ids.PULSE_K not in values:
        return choice
    return replace(
        choice,
        k=max(FLOOR, int(values[ids.PULSE_K] or FLOOR)),
        deputy=values.get(ids.PULSE_DEPUTY),
        opens_day=values.get(ids.PULSE_OPENS_DAY),
        opens_clock=values.get(ids.PULSE_OPENS_TIME),
        repeats=" ".join((values.get(ids.PULSE_REPEATS) or "").split()),
    )


async def read_proposal(services: Services, choice: Choice) -> Proposal:
    """Raises InvalidInput for what is missing or cannot be."""
    zone = services.workspace.time_zone
    asks = await services.pulse.question_sets.find(choice.set_id)
    opens = None
    if not choice.opens_day and (choice.opens_clock or making.NINE) != making.NINE:
        raise InvalidInput(
            "Please choose the day as well, or leave the time at 09:00 to open now.",
            ids.PULSE_OPENS_DAY,
        )
    if choice.opens_day:
        moment = local_moment(
            parse_day(choice.opens_day), parse_clock(choice.opens_clock or making.NINE), zone
        )
        if moment.moved:
            raise InvalidInput(
                "The clocks go forward that night, so this time does not exist. Choose an hour later.",
                ids.PULSE_OPENS_TIME,
            )
        opens = moment.at
    return Proposal(
        channel=choice.channel or "",
        asks=asks.worded(services.workspace.body_name),
        k=choice.k,
        day=parse_day(choice.day),
        clock=parse_clock(choice.clock),
        circle=await read_circle(services, choice),
        opens=opens,
        repeats=choice.repeats,
        remind=choice.remind,
        deputy=choice.deputy,
    )


async def read_circle(services: Services, choice: Choice) -> Circle:
    match choice.circle:
        case CircleKind.CHANNEL:
            return Circle(choice.circle, (choice.channel or "",))
        case CircleKind.ALL:
            return Circle(choice.circle)
        case CircleKind.PRACTICES:
            if not choice.circle_ids:
                raise InvalidInput("Please choose at least one practice.", ids.PULSE_CIRCLE)
            return Circle(choice.circle, choice.circle_ids)
    if not choice.circle_ids:
        raise InvalidInput("Please choose a user group, or other people.", ids.PULSE_CIRCLE)
    groups = {each.id: each.name for each in await services.context.slack.groups()}
    return Circle(choice.circle, choice.circle_ids, groups.get(choice.circle_ids[0], ""))


# ---- the preview, and opening


async def show_preview(
    ack: AsyncAck, client: AsyncWebClient, caller: Caller, services: Services, view: View
) -> None:
    """The form was sent: show what would come of it before anything does."""
    choice = read_choice(view)
    if choice.set_id == making.OWN:
        raise InvalidInput("Please choose the questions, or write your own.", choice.set_block)

    async def preview() -> View:
        proposal = await read_proposal(services, choice)
        await require_bot_in(client, proposal.channel, ids.PULSE_CHANNEL)
        found = await services.pulse.opening.preview(caller.user_id, proposal)
        workspace = services.workspace
        return making.build_preview_modal(found, choice, workspace.body_name, workspace.time_zone)

    counting = making.build_waiting_modal("Counting who is asked …", choice)
    await show_in_time(ack, client, view["id"], preview(), counting, choice)


async def back_to_form(
    ack: AsyncAck, view: View, client: AsyncWebClient, services: Services
) -> None:
    """ "Change something": the form as it was sent."""
    await show_form(client, services, view["id"], Choice.from_text(view["private_metadata"]))
    await ack()


async def start(
    ack: AsyncAck, client: AsyncWebClient, caller: Caller, services: Services, view: View
) -> None:
    """ "Open now" or "Plan it". What has come between is said, and the form is one press away."""
    choice = Choice.from_text(view["private_metadata"])

    async def begin_it() -> View:
        try:
            proposal = await read_proposal(services, choice)
            begun = await services.pulse.opening.start(caller.user_id, proposal)
        except PeerbotError as refused:
            return making.build_refused_modal(str(refused), choice)
        zone = services.workspace.time_zone
        if isinstance(begun, Planned):
            return making.build_planned_modal(begun, zone)
        return making.build_opened_modal(begun, zone)

    opening = making.build_waiting_modal("Opening it …", choice)
    await show_in_time(ack, client, view["id"], begin_it(), opening, choice)


async def show_in_time(
    ack: AsyncAck,
    client: AsyncWebClient,
    view_id: str,
    making_it: Coroutine[Any, Any, View],
    meanwhile: View,
    choice: Choice,
) -> None:
    """Show the view that is being made; where that takes long, one that says so, and then it.

    Slack waits three seconds, and a channel of tens of thousands takes more than that to count.
    """
    task = asyncio.create_task(making_it)
    await asyncio.wait({task}, timeout=PATIENCE)
    if task.done():
        await ack(response_action="update", view=task.result())
        return
    late = asyncio.create_task(_show_late(client, view_id, task, choice))
    _LATE.add(late)
    late.add_done_callback(_LATE.discard)
    await ack(response_action="update", view=meanwhile)


async def _show_late(
    client: AsyncWebClient, view_id: str, task: "asyncio.Task[View]", choice: Choice
) -> None:
    try:
        view = await task
    except PeerbotError as refused:
        view = making.build_refused_modal(str(refused), choice)
    except Exception:
        log.exception("late_view_failed")
        view = making.build_refused_modal(
            "Sorry, something went wrong on our side. Please try again.", choice
        )
    await client.views_update(view_id=view_id, view=view)


def register(router: Router) -> None:
    asks = "Ask members, anonymously, whether the group is theirs, or anything else."
    router.command(ids.PULSE, "new", says=asks, deed=Deed.START_PULSE)(offer_form)
    router.shortcut(ids.PULSE_SHORTCUT)(offer_form)
    router.action(ids.PULSE_START)(offer_from_button)
    for name in (ids.PULSE_SET, ids.PULSE_CIRCLE, ids.PULSE_MORE):
        router.action(name)(change_form)
    router.view(ids.PULSE_NEW)(show_preview)
    router.action(ids.PULSE_CHANGE)(back_to_form)
    router.view(ids.PULSE_PREVIEW)(start)
