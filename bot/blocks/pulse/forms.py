"""The forms of a pulse: opening one, answering it, and what they say when it is done."""

from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    context,
    conversations_select,
    datepicker,
    input_,
    modal,
    option,
    radio,
    section,
    select,
    timepicker,
)
from bot.blocks.pulse.messages import privacy_line
from bot.blocks.text import escape, plural, when
from bot.domain.pulse import FLOOR, OFFERED_K, Group, Opened, Round
from bot.domain.questions import Agreement, Answers, Question, QuestionSet


def build_new_modal(
    asks: QuestionSet, body: str, zone: str, closing: tuple[date, time], channel: str | None
) -> View:
    """Opens a round. ``channel`` is what the form begins with."""
    day, clock = closing
    lines = [
        f"{number}. {escape(each.text)}" for number, each in enumerate(asks.worded(body), start=1)
    ]
    sizes = [option(f"{k} people", str(k)) for k in OFFERED_K]
    return modal(
        ids.PULSE_NEW,
        "New pulse",
        [
            section(f"*{asks.title}*\n" + "\n".join(lines)),
            context(
                "Each is answered from “strongly agree” to “strongly disagree”, or “don’t know”."
            ),
            input_(
                ids.PULSE_CHANNEL,
                "Channel",
                conversations_select(ids.PULSE_CHANNEL, channel),
                hint="Asked is every GP and clinical lead whom Peerbot knows and who is in this "
                "channel when the pulse opens. Their number is fixed then.",
            ),
            input_(ids.PULSE_DAY, "Closes on", datepicker(ids.PULSE_DAY, day.isoformat())),
            input_(
                ids.PULSE_TIME,
                "At",
                timepicker(ids.PULSE_TIME, f"{clock:%H:%M}"),
                hint=f"By the clock in {zone.split('/')[-1].replace('_', ' ')}.",
            ),
            input_(
                ids.PULSE_K,
                "Show nothing about fewer than",
                select(ids.PULSE_K, sizes, str(FLOOR)),
                hint="For this pulse it cannot be changed later.",
            ),
        ],
        submit="Open",
    )


def build_opened_modal(opened: Opened, zone: str) -> View:
    """For whoever opened it: who is asked, and what that means for the results."""
    round_ = opened.round
    blocks = [
        section(
            f"Your pulse is on its way to <#{round_.channel}>. "
            f"*{plural(round_.asked, 'person', 'people')}* "
            f"{'is' if round_.asked == 1 else 'are'} asked, until {when(round_.closes_at, zone)}. "
            "Nobody is shown any result before it has closed, you included."
        )
    ]
    blocks += [context(each) for each in _forewarnings(opened)]
    return modal("", "Pulse opened", blocks, close="Close")


def _forewarnings(opened: Opened) -> list[str]:
    k = opened.round.k
    leaders, members, unknown = (opened.groups.get(group, 0) for group in Group)
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


def question_block(question: Question) -> str:
    """The id of the field of one question."""
    return ids.PULSE_QUESTION + question.id


def build_ballot_modal(round_: Round, before: Answers | None, zone: str) -> View:
    """All questions on one page, with one's own last answers if there are any."""
    chosen: Sequence[Agreement | None] = before or [None] * len(round_.questions)
    options = [option(each.words, each) for each in Agreement]
    again = "Your last answers are filled in; change what you like. " if before else ""
    return modal(
        ids.PULSE_BALLOT,
        "Pulse",
        [
            context(privacy_line(round_.k)),
            context(f"{again}Closes on {when(round_.closes_at, zone)}."),
            *(
                input_(
                    question_block(question),
                    question.text,
                    radio(question_block(question), options, answer),
                )
                for question, answer in zip(round_.questions, chosen, strict=True)
            ),
        ],
        submit="Send",
        private_metadata=str(round_.id),
    )


@lru_cache(maxsize=64)  # the same for everybody who answers a round
def build_receipt_modal(round_: Round, zone: str) -> View:
    return modal(
        "",
        "Thank you",
        [
            section(
                "Your answers are recorded. You can change them until "
                f"{when(round_.closes_at, zone)}: press *Answer* again."
            ),
            context("Only you see this."),
        ],
        close="Close",
    )
