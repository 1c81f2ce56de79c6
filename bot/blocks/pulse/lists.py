"""The list of pulses: what is planned, what is open, what has closed and waits for its reply."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import Element, actions, button, confirm, context, header, section
from bot.blocks.pulse.words import circle_words, turnout_words
from bot.blocks.text import day, escape, plural, when
from bot.domain.delivery import Block, Message
from bot.domain.pulse import Listed, ListedPlan, Overview, State

NOTHING = f"There has been no pulse yet. Start one with `{ids.PULSE} new`."


def render_list(overview: Overview, zone: str) -> Message:
    """For managers and leads, privately."""
    if not overview.rounds and not overview.plans:
        return Message(NOTHING)
    blocks: list[Block] = [header("Pulses")]
    for plan in overview.plans:
        blocks += _plan(plan, zone)
    for listed in overview.rounds:
        blocks += _round(listed, overview, zone)
    blocks.append(
        context(
            f"The newest are here. `{ids.PULSE} summary NUMBER` shows any that has closed, `{ids.PULSE} "
            "new` starts one."
        )
    )
    return Message("Pulses: what is planned, open and closed.", tuple(blocks))


def _plan(listed: ListedPlan, zone: str) -> Iterator[Block]:
    plan = listed.plan
    often = f", {escape(plan.repeats)}" if plan.repeats else ""
    next_at = when(listed.next_at, zone) if listed.next_at else "never: it is paused"
    words = (
        f"*{escape(plan.asks.title)}* in <#{plan.channel}>{often}\nOpens by itself next: {next_at}; "
        f"looked after by <@{plan.owner}>."
    )
    stop = button(
        ids.PULSE_END_PLAN,
        "Stop it",
        str(plan.id),
        label=f"Let no more of {plan.asks.title} open",
        confirm=confirm(
            "Stop it?",
            "No more of these will open by themselves. One that is open stays open.",
            "Stop it",
            "Leave it",
        ),
    )
    yield section(words, stop if listed.mine else None)


def _round(listed: Listed, overview: Overview, zone: str) -> Iterator[Block]:
    round_ = listed.round
    yield section(
        f"*Pulse {round_.id}: {escape(round_.title)}* in <#{round_.channel}>\n"
        f"{_state_words(listed, overview, zone)} Asked: {escape(circle_words(round_.circle))}; "
        f"looked after by <@{round_.owner}>."
    )
    buttons = list(_buttons(listed))
    if buttons:
        yield actions(buttons)


def _state_words(listed: Listed, overview: Overview, zone: str) -> str:
    round_ = listed.round
    turnout = turnout_words(listed.turnout)
    match round_.state:
        case State.OPEN:
            return f"Open until {when(round_.closes_at, zone)}: {turnout}."
        case State.CLOSING:
            return f"Closed, and being counted: {turnout}."
        case State.CANCELLING | State.CANCELLED:
            return "Cancelled: everything that was answered has been deleted."
    closed = f"Closed on {day(round_.closes_at, zone)}: {turnout}."
    if not round_.answered:
        return closed
    if listed.replied_at is not None:
        waited = plural(max((listed.replied_at - round_.closes_at).days, 0), "day")
        return f"{closed} Replied to after {waited}."
    waiting = max((overview.now - round_.closes_at).days, 0)
    since = f"for {plural(waiting, 'day')}" if waiting else "since today"
    return f"{closed} *People have been waiting for a reply {since}.*"


def _buttons(listed: Listed) -> Iterator[Element]:
    round_ = listed.round
    id_ = str(round_.id)
    name = f"pulse {round_.id}"
    if round_.counted:
        yield button(ids.PULSE_SUMMARY, "Summary", id_, label=f"Summary of {name}")
        if listed.replied_at is None and listed.mine and round_.answered:
            yield button(ids.PULSE_REPLY, "You said, we did …", id_, label=f"Reply to {name}")
    elif round_.state is State.OPEN and listed.mine:
        yield button(ids.PULSE_EXTEND, "Extend", id_, label=f"Change when {name} closes")
        yield button(
            ids.PULSE_CLOSE,
            "Close now",
            id_,
            label=f"Close {name} now",
            confirm=confirm(
                "Close it now?",
                "It is counted at once, and nobody can answer any more. This cannot be undone.",
                "Close it",
                "Leave it open",
            ),
        )
        yield button(
            ids.PULSE_CANCEL,
            "Cancel",
            id_,
            style="danger",
            label=f"Cancel {name}",
            confirm=confirm(
                "Cancel it?",
                "Everything that was answered is deleted, uncounted, and the channel is told. This "
                "cannot be undone.",
                "Cancel it",
                "Leave it open",
            ),
        )
    yield button(ids.PULSE_START, "Ask again", id_, label=f"Begin a new round like {name}")
