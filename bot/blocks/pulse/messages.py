"""The pulse in its channel and in people's messages: while it is open, when it has closed, and after."""

from collections.abc import Iterator
from datetime import datetime

from bot.blocks import ids
from bot.blocks.concerns.words import HINT
from bot.blocks.kit import Element, actions, button, context, header, picture_here, section
from bot.blocks.pulse import summary
from bot.blocks.pulse.pictures import gap_picture, trend_picture
from bot.blocks.pulse.privacy import privacy_line, privacy_statement
from bot.blocks.pulse.words import circle_words, is_about_body, turnout_words
from bot.blocks.text import escape, plural, when
from bot.domain.delivery import (
    Block,
    DirectMessage,
    Message,
    Outgoing,
    Picture,
    Post,
    Reply,
    Update,
)
from bot.domain.pulse import CircleKind, Plan, Round, Turnout, key_prefix, plan_prefix
from bot.domain.questions import AnswerType, Question, is_one_tap
from bot.domain.results import Report

BUTTONS = 11  # of answers on a message: 0 to 10


# ---- while it is open


def render_open(round_: Round, turnout: Turnout, body: str, zone: str) -> Message:
    """The invitation to answer, with nothing of the answers but their number."""
    closes = when(round_.closes_at, zone)
    title = title_of(round_, body)
    blocks: list[Block] = [header(title), *_ask(round_, closes, body)]
    blocks += [section(f"*{turnout_words(turnout)}.*"), context(HINT)]
    return Message(f"{escape(title)} Closes on {closes}. {turnout_words(turnout)}.", tuple(blocks))


def title_of(round_: Round, body: str) -> str:
    """What a pulse is called on top of it."""
    if is_about_body(round_):
        return f"Pulse: what do you make of {body}?"
    return f"Pulse: {round_.title}"


def _ask(round_: Round, closes: str, body: str) -> Iterator[Block]:
    with_text = any(each.is_text for each in round_.questions)
    yield section(privacy_statement(round_.k, with_text=with_text))
    if is_one_tap(round_.questions):
        question = round_.questions[0]
        yield section(
            f"*{escape(question.text)}*\nOne tap answers. It closes on *{closes}*; until then another "
            f"tap changes your answer.{_elsewhere(round_)}"
        )
        yield from _taps(round_, question)
        return
    number = plural(len(round_.questions), "short question")
    if all(each.type is AnswerType.AGREEMENT for each in round_.questions):
        number = plural(len(round_.questions), "short statement")
    yield section(
        f"{number}, about a minute. It closes on *{closes}*; until then you can change your "
        f"answers.{_elsewhere(round_)}"
    )
    yield actions(
        [
            button(
                ids.PULSE_ANSWER,
                "Answer",
                str(round_.id),
                style="primary",
                label=f"Answer the pulse about {body}",
            )
        ],
        block_id=ids.PULSE_ANSWER,  # the same after each update, for a click under way
    )


def _elsewhere(round_: Round) -> str:
    """Whom it asks, where that is not simply everybody here."""
    if round_.circle.kind is CircleKind.CHANNEL:
        return ""
    if round_.thread is not None:
        return f" It asks {escape(circle_words(round_.circle))}; each has it in a message as well."
    return (
        f" It asks {escape(circle_words(round_.circle))}; who is not in this channel has a message."
    )


def _taps(round_: Round, question: Question) -> Iterator[Block]:
    yield actions(
        [
            _tap(round_, question, place, option.words, option.value)
            for place, option in enumerate(question.options)
        ],
        block_id=ids.PULSE_ANSWER,
    )


def _tap(round_: Round, question: Question, place: int, words: str, value: str) -> Element:
    label = f"Answer “{words}”: {question.short}"
    return button(f"{ids.PULSE_TAP}{place}", words, f"{round_.id} {value}", label=label)


def render_asked(round_: Round, body: str, zone: str) -> Message:
    """The same for one person who is asked and is not in the channel."""
    closes = when(round_.closes_at, zone)
    title = title_of(round_, body)
    return Message(
        f"{escape(title)} Closes on {closes}.",
        (section(f"*{escape(title)}*"), *_ask(round_, closes, body)),
    )


