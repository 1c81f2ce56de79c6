"""The forms of a vote on times: asking, answering, changing when it closes, choosing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    checkboxes,
    context,
    datepicker,
    divider,
    input_,
    modal,
    option,
    radio,
    section,
    timepicker,
)
from bot.blocks.sessions.poll_results import ranked_line
from bot.blocks.sessions.polls import at, tally_words, topic
from bot.blocks.text import escape, listed, plural, when
from bot.domain.delivery import Block
from bot.domain.sessions import Proposal
from bot.domain.sessions.finding import AsksIn, Bar, Choice, Poll, Says, Slot, Voter, tally
from bot.domain.sessions.slots import FEWEST, MOST, Good, Offered
from bot.domain.times import local_day

OWN_MOST = MOST  # times that the lead adds
PRESET_CLOCK = "13:00"

SAYS_WORDS = {Says.YES: "Yes", Says.NEED: "If need be", Says.NO: "No"}
ASKS_WORDS = {
    AsksIn.MESSAGES: "One message to each person",
    AsksIn.CHANNEL: "One message in the session's channel",
}


@dataclass(frozen=True, slots=True)
class SlotForm:
    """What the form proposes. ``again`` is the vote that found no time, if there was one."""

    proposal: Proposal
    offered: tuple[Offered, ...]
    ticked: tuple[datetime, ...]
    closes: datetime | None  # if nothing is changed
    zone: str
    asked: int  # people, besides the lead
    again: int | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What the form says: wall-clock words, as the fields have them."""

    ticked: tuple[str, ...] = ()
    own: tuple[tuple[str | None, str | None], ...] = ()
    asks_in: AsksIn = AsksIn.MESSAGES
    closes: str | None = None

    def with_one_more(self) -> "Entered":
        return replace(self, own=(*self.own, (None, None))[:OWN_MOST])


def entered_at_first(form: SlotForm) -> Entered:
    return Entered(tuple(each.isoformat() for each in form.ticked))


def build_slots_modal(form: SlotForm, entered: Entered | None = None) -> View:
    """Asks for 2 to 8 times; good ones are proposed and ticked."""
    said = entered or entered_at_first(form)
    return modal(
        ids.POLL_START,
        "Find a time",
        [
            section(_opening(form)),
            *_proposed(form, said),
            *_own(said),
            input_(
                ids.POLL_ASKS,
                "How shall I ask?",
                radio(
                    ids.POLL_ASKS,
                    [option(words, asks) for asks, words in ASKS_WORDS.items()],
                    said.asks_in,
                ),
                hint="Either way only you see who said what; everybody sees how many.",
            ),
            input_(
                ids.POLL_CLOSES,
                "Answers until",
                datepicker(ids.POLL_CLOSES, said.closes),
                hint=_closes_hint(form),
                optional=True,
            ),
        ],
        submit="Ask them",
        private_metadata=f"{form.again or ''} {len(said.own)}",
    )


def _opening(form: SlotForm) -> str:
    words = f"*{escape(form.proposal.topic)}*, {form.proposal.minutes} minutes"
    people = plural(form.asked, "person", "people")
    if form.again:
        return f"{words}. These times are new. I ask {people} again when they can."
    return (
        f"{words}. I ask {people} when they can, remind once, and propose the time that suits most "
        "practices."
    )


def _proposed(form: SlotForm, said: Entered) -> Iterable[Block]:
    options = [
        option(when(each.starts_at, form.zone), each.starts_at.isoformat(), _why(each))
        for each in form.offered
    ]
    yield input_(
        ids.POLL_TIMES,
        "Times that I propose",
        checkboxes(ids.POLL_TIMES, options, said.ticked),
        hint=f"Untick what does not suit you, and add others: {FEWEST} to {MOST} in all. Local time "
        f"({form.zone}).",
        optional=True,
    )


def _why(each: Offered) -> str:
    good = "Protected learning time" if each.good is Good.PROTECTED else "Lunch time"
    off = f"a day off for {each.off} of them" if each.off else "nobody's day off"
    return f"{good}, {off}"


