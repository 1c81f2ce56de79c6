"""The section "To answer": whatever asks this person, what is due first at the top."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.home.parts import WHAT, at_words, rest, topic
from bot.blocks.kit import Element, actions, button, header, section
from bot.blocks.sessions.barriers import quoted, since_words
from bot.blocks.sessions.polls import ASK
from bot.blocks.text import escape, truncate
from bot.domain.delivery import Block
from bot.domain.home import (
    BarrierAsked,
    FigureAsked,
    Home,
    Invited,
    MetAsked,
    PulseAsked,
    Some,
    Vote,
)
from bot.domain.home.answering import Asked

LABEL = 50  # characters of a topic in what a screen reader says


def to_answer(home: Home, most: int) -> Iterator[Block]:
    asked = home.to_answer
    if asked.number:
        yield header("To answer")
        shown = asked.in_order[: most + 3]
        for each in shown:
            yield from _one(each, home)
        yield from rest(Some((), asked.number), len(shown), "they come up here as you answer these")
    for done in asked.answered[:most]:
        yield section(
            f"You have answered {topic(done.title)}, and can change that until "
            f"{at_words(done.by, home.rhythm.zone, home.now)}.",
            button(ids.PULSE_ANSWER, "Change", str(done.round_id), label=f"Change: {done.title}"),
        )


def _one(asked: Asked, home: Home) -> Iterator[Block]:
    match asked:
        case Invited():
            yield from _invited(asked, home)
        case PulseAsked():
            yield _pulse(asked, home)
        case Vote():
            yield _vote(asked, home)
        case MetAsked():
            yield from _met(asked, home)
        case FigureAsked():
            yield _figure(asked)
        case BarrierAsked():
            yield _barrier(asked, home)


def _invited(asked: Invited, home: Home) -> Iterator[Block]:
    place = f", {escape(truncate(asked.place, WHAT))}" if asked.place else ""
    yield section(
        f"{topic(asked.topic)}: can you come to this peer session?\n"
        f"{at_words(asked.by, asked.zone, home.now)}, {asked.minutes} minutes{place}, led by "
        f"<@{asked.lead}>"
    )
    buttons = [
        _answer(ids.SESSION_YES, "Yes", "Yes, I can come", asked, "primary"),
        _answer(ids.SESSION_MAYBE, "Maybe", "Maybe I can come", asked),
        _answer(ids.SESSION_NO, "No", "No, I cannot come", asked),
    ]
    if asked.held is not None:
        label = f"Send me the invitation: {truncate(asked.topic, LABEL)}"
        buttons.append(
            button(ids.HOME_SHOW, "Send me the invitation", str(asked.held), label=label)
        )
    yield actions(buttons)


def _answer(
    action_id: str, words: str, label: str, asked: Invited | MetAsked, style: str | None = None
) -> Element:
    about = truncate(asked.topic, LABEL)
    return button(action_id, words, str(asked.session_id), style=style, label=f"{label}: {about}")


def _pulse(asked: PulseAsked, home: Home) -> Block:
    return section(
        f"{topic(asked.title)}: a short pulse\nCloses {at_words(asked.by, home.rhythm.zone, home.now)}",
        button(ids.PULSE_ANSWER, "Answer", str(asked.round_id), label=f"Answer: {asked.title}"),
    )


def _vote(asked: Vote, home: Home) -> Block:
    words = (
        f"{topic(asked.topic)}: when could you meet?\n<@{asked.lead}> asks until "
        f"{at_words(asked.by, asked.zone, home.now)}"
    )
    label = f"Say when you can: {truncate(asked.topic, LABEL)}"
    return section(
        words, button(ids.POLL_SAY, "Say when you can", f"{asked.poll_id} {ASK}", label=label)
    )


def _met(asked: MetAsked, home: Home) -> Iterator[Block]:
    yield section(
        f"{topic(asked.topic)}: did you meet?\n"
        f"It was planned for {at_words(asked.starts_at, asked.zone, home.now)}"
    )
    yield actions(
        [
            _answer(ids.SESSION_MET, "Yes, we met", "Yes, we met", asked, "primary"),
            _answer(ids.SESSION_NOT_MET, "No", "No, we did not meet", asked),
        ]
    )


def _figure(asked: FigureAsked) -> Block:
    words = quoted(truncate(asked.words, WHAT))
    label = f"Reply: {truncate(asked.figure, LABEL)}"
    return section(
        f"{topic(asked.figure)}: a question about this figure\n{words}",
        button(ids.CHALLENGE_ANSWER, "Reply", str(asked.challenge_id), label=label),
    )


def _barrier(asked: BarrierAsked, home: Home) -> Block:
    barrier = asked.barrier
    since = since_words(barrier, home.today, home.rhythm.zone)
    label = f"Reply: {truncate(barrier.what, LABEL)}"
    return section(
        f"{topic(barrier.topic)}: a barrier for you to answer\n"
        f"{quoted(truncate(barrier.what, WHAT))}\nIt was {since}",
        button(ids.BARRIER_REPLY, "Reply", str(barrier.id), label=label),
    )