def render_reminder(round_: Round, body: str, zone: str) -> Message:
    """Once, for those who have not answered; with a way never to get one again."""
    closes = when(round_.closes_at, zone)
    title = title_of(round_, body)
    with_text = any(each.is_text for each in round_.questions)
    answer: list[Block]
    if is_one_tap(round_.questions):
        question = round_.questions[0]
        answer = [section(f"*{escape(question.text)}*"), *_taps(round_, question)]
    else:
        answer = [
            actions(
                [button(ids.PULSE_ANSWER, "Answer", str(round_.id), style="primary")],
                block_id=ids.PULSE_ANSWER,
            )
        ]
    words = (
        f"*{escape(title)}*\nIt closes on *{closes}*, and your answer is not in yet. It takes about "
        "a minute, and this is the only reminder. You were among those asked when it opened, so "
        f"your answer counts even if you have left <#{round_.channel}> since."
    )
    return Message(
        f"A reminder: {escape(title)} It closes on {closes}.",
        (
            section(words),
            *answer,
            context(privacy_line(round_.k, with_text=with_text)),
            actions(
                [button(ids.PULSE_NO_REMINDERS, "No more reminders")],
                block_id=ids.PULSE_NO_REMINDERS,
            ),
        ),
    )


# ---- when it has closed


def render_closed(round_: Round, body: str) -> Message:
    parts = [f"This pulse has closed: {round_.answered or 0:,} of {round_.asked:,} answered."]
    if round_.answered:
        parts.append("All answers have been deleted; what may be shown was kept.")
        parts.append(
            f"<@{round_.owner}> can pull the summary with `{ids.PULSE} summary {round_.id}`, and is "
            "asked to say what will be done about it."
        )
    words = " ".join(parts)
    return Message(words, (header(title_of(round_, body)), section(words)))


def render_cancelled(round_: Round, by: str, body: str) -> Message:
    words = (
        f"<@{by}> has cancelled this pulse. Everything that was answered has been deleted, and nobody "
        "has seen any of it."
    )
    return Message(words, (header(title_of(round_, body)), section(words)))


# ---- which message goes where, under keys that make each of them once


OPENING = "opening"
RESULTS = "results"


def opening(round_: Round, turnout: Turnout, body: str, zone: str) -> Post | Reply:
    message = render_open(round_, turnout, body, zone)
    if round_.thread is not None:
        return _reply(
            round_, OPENING, round_.thread, message, round_.owner, f"your pulse {round_.id}"
        )
    return Post(
        opening_key(round_),
        round_.channel,
        message,
        until=round_.closes_at,
        owner=round_.owner,
        about=f"your pulse {round_.id}",
    )


def opening_key(round_: Round) -> str:
    return _key(round_, OPENING)


def asked(round_: Round, user: str, message: Message) -> DirectMessage:
    return DirectMessage(
        _key(round_, f"ask:{user}"),
        user,
        message,
        unasked=True,
        until=round_.closes_at,
        owner=round_.owner,
        about=f"pulse {round_.id}: {round_.title}",
    )


def reminder(round_: Round, user: str, message: Message) -> DirectMessage:
    """Nobody is told if it does not arrive: that would tell who had not answered."""
    return DirectMessage(
        _key(round_, f"remind:{user}"),
        user,
        message,
        unasked=True,
        until=round_.closes_at,
        about=f"pulse {round_.id}: {round_.title}",
    )


def turnout_changed(round_: Round, turnout: Turnout, body: str, zone: str) -> Update:
    return _update(round_, render_open(round_, turnout, body, zone))


def closed(round_: Round, body: str) -> tuple[Update, DirectMessage]:
    """The channel's message without its button, and a word to whoever looks after it."""
    words = (
        f"Your pulse in <#{round_.channel}> has closed: {round_.answered or 0:,} of "
        f"{round_.asked:,} answered."
    )
    ask = "People gave their time: when you have talked about it, tell them what you did."
    buttons = [button(ids.PULSE_SUMMARY, "See the summary", str(round_.id), style="primary")]
    if round_.answered:
        words = f"{words}\n{ask}"
        buttons.append(_reply_button(round_))
    message = Message(
        f"{words} See it with `{ids.PULSE} summary {round_.id}`.",
        (section(words), actions(buttons)),
    )
    return _update(round_, render_closed(round_, body)), DirectMessage(
        _key(round_, "closed"), round_.owner, message
    )


def _reply_button(round_: Round) -> Element:
    return button(
        ids.PULSE_REPLY,
        "You said, we did …",
        str(round_.id),
        label=f"Write the reply to pulse {round_.id}",
    )


def cancelled(round_: Round, by: str, body: str) -> tuple[Update, Reply]:
    """In the place of the pulse, and in its thread, so that who has answered notices."""
    message = render_cancelled(round_, by, body)
    root = round_.thread or opening_key(round_)
    about = f"the word that pulse {round_.id} was cancelled"
    said = Message(message.text)
    return _update(round_, message), _reply(round_, "cancelled", root, said, round_.owner, about)


def _reply(round_: Round, name: str, root: str, message: Message, owner: str, about: str) -> Reply:
    return Reply(_key(round_, name), root, message, owner=owner, about=about)


