"""The forms in which a pulse is put together: what is asked, of whom, when; and what would come of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    actions,
    button,
    checkboxes,
    context,
    conversations_select,
    datepicker,
    divider,
    input_,
    modal,
    multi_select,
    option,
    plain_text_input,
    radio,
    section,
    select,
    timepicker,
    users_select,
)
from bot.blocks.pulse.forms import ask
from bot.blocks.pulse.messages import render_open
from bot.blocks.pulse.words import circle_words
from bot.blocks.text import OPTIONS_PER_MENU, escape, plural, when
from bot.domain.delivery import Block
from bot.domain.people import Practice
from bot.domain.pulse import (
    CHOSEN,
    FLOOR,
    OFFERED_K,
    CircleKind,
    Group,
    Opened,
    Planned,
    Preview,
    Turnout,
)
from bot.domain.questions import AnswerType, QuestionSet, is_one_tap
from bot.domain.questions.own import LONGEST, MOST, TITLE

OWN = "own"  # in place of a set: write one's own
REMIND = "remind"
NINE = "09:00"  # when a planned pulse opens, if nothing else is said
PRACTICES = 250  # that can be chosen one by one: the form's own memory is small


@dataclass(frozen=True, slots=True)
class Choice:
    """What has been chosen in the form so far, or what it begins with; as pickers and boxes have it.

    ``more`` shows the fields that most do not need.
    """

    set_id: str
    channel: str | None
    day: str  # YYYY-MM-DD
    clock: str  # HH:mm
    circle: CircleKind = CircleKind.CHANNEL
    circle_ids: tuple[str, ...] = ()
    k: int = FLOOR
    remind: bool = True
    deputy: str | None = None
    opens_day: str | None = None
    opens_clock: str | None = None
    repeats: str = ""
    more: bool = False
    asked: str = ""  # a question that somebody wrote to the bot, for their own questions
    turn: int = 0  # how often own questions were written: Slack keeps what was chosen in a field

    @property
    def set_block(self) -> str:
        """The id of the field of the questions: another one shows what is chosen for them."""
        return f"{ids.PULSE_SET}_{self.turn}" if self.turn else ids.PULSE_SET

    def to_text(self) -> str:
        """For the form's own memory (private_metadata)."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "Choice":
        kept = json.loads(text)
        kept["circle"] = CircleKind(kept["circle"])
        kept["circle_ids"] = tuple(kept["circle_ids"])
        return cls(**kept)


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from; user groups only once somebody wants one."""

    sets: Sequence[QuestionSet]
    practices: Sequence[Practice]
    body: str
    zone: str
    groups: Sequence[tuple[str, str]] = ()  # pairs of id and name
    least: int = FLOOR  # people per figure, as the body has set it


def build_new_modal(offer: Offer, choice: Choice) -> View:
    """A minute's work: three fields that matter, the others filled in with what most want."""
    blocks = [*_what(offer, choice), *_whom(offer, choice), *_when(offer, choice)]
    if choice.more:
        blocks += _rarer(choice, offer.least)
    else:
        blocks.append(
            actions(
                [button(ids.PULSE_MORE, "More: open later, repeat, deputy, size")],
                block_id=ids.PULSE_MORE,
            )
        )
    return modal(
        ids.PULSE_NEW,
        "New pulse",
        blocks,
        submit="Preview",
        private_metadata=choice.to_text(),
    )


def _what(offer: Offer, choice: Choice) -> Iterator[Block]:
    sets = [option(each.title, each.id) for each in offer.sets]
    sets.append(option("My own questions …", OWN))
    yield input_(
        choice.set_block,
        "Questions",
        select(ids.PULSE_SET, sets, choice.set_id),
        dispatch=True,
    )
    chosen = next((each for each in offer.sets if each.id == choice.set_id), None)
    if chosen is not None:
        lines = [
            f"{number}. {escape(each.text)}"
            for number, each in enumerate(chosen.worded(offer.body).questions, start=1)
        ]
        yield section("\n".join(lines), block_id=f"{ids.PULSE_SET}_shown_{chosen.id}")
    if choice.asked:
        yield context(
            f"You wrote “{escape(choice.asked)}”. To ask that, choose *My own questions …* above: it "
            "is filled in there."
        )


def _whom(offer: Offer, choice: Choice) -> Iterator[Block]:
    yield input_(
        ids.PULSE_CHANNEL,
        "Channel",
        conversations_select(ids.PULSE_CHANNEL, choice.channel),
        hint="The pulse, and later its results, are posted here.",
    )
    kinds = [option(each.words, each) for each in CHOSEN]
    yield input_(
        ids.PULSE_CIRCLE,
        "Asked are the GPs and leads among",
        radio(ids.PULSE_CIRCLE, kinds, choice.circle),
        dispatch=True,
    )
    if choice.circle is CircleKind.GROUP:
        groups = [option(name, id_) for id_, name in offer.groups[:OPTIONS_PER_MENU]]
        if not groups:
            yield section(
                "This Slack has no user groups (some plans have none). Please choose one of the others."
            )
            return
        chosen = choice.circle_ids[0] if choice.circle_ids else None
        yield input_(ids.PULSE_GROUP, "User group", select(ids.PULSE_GROUP, groups, chosen))
    if choice.circle is CircleKind.PRACTICES:
        practices = [option(each.name, each.ods_code) for each in offer.practices]
        yield input_(
            ids.PULSE_PRACTICES,
            "Practices",
            multi_select(ids.PULSE_PRACTICES, practices, choice.circle_ids, most=PRACTICES),
            hint="Results are never shown by practice.",
        )