def _own(said: Entered) -> Iterable[Block]:
    for number, (day, clock) in enumerate(said.own, start=1):
        yield input_(
            f"{ids.POLL_DAY}{number}",
            f"Your time {number}: date",
            datepicker(f"{ids.POLL_DAY}{number}", day),
            optional=True,
        )
        yield input_(
            f"{ids.POLL_CLOCK}{number}",
            f"Your time {number}: time",
            timepicker(f"{ids.POLL_CLOCK}{number}", clock or PRESET_CLOCK),
            optional=True,
        )
    if len(said.own) < OWN_MOST:
        yield actions([button(ids.POLL_MORE, "Add a time")], block_id=ids.POLL_MORE)


def _closes_hint(form: SlotForm) -> str:
    usual = (
        "Left empty, it closes three working days before the first time, at 17:00; the evening "
        "before the first time is the latest."
    )
    if form.closes is None:
        return usual
    return f"{usual} As things stand: {when(form.closes, form.zone)}."


# ---- answering


def build_vote_modal(
    poll: Poll, slots: Sequence[Slot], own: Voter, voters: Sequence[Voter], where: str
) -> View:
    """One question a time, with what they said before. ``where`` is the message that they pressed."""
    return modal(
        ids.POLL_VOTE,
        "When can you meet?",
        [
            section(
                f"{topic(poll)}, {poll.proposal.minutes} minutes. You may leave times open, and "
                f"change what you say until {at(poll, poll.closes_at)}."
            ),
            *(_question(poll, each, own, voters) for each in slots),
        ],
        submit="Send",
        private_metadata=f"{poll.id} {where}",
    )


def _question(poll: Poll, slot: Slot, own: Voter, voters: Sequence[Voter]) -> Block:
    name = f"{ids.POLL_SLOT}{slot.id}"
    return input_(
        name,
        at(poll, slot.starts_at),
        radio(
            name,
            [option(words, says) for says, words in SAYS_WORDS.items()],
            own.votes.get(slot.id),
        ),
        hint=f"So far: {tally_words(tally(slot, voters))}.",
        optional=True,
    )


# ---- for the lead


def build_who_modal(poll: Poll, voters: Sequence[Voter]) -> View:
    """Who said what, a time at a time."""
    blocks: list[Block] = [
        section(f"{topic(poll)}. Only you see this. Closes {at(poll, poll.closes_at)}.")
    ]
    for slot in poll.slots:
        blocks += [divider(), section(_who(poll, slot, voters))]
    return modal("", "Who said what", blocks, close="Close")


def _who(poll: Poll, slot: Slot, voters: Sequence[Voter]) -> str:
    lines = [f"*{at(poll, slot.starts_at)}*"]
    for says, words in (*SAYS_WORDS.items(), (None, "Not answered")):
        people = [f"<@{each.user}>" for each in voters if each.votes.get(slot.id) is says]
        if people:
            lines.append(f"{words}: {listed(people)}")
    return "\n".join(lines)


def build_extend_modal(poll: Poll, last: datetime) -> View:
    return modal(
        ids.POLL_EXTENDED,
        "Change when it closes",
        [
            section(f"{topic(poll)}. The vote closes {at(poll, poll.closes_at)}."),
            input_(
                ids.POLL_UNTIL,
                "Answers until",
                datepicker(ids.POLL_UNTIL, local_day(poll.closes_at, poll.zone).isoformat()),
                hint=f"At 17:00 on that day; {at(poll, last)} at the latest.",
            ),
        ],
        submit="Change",
        private_metadata=str(poll.id),
    )


def build_other_modal(poll: Poll, choice: Choice) -> View:
    """All times that are still to come, the best first."""
    ranked = [each for each in choice.ranked if Bar.PASSED not in each.bars]
    options: list[Element] = [
        option(at(poll, each.slot.starts_at), str(each.slot.id), tally_words(each.tally))
        for each in ranked
    ]
    return modal(
        ids.POLL_CHOSEN,
        "Choose a time",
        [
            section(f"{topic(poll)}. Everybody asked gets an invitation to the time you choose."),
            input_(ids.POLL_TIME, "When?", radio(ids.POLL_TIME, options)),
            context("\n".join(ranked_line(poll, each) for each in ranked)),
        ],
        submit="Choose it",
        private_metadata=str(poll.id),
    )
