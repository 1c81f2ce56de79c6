"""The summary of a closed round: plain words first, then each figure with its interval or its reason."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.concerns.words import HINT
from bot.blocks.kit import actions, button, context, header, section
from bot.blocks.pulse import words
from bot.blocks.text import day, escape, truncate, when
from bot.domain.delivery import Block, Message
from bot.domain.disclosure import Audience, Hidden
from bot.domain.pulse import Round, State, Turnout
from bot.domain.questions import AnswerType
from bot.domain.results import Figures, Report, texts_of

BEFORE_PICTURE = 3  # blocks of the results before their picture
TEXTS = 12  # of what people wrote: the rest is in the workbook
TEXT = 220  # characters of each
FIGURES = 12  # questions that a message has room for
NO_GROUPS = "*Leaders and members are not shown apart, and so there is no gap to show.*"


def render_summary(report: Report) -> Message:
    """For managers and leads, privately, with what can be done with it."""
    round_ = report.round
    blocks = [*_head(report), *_figures_blocks(report), *_notes(report), _buttons(report)]
    return Message(f"Pulse {round_.id}: {words.response_words(report.results)}", tuple(blocks))


def render_results(report: Report) -> Message:
    """For the channel whose people answered: what came of it, and the reply; the figures follow it."""
    blocks: list[Block] = [*_head(report)]
    if report.reply is not None:
        blocks.append(section(reply_words(report)))
    blocks.append(
        context(
            "Each figure with its interval, what is hidden and why, and the method: in the thread.",
            HINT,
        )
    )
    said = "; ".join(f"{short}: {sentence}" for short, sentence in words.plain_words(report))
    return Message(
        escape(f"Pulse {report.round.id}: {words.response_words(report.results)} {said}"),
        tuple(blocks),
    )


def render_figures(report: Report) -> Message:
    """For the thread under the results."""
    blocks = [*_figures_blocks(report), *_sources(report)]
    return Message(f"The figures of pulse {report.round.id}, one by one.", tuple(blocks))


def _head(report: Report) -> Iterator[Block]:
    """Exactly BEFORE_PICTURE blocks."""
    round_ = report.round
    about = f"what people make of {report.body}" if words.is_about_body(round_) else round_.title
    yield header(f"Pulse {round_.id}: {about}")
    response = words.response_words(report.results)
    answered, _, rate = response.partition(" (")
    yield section(
        f"*{answered}* ({rate} {words.period_words(report.results, report.zone)} in "
        f"<#{round_.channel}>."
    )
    yield section(
        "\n".join(
            f"• *{escape(short)}:* {escape(sentence)}"
            for short, sentence in words.plain_words(report)
        )
    )


def _figures_blocks(report: Report) -> Iterator[Block]:
    apart = report.results.groups_hidden
    if apart is not None:
        leaders, members = apart
        k = report.round.k
        yield section(
            f"{NO_GROUPS}\nLeaders: {leaders.reason.sentence(k)}.\n"
            f"Members: {members.reason.sentence(k)}."
        )
    for number, figures in enumerate(report.results.figures[:FIGURES], start=1):
        yield section("\n".join(_figures(report, number, figures, with_groups=apart is None)))


def _figures(report: Report, number: int, figures: Figures, *, with_groups: bool) -> Iterator[str]:
    results, question = report.results, figures.question

    def said(audience: Audience) -> str:
        return escape(words.figure_words(results, figures, audience, bold=("*", "*")))

    yield f"*{number}. {escape(question.text)}*"
    if question.type is AnswerType.TEXT:
        yield from _texts(report, figures)
        return
    yield f"Everyone: {said(Audience.EVERYONE)}"
    if with_groups:
        yield f"Leaders: {said(Audience.LEADERS)}"
        yield f"Members: {said(Audience.MEMBERS)}"
        if figures.is_measured:
            yield f"Gap: {words.gap_words(figures.gap)}"
    change = words.change_words(report.change(question.id))
    if change is not None:
        yield f"Since the round before: {change}"
    trend = words.trend_words(report, question)
    if trend is not None:
        yield trend
    for published in words.published_words(question):
        yield f"_Elsewhere:_ {published}"


def _texts(report: Report, figures: Figures) -> Iterator[str]:
    if isinstance(figures.everyone, Hidden):
        yield f"{figures.everyone.reason.sentence(report.round.k)}."
        return
    texts = texts_of(figures)
    for text in texts[:TEXTS]:
        yield f"• “{escape(truncate(' '.join(text.split()), TEXT))}”"
    if len(texts) > TEXTS:
        yield f"… and {len(texts) - TEXTS:,} more, in the workbook."


def _notes(report: Report) -> Iterator[Block]:
    if report.reply is not None:
        yield section(reply_words(report))
    yield from _sources(report)


def _sources(report: Report) -> Iterator[Block]:
    sources = words.sources_words(report.results)
    yield context(*(escape(each) for each in [*sources, " ".join(words.method_words(report))]))


def _buttons(report: Report) -> Block:
    id_ = str(report.round.id)
    buttons = [
        button(ids.PULSE_CHARTS, "Charts", id_, label="Send me the charts"),
        button(ids.PULSE_PAPER, "Board paper", id_, label="Send me the board paper"),
        button(ids.PULSE_WORKBOOK, "Excel", id_, label="Send me the figures as an Excel workbook"),
        button(ids.PULSE_TABLE, "CSV", id_, label="Send me the figures as a CSV table"),
        button(ids.PULSE_POST, "Post to the channel", id_),
        button(ids.PULSE_START, "Ask again", id_, label="Begin a new round of this pulse"),
    ]
    if report.reply is None and report.round.answered:
        buttons.insert(0, button(ids.PULSE_REPLY, "You said, we did …", id_, style="primary"))
    return actions(buttons)


# ---- the reply


def render_reply(report: Report) -> Message:
    said = reply_words(report)
    return Message(said, (section(said),))


def reply_words(report: Report) -> str:
    """``You said, we did``, with who says so and how long people waited."""
    assert report.reply is not None
    return (
        f"*You said, we did* (<@{report.reply.by}>, {day(report.reply.at, report.zone)})\n"
        f"{escape(report.reply.text)}\n_{words.waited_words(report)}_"
    )


# ---- while it is sealed


def render_sealed(round_: Round, turnout: Turnout, zone: str) -> str:
    """All that anybody is told of a round before it has been counted."""
    answered = words.turnout_words(turnout)
    if round_.state is not State.OPEN:
        return (
            f"Pulse {round_.id} has closed and is being counted: {answered}. Try again in a minute."
        )
    return (
        f"Pulse {round_.id} is sealed until it closes on {when(round_.closes_at, zone)}: {answered}. "
        "Nobody can see or export any result before then."
    )