def _when(offer: Offer, choice: Choice) -> Iterator[Block]:
    yield input_(ids.PULSE_DAY, "Closes on", datepicker(ids.PULSE_DAY, choice.day))
    yield input_(
        ids.PULSE_TIME,
        "At",
        timepicker(ids.PULSE_TIME, choice.clock),
        hint=f"By the clock in {offer.zone.split('/')[-1].replace('_', ' ')}.",
    )
    remind = [option("Remind those who have not answered, once, on the working day before", REMIND)]
    yield input_(
        ids.PULSE_REMIND,
        "Reminder",
        checkboxes(ids.PULSE_REMIND, remind, [REMIND] if choice.remind else []),
        optional=True,
    )


def _rarer(choice: Choice, least: int) -> Iterator[Block]:
    yield divider()
    yield input_(
        ids.PULSE_OPENS_DAY,
        "Opens on",
        datepicker(ids.PULSE_OPENS_DAY, choice.opens_day),
        optional=True,
        hint="Leave it empty to open now.",
    )
    yield input_(
        ids.PULSE_OPENS_TIME,
        "Opens at",
        timepicker(ids.PULSE_OPENS_TIME, choice.opens_clock or NINE),
        optional=True,
    )
    yield input_(
        ids.PULSE_REPEATS,
        "Comes again",
        plain_text_input(
            ids.PULSE_REPEATS, choice.repeats or None, max_length=100, placeholder="quarterly"
        ),
        optional=True,
        hint="In plain words, such as “monthly”, “quarterly” or “every first Tuesday at 09:00”. "
        "Each is open as long as this one.",
    )
    yield input_(
        ids.PULSE_DEPUTY,
        "Deputy",
        users_select(ids.PULSE_DEPUTY, choice.deputy),
        optional=True,
        hint="Can do all that you can with it, and takes it over if you leave.",
    )
    sizes = [option(f"{k} people", str(k)) for k in OFFERED_K if k >= least]
    raised = f"Your group has set {least} as the least. " if least > FLOOR else ""
    yield input_(
        ids.PULSE_K,
        "Show nothing about fewer than",
        select(ids.PULSE_K, sizes, str(max(choice.k, least))),
        hint=f"{raised}For this pulse it cannot be changed later.",
    )


# ---- preview


def build_preview_modal(preview: Preview, choice: Choice, body: str, zone: str) -> View:
    """Who is asked, when, and the message as a GP will see it; ``choice`` is kept in the form."""
    round_ = preview.as_round("")
    people = plural(preview.asked, "person", "people")
    is_one = "is" if preview.asked == 1 else "are"
    lines = [f"*{people}* {is_one} asked: {escape(circle_words(round_.circle))}."]
    lines += _times_words(preview, zone)
    blocks: list[Block] = [section("\n".join(lines))]
    blocks += [context(each) for each in forewarnings(preview.groups, round_.k)]
    blocks.append(
        actions([button(ids.PULSE_CHANGE, "Change something")], block_id=ids.PULSE_CHANGE)
    )
    blocks += [divider(), context("This is what they will see:")]
    shown = render_open(round_, Turnout(0, preview.asked), body, zone).blocks
    blocks += [_harmless(each, place) for place, each in enumerate(shown)]
    if not is_one_tap(round_.questions):
        blocks += [context("“Answer” opens:"), *(ask(each) for each in round_.questions)]
        blocks = [_optional(each) for each in blocks]
    return modal(
        ids.PULSE_PREVIEW,
        "Preview",
        blocks,
        submit="Plan it" if preview.proposal.opens is not None else "Open now",
        private_metadata=choice.to_text(),
    )


def build_waiting_modal(words: str, choice: Choice) -> View:
    """While it takes longer than Slack waits; what was chosen stays in it."""
    return modal(
        "",
        "One moment",
        [section(f"{words} This shows by itself in a few seconds.")],
        close="Close",
        private_metadata=choice.to_text(),
    )


def build_refused_modal(words: str, choice: Choice) -> View:
    """Why it could not be done, and the way back to the form as it was sent."""
    return modal(
        "",
        "Not yet",
        [
            section(words),
            actions([button(ids.PULSE_CHANGE, "Change something")], block_id=ids.PULSE_CHANGE),
        ],
        close="Close",
        private_metadata=choice.to_text(),
    )


