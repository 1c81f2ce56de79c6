"""What whoever answers for a questioned number reads and writes, and what comes of it."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    confirm,
    context,
    input_,
    modal,
    plain_text_input,
    section,
)
from bot.blocks.text import day, escape, listed
from bot.domain.comparisons.challenges import ANSWER_WITHIN, MOST_ANSWER, Challenge
from bot.domain.delivery import Block, DirectMessage, Message, Reply, Update
from bot.domain.people import Practice

MOST_PEOPLE = 3
NO_PATIENTS = "Please write nothing that could identify a patient."


def people(users: Sequence[str]) -> str:
    """``@Ann, @Ben, @Cat and 2 more``."""
    named = [f"<@{each}>" for each in users[:MOST_PEOPLE]]
    more = len(users) - MOST_PEOPLE
    return listed([*named, f"{more} more"] if more > 0 else named)


def quoted(words: str) -> str:
    """Each line behind a bar, as Slack draws a quotation."""
    return "\n".join(f">{line}" for line in escape(words).splitlines())


def settling_buttons(challenge: Challenge) -> list[Element]:
    value, topic = str(challenge.id), challenge.indicator.name
    sure = confirm(
        "Settle without words?",
        "They are told that it is settled, and that they can ask you if they want to know more.",
        "Settle it",
        "Not yet",
    )
    return [
        button(ids.CHALLENGE_ANSWER, "Answer", value, style="primary", label=f"Answer: {topic}"),
        button(ids.CHALLENGE_SETTLE, "Settle without words", value, confirm=sure),
    ]


def topic_of(challenge: Challenge) -> str:
    return f"the figures on {challenge.indicator.name}"


def to_owner(
    challenge: Challenge, owner: str, practice: Practice | None, zone: str, why: str = ""
) -> DirectMessage:
    """``practice`` is the asker's; ``why`` says how it came to somebody who was not asked first."""
    return DirectMessage(
        owner_key(challenge, owner),
        owner,
        render_question(challenge, owner, practice, zone, why),
        owner=challenge.raised_by,
        about=f"your question about {topic_of(challenge)}",
    )


def owner_key(challenge: Challenge, owner: str) -> str:
    return f"{challenge.key}:owner:{owner}"


def render_question(
    challenge: Challenge, owner: str, practice: Practice | None, zone: str, why: str = ""
) -> Message:
    """Who asks, about which number, in which words; with the two ways to settle it."""
    asker = f"<@{challenge.raised_by}>" + (f" of {escape(practice.name)}" if practice else "")
    topic = escape(challenge.indicator.name)
    about = "their practice's own figure, which nobody else sees"
    if challenge.channel is not None:
        about = f"the figures in <#{challenge.channel}>"
    since = day(challenge.raised_at, zone)
    blocks = [
        section(f"*A number is questioned: {topic}*"),
        section(f"{asker} asked on {since} about {about}:\n{quoted(challenge.words)}"),
        actions(settling_buttons(challenge)),
        context(*filter(None, (why, _what_then(challenge, owner)))),
    ]
    return Message(f"{asker} questions a number: {topic}.", tuple(blocks))


def why_later() -> str:
    return f"It has waited for an answer for {ANSWER_WITHIN.days} days, so it comes to you too."


def why_left(leaver: str) -> str:
    return f"It was with <@{leaver}>, whose account is closed, so it comes to you."


def _what_then(challenge: Challenge, owner: str) -> str:
    where = f"the thread in <#{challenge.channel}> and to them" if challenge.channel else "them"
    said = f"Your answer goes to {where}. Nobody else learns who asked."
    others = [each for each in challenge.owners if each != owner]
    if others:
        said += f" It is with {people(others)} too: one answer is enough."
    return said


def render_settled(challenge: Challenge) -> Message:
    """What those who were asked see afterwards: there is no more to do."""
    done = "answered it" if challenge.answer is not None else "settled it without words"
    topic = escape(challenge.indicator.name)
    said = f"*A number was questioned: {topic}*\n<@{challenge.answered_by}> {done}."
    blocks = [section(f"{said}\n{quoted(challenge.words)}")]
    if challenge.answer is not None:
        blocks.append(section(f"The answer:\n{quoted(challenge.answer)}"))
    return Message(f"A number was questioned, and that is settled: {topic}.", tuple(blocks))


def settled_at_owners(challenge: Challenge) -> list[Update]:
    message = render_settled(challenge)
    keys = [owner_key(challenge, each) for each in challenge.owners]
    return [Update(f"{key}:state", key, message) for key in keys]


def build_answer_modal(challenge: Challenge) -> View:
    where = (
        f"Everybody in <#{challenge.channel}> can read it in the thread. Please do not say who asked."
        if challenge.channel
        else "Only the person who asked will read it."
    )
    return modal(
        ids.CHALLENGE_REPLY,
        "Answer",
        [
            section(f"*{escape(challenge.indicator.name)}*\n{quoted(challenge.words)}"),
            input_(
                ids.CHALLENGE_REPLY_WORDS,
                "Your answer",
                plain_text_input(ids.CHALLENGE_REPLY_WORDS, multiline=True, max_length=MOST_ANSWER),
                hint=f"What is so, and what you will do about it. {NO_PATIENTS}",
            ),
            context(where),
        ],
        submit="Send",
        private_metadata=str(challenge.id),
    )


def build_answered_modal(challenge: Challenge) -> View:
    where = f"in the thread in <#{challenge.channel}>, and " if challenge.channel else ""
    said = f"Thank you. Your answer is {where}with the person who asked. It is settled."
    return modal("", "Answer", [section(said)], close="Close")


# ---- the answer


def answer_in_thread(challenge: Challenge, thread_key: str) -> Reply:
    said = f"An answer about these numbers, from <@{challenge.answered_by}>:"
    words = quoted(challenge.answer or "")
    return Reply(
        f"{challenge.key}:answer",
        thread_key,
        Message(f"{said} {escape(challenge.answer or '')}", (section(said), section(words))),
        owner=challenge.answered_by,
        about=f"your answer about {topic_of(challenge)}",
    )


def to_asker(challenge: Challenge) -> DirectMessage:
    said = _told(challenge)
    blocks: list[Block] = [section(said)]
    if challenge.answer is not None:
        blocks.append(section(quoted(challenge.answer)))
    if challenge.answer is not None and challenge.channel is not None:
        blocks.append(
            context(f"It is in the thread in <#{challenge.channel}> too, without your name.")
        )
    return DirectMessage(
        f"{challenge.key}:told",
        challenge.raised_by,
        Message(said, tuple(blocks)),
        owner=challenge.answered_by,
        about=f"the answer about {topic_of(challenge)}",
    )


def _told(challenge: Challenge) -> str:
    about = f"Your question about *{escape(challenge.indicator.name)}*"
    if challenge.answer is not None:
        return f"{about} has an answer, from <@{challenge.answered_by}>:"
    return (
        f"{about} was settled by <@{challenge.answered_by}>, without words. If you want to know more, "
        "ask them, or press the button once more."
    )


# ---- reminding, passing on


def reminder(challenge: Challenge, owner: str, zone: str) -> DirectMessage:
    said = (
        f"A question about *{escape(challenge.indicator.name)}* has waited for an answer since "
        f"{day(challenge.raised_at, zone)}. A short one is fine."
    )
    blocks = (section(f"{said}\n{quoted(challenge.words)}"), actions(settling_buttons(challenge)))
    return DirectMessage(
        f"{challenge.key}:reminder:{owner}",
        owner,
        Message(said, blocks),
        unasked=True,
        about=f"a question about {topic_of(challenge)}",
    )
