"""The form that answers a pulse, and those that look after one."""

from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    context,
    datepicker,
    input_,
    modal,
    option,
    plain_text_input,
    radio,
    section,
    select,
    timepicker,
)
from bot.blocks.pulse.privacy import privacy_line
from bot.blocks.text import OPTION_TEXT, when
from bot.domain.ballots import LONGEST_TEXT
from bot.domain.delivery import Block, Message
from bot.domain.pulse import Round
from bot.domain.questions import Answers, AnswerType, Question
from bot.domain.results import Report


def question_block(question: Question) -> str:
    """The id of the field of one question."""
    return ids.PULSE_QUESTION + question.id


def build_ballot_modal(round_: Round, before: Answers | None, zone: str) -> View:
    """All questions on one page, with one's own last answers if there are any."""
    chosen: Sequence[str | None] = before or [None] * len(round_.questions)
    again = "Your last answers are filled in; change what you like. " if before else ""
    with_text = any(each.is_text for each in round_.questions)
    return modal(
        ids.PULSE_BALLOT,
        "Pulse",
        [
            context(privacy_line(round_.k, with_text=with_text)),
            context(f"{again}Closes on {when(round_.closes_at, zone)}."),
            *(
                ask(question, answer)
                for question, answer in zip(round_.questions, chosen, strict=True)
            ),
        ],
        submit="Send",
        private_metadata=str(round_.id),
    )


def ask(question: Question, answer: str | None = None) -> Block:
    """The field of one question."""
    name = question_block(question)
    if question.is_text:
        return input_(
            name,
            question.text,
            plain_text_input(name, answer or None, multiline=True, max_length=LONGEST_TEXT),
            hint="No patients, no names. You can leave this empty.",
            optional=True,
        )
    options = [option(each.words, each.value) for each in question.options]
    if question.type is AnswerType.SCALE:
        return input_(name, question.text, select(name, options, answer, placeholder="0 to 10"))
    assert all(len(each.words) <= OPTION_TEXT for each in question.options)
    return input_(name, question.text, radio(name, options, answer))


@lru_cache(maxsize=64)  # the same for everybody who answers a round
def build_receipt_modal(round_: Round, zone: str) -> View:
    return modal(
        "",
        "Thank you",
        [
            section(
                "Your answers are recorded. You can change them until "
                f"{when(round_.closes_at, zone)}, here or in the channel."
            ),
            context("Only you see this."),
        ],
        close="Close",
    )


@lru_cache(maxsize=64)
def render_receipt(round_: Round, zone: str) -> Message:
    """For one tap: it does not repeat the answer, in case somebody looks over the shoulder."""
    words = (
        "Thank you: your answer is recorded. You can change it until "
        f"{when(round_.closes_at, zone)} by pressing another button. Only you see this."
    )
    return Message(words)


# ---- looking after one


def build_extend_modal(round_: Round, closing: tuple[date, time], zone: str) -> View:
    day, clock = closing
    return modal(
        ids.EXTEND_NEW,
        "When it closes",
        [
            section(
                f"Pulse {round_.id} closes on *{when(round_.closes_at, zone)}*. Its message says the "
                "new time at once; what was answered stays."
            ),
            input_(ids.EXTEND_DAY, "Closes on", datepicker(ids.EXTEND_DAY, day.isoformat())),
            input_(ids.EXTEND_TIME, "At", timepicker(ids.EXTEND_TIME, f"{clock:%H:%M}")),
        ],
        submit="Change",
        private_metadata=str(round_.id),
    )


def build_reply_modal(report: Report) -> View:
    round_ = report.round
    return modal(
        ids.REPLY_WRITE,
        "You said, we did",
        [
            section(
                f"What came of pulse {round_.id}? It goes to <#{round_.channel}> under the results, "
                "which are posted with it if they are not there yet, and into the board paper."
            ),
            input_(
                ids.REPLY_TEXT,
                "You said, we did",
                plain_text_input(
                    ids.REPLY_TEXT,
                    multiline=True,
                    max_length=1500,
                    placeholder="You said that decisions do not reflect your views. So we …",
                ),
                hint="What you heard, what you have done or will do, and by when. If nothing can be "
                "done, say why: that counts too.",
            ),
        ],
        submit="Post",
        private_metadata=str(round_.id),
    )


def build_done_modal(title: str, words: str) -> View:
    return modal("", title, [section(words)], close="Close")