def build_opened_modal(opened: Opened, zone: str) -> View:
    """For whoever opened it: who is asked, and what that means for the results."""
    round_ = opened.round
    is_one = "is" if round_.asked == 1 else "are"
    blocks = [
        section(
            f"Your pulse is on its way to <#{round_.channel}>. "
            f"*{plural(round_.asked, 'person', 'people')}* {is_one} asked, until "
            f"{when(round_.closes_at, zone)}. Nobody is shown any result before it has closed, you "
            f"included. `{ids.PULSE} list` shows how it stands, and lets you extend, close or cancel it."
        )
    ]
    blocks += [context(each) for each in forewarnings(opened.groups, round_.k)]
    return modal("", "Pulse opened", blocks, close="Close")


def build_planned_modal(planned: Planned, zone: str) -> View:
    first = when(planned.first_at, zone)
    again = f", and again {planned.words}" if planned.words else ""
    opens = f"Your pulse opens by itself on *{first}*{again}."
    if planned.opened:
        opens = (
            f"Your pulse is on its way to <#{planned.plan.channel}>. It comes again {planned.words}, "
            f"next on *{first}*."
        )
    words = (
        f"{opens} You hear from me if it cannot open. `{ids.PULSE} list` shows it, and stops it."
    )
    return modal("", "Pulse planned", [section(words)], close="Close")


def _times_words(preview: Preview, zone: str) -> Iterator[str]:
    if preview.proposal.opens is None:
        yield f"It opens now and closes on {when(preview.closes_at, zone)}."
    else:
        yield (
            f"It opens on {when(preview.opens_at, zone)} and closes on {when(preview.closes_at, zone)}."
        )
        yield "Who is asked is fixed when it opens, so the number may differ a little."
    if preview.again_at is not None:
        yield f"It comes again {preview.repeats}, next on {when(preview.again_at, zone)}."
    if preview.reminds_at is not None:
        yield f"Who has not answered is reminded once, from {when(preview.reminds_at, zone)} on."
    elif preview.proposal.remind:
        yield "It is too short for a reminder."
    yield "Nobody is shown any result before it has closed, you included."


def _harmless(block: Block, place: int) -> Block:
    """As it looks, but its buttons do nothing."""
    if block["type"] != "actions":
        return block
    words = "  ".join(f"`{each['text']['text']}`" for each in block["elements"])
    return section(words, block_id=f"preview_{place}")


def _optional(block: Block) -> Block:
    return block | {"optional": True} if block["type"] == "input" else block


def forewarnings(groups: Mapping[Group, int], k: int) -> list[str]:
    """What the results will lack, said before it is too late."""
    leaders, members, unknown = (groups.get(group, 0) for group in Group)
    warnings = []
    if min(leaders, members) < k:
        few = "leaders" if leaders <= members else "members without a formal role"
        warnings.append(
            f"Fewer than {k} {few} are asked, so leaders and members will not be shown apart."
        )
    if unknown:
        warnings.append(
            f"The formal role of {plural(unknown, 'person', 'people')} is not recorded: they count "
            "in the total only, and if just a few of them answer, leaders and members cannot be "
            "shown apart."
        )
    return warnings


# ---- one's own questions


def build_questions_modal(number: int, back: str = "", choice: str = "", first: str = "") -> View:
    """Room for so many questions; ``back`` is the form that it came from, ``choice`` what it said.

    ``first`` is the first question, where somebody has said it already.
    """
    types = [option(each.words, each) for each in AnswerType]
    blocks: list[Block] = [
        input_(
            ids.QUESTIONS_TITLE,
            "Title",
            plain_text_input(ids.QUESTIONS_TITLE, max_length=TITLE, placeholder="Winter pressures"),
            hint="It is the heading of the pulse. The same title again replaces the earlier set.",
        )
    ]
    for place in range(number):
        text, type_ = f"{ids.QUESTIONS_TEXT}{place}", f"{ids.QUESTIONS_TYPE}_{place}"
        choices = f"{ids.QUESTIONS_CHOICES}{place}"
        blocks += [
            divider(),
            input_(
                text,
                f"Question {place + 1}",
                plain_text_input(text, (first if place == 0 else "") or None, max_length=LONGEST),
                optional=place > 0,
            ),
            input_(type_, "Answered by", select(ids.QUESTIONS_TYPE, types, AnswerType.AGREEMENT)),
            input_(
                choices,
                "Answers to choose from",
                plain_text_input(choices, multiline=True, max_length=600),
                optional=True,
                hint="Only for “one of several”: one answer on each line.",
            ),
        ]
    if number < MOST:
        blocks.append(
            actions(
                [button(ids.QUESTIONS_MORE, "Another question", str(number))],
                block_id=ids.QUESTIONS_MORE,
            )
        )
    blocks.append(
        context(
            "The same question in the same words keeps its place in the trend, whoever asks it. No "
            "patients, no names."
        )
    )
    return modal(
        ids.QUESTIONS_NEW,
        "My own questions",
        blocks,
        submit="Save",
        private_metadata=json.dumps({"number": number, "back": back, "choice": choice}),
    )
