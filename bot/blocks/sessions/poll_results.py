"""What the lead hears when a vote on times has closed: the time that is proposed, and why."""

from collections.abc import Iterable

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, section
from bot.blocks.sessions.polls import at, tally_words, topic
from bot.blocks.text import escape, plural
from bot.domain.delivery import Block, Message
from bot.domain.sessions.finding import SOFT, TOGETHER, Bar, Choice, Edge, Poll, Ranked, Slot, Tally

_EDGES = {
    Edge.PRACTICES: "More practices can be there than at any other time.",
    Edge.YES_PRACTICES: (
        "As many practices could make the next one, but for this more of them gave a clear yes."
    ),
    Edge.PEOPLE: "As many practices could make the next one, but for this more people can.",
    Edge.NEED: (
        "As many people could make the next one, but for this fewer of them said “if need be”."
    ),
    Edge.DAYS_OFF: "As many people could make the next one, but for this fewer have the day off.",
    Edge.TIE: (
        "It is level with the next one in every way. I propose the earlier, so that there is time "
        "left to move it if something comes up."
    ),
}


def render_result(
    poll: Poll, choice: Choice, answered: int, asked: int, reader: str, *, nudge: bool = False
) -> Message:
    """``reader`` is who decides: the lead, or an organiser where there is no lead any more."""
    have = f"{answered} of {plural(asked, 'person', 'people')} answered"
    opening = (
        f"The vote on when to meet for {topic(poll)} has closed: {have}."
        if not nudge
        else f"The vote on when to meet for {topic(poll)} waits for you to choose: {have}."
    )
    if reader != poll.lead:
        opening += f" <@{poll.lead}>, who asked, has not chosen: you can."
    found = choice.best is not None
    said = proposed_words(poll, choice) if found else nobody_words(poll, choice)
    return Message(
        f"{_headline(poll, choice)}",
        (
            section(opening),
            section(said),
            context("All times\n" + "\n".join(ranked_line(poll, each) for each in choice.ranked)),
            actions(result_buttons(poll, choice)),
        ),
    )


def _headline(poll: Poll, choice: Choice) -> str:
    words = escape(poll.proposal.topic)
    if choice.best is None:
        return f"No time was found yet for the peer session on {words}."
    return f"{at(poll, choice.best.slot.starts_at)} is proposed for the peer session on {words}."


def proposed_words(poll: Poll, choice: Choice) -> str:
    best = choice.best
    assert best is not None
    lines = [
        f"*I propose {at(poll, best.slot.starts_at)}.* {can_words(best.tally)} "
        + " ".join(reasons(poll, choice))
    ]
    if choice.runner_up:
        other = choice.runner_up
        lines.append(f"*Next:* {at(poll, other.slot.starts_at)}. {can_words(other.tally)}")
    return "\n".join(lines)


def can_words(count: Tally) -> str:
    people = plural(count.people, "person", "people")
    need = f", {count.need} of them if need be" if count.need else ""
    return f"{people} from {plural(count.practices, 'practice')} can come{need}."


def reasons(poll: Poll, choice: Choice) -> Iterable[str]:
    best, other = choice.best, choice.runner_up
    assert best is not None
    if choice.edge is None:
        yield "No other time would do."
    elif choice.edge is Edge.NOT_BARRED and other is not None:
        yield f"The next one is {_bars(poll, other)}."
    else:
        yield _EDGES[choice.edge]
    if best.bars & SOFT:
        yield f"It is {_bars(poll, best)}, but nothing else would do."
    if best.off:
        yield f"It is a day off for {best.off} of those asked."
    else:
        yield "As far as I know it is nobody's day off."


def nobody_words(poll: Poll, choice: Choice) -> str:
    return (
        f"*I found no time that would do.* {_why_nobody(poll, choice)} Weeks are full, and other "
        "times may well do: shall I ask again, with new ones?"
    )


def _why_nobody(poll: Poll, choice: Choice) -> str:
    ranked = choice.ranked
    if all(Bar.PASSED in each.bars for each in ranked):
        return "All the times have passed meanwhile."
    to_come = [each for each in ranked if Bar.PASSED not in each.bars]
    enough = [each for each in to_come if each.tally.practices >= TOGETHER]
    if enough and all(Bar.FACILITATOR in each.bars for each in enough):
        return f"At the times that would do for others, <@{poll.facilitator}> cannot facilitate."
    if all(each.tally.yes + each.tally.need + each.tally.no <= 1 for each in to_come):
        return "Too few people have answered yet."
    return "At none of them can people of two practices be there."


def ranked_line(poll: Poll, each: Ranked) -> str:
    barred = f" ({_bars(poll, each)})" if each.bars else ""
    return f"• {at(poll, each.slot.starts_at)}: {tally_words(each.tally)}{barred}"


def _bars(poll: Poll, each: Ranked) -> str:
    words = {
        Bar.PASSED: "has passed",
        Bar.BANK_HOLIDAY: "a bank holiday",
        Bar.FACILITATOR: f"a time when <@{poll.facilitator}> cannot facilitate",
        Bar.MONDAY: "a Monday morning, the busiest time of the week",
        Bar.WEEKEND: "at the weekend",
    }
    return ", ".join(words[bar] for bar in Bar if bar in each.bars)


# ---- buttons


def result_buttons(poll: Poll, choice: Choice) -> list[Block]:
    buttons = [
        _choose_button(poll, each, place)
        for place, each in enumerate((choice.best, choice.runner_up), start=1)
        if each is not None
    ]
    if any(Bar.PASSED not in each.bars for each in choice.ranked):
        buttons.append(button(ids.POLL_OTHER, "Another time", str(poll.id)))
    again_is_next = choice.best is None
    again = button(
        ids.POLL_AGAIN,
        "Ask with new times",
        str(poll.id),
        style="primary" if again_is_next else None,
    )
    leave = button(ids.POLL_LEAVE, "Leave it", str(poll.id), label="Leave it: set no session up")
    return [again, *buttons, leave] if again_is_next else [*buttons, again, leave]


def _choose_button(poll: Poll, each: Ranked, place: int) -> Block:
    return button(
        f"{ids.POLL_CHOOSE}{place}",
        f"Choose {at(poll, each.slot.starts_at)}",
        f"{poll.id} {each.slot.id}",
        style="primary" if place == 1 else None,
    )


def chosen_words(poll: Poll, slot: Slot, by: str) -> str:
    """What the lead's messages become."""
    return (
        f"<@{by}> chose *{at(poll, slot.starts_at)}* for the peer session {topic(poll)}. The "
        "invitations are on their way, with what everybody said to this time. `/peer list` shows "
        "who is coming."
    )