def nudge(round_: Round, days: int) -> DirectMessage:
    since = plural(days, "day")
    words = (
        f"Pulse {round_.id} in <#{round_.channel}> closed {since} ago, and those who answered have not "
        "heard yet what came of it. A sentence or two is enough."
    )
    return DirectMessage(
        nudge_key(round_, days),
        round_.owner,
        Message(words, (section(words), actions([_reply_button(round_)]))),
        unasked=True,
        about=f"the reply to pulse {round_.id}",
    )


def nudge_key(round_: Round, days: int) -> str:
    return _key(round_, f"nudge:{days}")


def not_opened(plan: Plan, slot: str, why: str) -> DirectMessage:
    words = (
        f"Your planned pulse “{escape(plan.asks.title)}” in <#{plan.channel}> could not open. {why}"
    )
    return DirectMessage(
        f"{plan_prefix(plan.id)}{slot}:refused",
        plan.owner,
        Message(
            words, (section(words), actions([button(ids.PULSE_START, "Open one by hand", "")]))
        ),
    )


def passed_on(about: str, leaver: str, heir: str, zone: str) -> DirectMessage:
    kind, number, _ = about.split(":")
    what = f"Pulse {number}" if kind == "pulse" else "A pulse that opens by itself"
    words = (
        f"{what} was looked after by <@{leaver}>, who has left. It is yours now: `{ids.PULSE} list` "
        "shows it, and what you can do with it."
    )
    return DirectMessage(f"{about}:{leaver}", heir, Message(words))


def file_not_sent(round_: Round, user: str, kind: str, now: datetime) -> DirectMessage:
    words = (
        f"Slack did not confirm that it took the file of pulse {round_.id}. If it is not here, please "
        f"ask for it again with `{ids.PULSE} export {round_.id}`."
    )
    return DirectMessage(_key(round_, f"file:{kind}:{user}:{now:%s}"), user, Message(words))


# ---- results


def results(report: Report, by: str) -> Iterator[Outgoing]:
    """A post of its own in the channel, with the gap; in its thread the figures, and the trend.

    What was asked in a thread stays in it.
    """
    round_ = report.round
    message = _with_picture(summary.render_results(report), gap_picture(report))
    if round_.thread is not None:
        yield _reply(
            round_, RESULTS, round_.thread, message, by, f"the results of pulse {round_.id}"
        )
    else:
        yield Post(
            _key(round_, RESULTS),
            round_.channel,
            message,
            owner=by,
            about=f"the results of pulse {round_.id}",
        )
    figures = summary.render_figures(report)
    yield _reply(
        round_, "figures", _results(round_), figures, by, f"the figures of pulse {round_.id}"
    )
    trend = trend_picture(report)
    if trend is not None:
        words = f"The rounds of this pulse beside each other. {trend.alt}"
        message = Message(words, (picture_here(trend.alt),), (trend,))
        yield _reply(
            round_, "trend", _results(round_), message, by, f"the trend of pulse {round_.id}"
        )


def _results(round_: Round) -> str:
    """The key of the message in whose thread all about the results is."""
    return round_.thread or _key(round_, RESULTS)


def reply(report: Report) -> tuple[Reply, Update]:
    """Under the results, and on them, so that nobody has to open a thread to see it."""
    round_ = report.round
    message = summary.render_reply(report)
    assert report.reply is not None  # it has just been written
    return (
        _reply(
            round_,
            "reply",
            _results(round_),
            message,
            report.reply.by,
            f"the reply to pulse {round_.id}",
        ),
        Update(
            _key(round_, "results:state"),
            _key(round_, RESULTS),
            _with_picture(summary.render_results(report), gap_picture(report)),
        ),
    )


def charts_for(report: Report, user: str, now: datetime) -> Iterator[DirectMessage]:
    """Both charts for one person; asked for again, they come again."""
    for name, picture in (("gap", gap_picture(report)), ("trend", trend_picture(report))):
        if picture is not None:
            blocks = (section(f"*Pulse {report.round.id}*"), picture_here(picture.alt))
            yield DirectMessage(
                _key(report.round, f"charts:{user}:{name}:{now:%s}"),
                user,
                Message(f"Pulse {report.round.id}. {escape(picture.alt)}", blocks, (picture,)),
            )


def _with_picture(message: Message, picture: Picture | None) -> Message:
    """After the plain words and before the figures."""
    if picture is None:
        return message
    blocks = list(message.blocks)
    blocks.insert(summary.BEFORE_PICTURE, picture_here(picture.alt))
    return Message(message.text, tuple(blocks), (picture,))


def _update(round_: Round, message: Message) -> Update:
    # One key for all, so that a turnout that was planned late cannot follow the closing.
    return Update(_key(round_, "message"), opening_key(round_), message)


def _key(round_: Round, name: str) -> str:
    return f"{key_prefix(round_.id)}{name}"
