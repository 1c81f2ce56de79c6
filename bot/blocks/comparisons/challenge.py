"""Questioning a number: the forms, what whoever answers reads, and what the channel sees of it."""

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
from bot.blocks.text import day, either, escape, listed, plural
from bot.domain.comparisons.challenges import (
    ANSWER_WITHIN,
    MOST_ANSWER,
    MOST_WORDS,
    About,
    Asking,
    Challenge,
    Listed,
    Questioned,
)
from bot.domain.delivery import Block, DirectMessage, Message, Reply, Update
from bot.domain.people import Practice

LABEL = "Challenge this number"
NO_PATIENTS = "Please write nothing that could identify a patient."


def challenge_button(about: About, topic: str) -> Element:
    """For a snippet, or for a private answer."""
    label = f"Ask whoever answers for it: {topic}"
    return button(ids.CHALLENGE_START, LABEL, about.value, label=label)


# ---- asking


def build_challenge_modal(asking: Asking) -> View:
    """What is wrong, in one's own words; with who answers and who sees what."""
    return modal(
        ids.CHALLENGE_NEW,
        LABEL,
        [
            section(f"*{escape(asking.indicator.question)}*\n{_goes_to(asking)}"),
            input_(
                ids.CHALLENGE_WORDS,
                "What is wrong with it?",
                plain_text_input(ids.CHALLENGE_WORDS, multiline=True, max_length=MOST_WORDS),
                hint=f"In your own words. {NO_PATIENTS}",
            ),
        ],
        submit="Send",
        private_metadata=asking.about.value,
    )


def _goes_to(asking: Asking) -> str:
    who = either([f"<@{each}>" for each in asking.owners])
    said = f"This goes to {who}, who will see your name and your practice."
    if asking.managers_later:
        said += f" Without an answer in {ANSWER_WITHIN.days} days it goes to the managers too."
    if asking.channel is None:
        return f"{said} Nobody else sees it. The answer comes to you."
    return (
        f"{said} In <#{asking.channel}> people see that a number is questioned, never by whom or why. "
        "The answer comes to you, and into the thread there."
    )


def build_sent_modal(challenge: Challenge) -> View:
    who = either([f"<@{each}>" for each in challenge.owners])
    said = f"Thank you. Your question is with {who}; I will tell you when there is an answer."
    if challenge.channel is not None:
        said += f" In <#{challenge.channel}> it says that a number is being questioned."
    return modal("", LABEL, [section(said)], close="Close")


# ---- what others see


def questioned_words(found: Questioned, zone: str) -> str:
    """Below a snippet, for everybody."""
    if found.since is not None:
        since = day(found.since, zone)
        if found.open == 1:
            return f"One number here is being questioned since {since}; the answer comes in the thread."
        return (
            f"Numbers here are being questioned ({found.open} open questions), the first since "
            f"{since}; the answers come in the thread."
        )
    if found.answered:
        return "A number here was questioned and answered: see the thread."
    return "A number here was questioned, and that is settled."


def questioned_privately(found: Questioned | None, zone: str) -> str:
    """In a practice's own answer; nothing where nothing is open."""
    if found is None or found.since is None:
        return ""
    return f"These figures are being questioned since {day(found.since, zone)}."


# ---- whoever answers


def to_owner(
    challenge: Challenge, owner: str, practice: Practice | None, zone: str, why: str = ""
) -> DirectMessage:
    """``practice`` is the asker's; ``why`` says how it came to somebody who was not asked first."""
    return DirectMessage(
        owner_key(challenge, owner),
        owner,
        render_question(challenge, owner, practice, zone, why),
        owner=challenge.raised_by,
        about=f"your question about {_topic(challenge)}",
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
        section(f"{asker} asked on {since} about {about}:\n{_quoted(challenge.words)}"),
        actions(_settling(challenge)),
        context(*filter(None, (why, _what_then(challenge, owner)))),
    ]
    return Message(f"{asker} questions a number: {topic}.", tuple(blocks))


def why_later() -> str:
    return f"It has waited for an answer for {ANSWER_WITHIN.days} days, so it comes to you too."


def why_left(leaver: str) -> str:
    return f"It was with <@{leaver}>, whose account is closed, so it comes to you."


def _quoted(words: str) -> str:
    """Each line behind a bar, as Slack draws a quotation."""
    return "\n".join(f">{line}" for line in escape(words).splitlines())


def _settling(challenge: Challenge) -> list[Element]:
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


def _what_then(challenge: Challenge, owner: str) -> str:
    where = f"the thread in <#{challenge.channel}> and to them" if challenge.channel else "them"
    said = f"Your answer goes to {where}. Nobody else learns who asked."
    others = [f"<@{each}>" for each in challenge.owners if each != owner]
    if others:
        said += f" It is with {listed(others)} too: one answer is enough."
    return said


def render_settled(challenge: Challenge) -> Message:
    """What those who were asked see afterwards: there is no more to do."""
    done = "answered it" if challenge.answer is not None else "settled it without words"
    topic = escape(challenge.indicator.name)
    said = f"*A number was questioned: {topic}*\n<@{challenge.answered_by}> {done}."
    blocks = [section(f"{said}\n{_quoted(challenge.words)}")]
    if challenge.answer is not None:
        blocks.append(section(f"The answer:\n{_quoted(challenge.answer)}"))
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
            section(f"*{escape(challenge.indicator.name)}*\n{_quoted(challenge.words)}"),
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
    words = _quoted(challenge.answer or "")
    return Reply(
        f"{challenge.key}:answer",
        thread_key,
        Message(f"{said} {escape(challenge.answer or '')}", (section(said), section(words))),
        owner=challenge.answered_by,
        about=f"your answer about {_topic(challenge)}",
    )


def to_asker(challenge: Challenge) -> DirectMessage:
    said = _told(challenge)
    blocks: list[Block] = [section(said)]
    if challenge.answer is not None:
        blocks.append(section(_quoted(challenge.answer)))
    if challenge.answer is not None and challenge.channel is not None:
        blocks.append(
            context(f"It is in the thread in <#{challenge.channel}> too, without your name.")
        )
    return DirectMessage(
        f"{challenge.key}:told",
        challenge.raised_by,
        Message(said, tuple(blocks)),
        owner=challenge.answered_by,
        about=f"the answer about {_topic(challenge)}",
    )


def _told(challenge: Challenge) -> str:
    about = f"Your question about *{escape(challenge.indicator.name)}*"
    if challenge.answer is not None:
        return f"{about} has an answer, from <@{challenge.answered_by}>:"
    return (
        f"{about} was settled by <@{challenge.answered_by}>, without words. If you want to know more, "
        "ask them, or press the button once more."
    )


def _topic(challenge: Challenge) -> str:
    return f"the figures on {challenge.indicator.name}"


# ---- reminding, passing on


def reminder(challenge: Challenge, owner: str, zone: str) -> DirectMessage:
    said = (
        f"A question about *{escape(challenge.indicator.name)}* has waited for an answer since "
        f"{day(challenge.raised_at, zone)}. A short one is fine."
    )
    blocks = (section(f"{said}\n{_quoted(challenge.words)}"), actions(_settling(challenge)))
    return DirectMessage(
        f"{challenge.key}:reminder:{owner}",
        owner,
        Message(said, blocks),
        unasked=True,
        about=f"a question about {_topic(challenge)}",
    )


# ---- the list


def render_challenges(listed_for: Listed, zone: str) -> Message:
    """What waits for the reader's answer, what is open besides (never by whom), what they asked."""
    blocks: list[Block] = []
    if listed_for.to_answer:
        blocks.append(section("*Waiting for your answer*"))
    for each in listed_for.to_answer[:AT_ONCE]:
        blocks.append(section(f"{_line(each, zone)}\n{_quoted(each.words)}"))
        blocks.append(actions(_settling(each)))
    blocks += _part("Open", listed_for.overseen, zone)
    blocks += _part("Asked by you", listed_for.mine, zone)
    if not blocks:
        return Message(NONE_OPEN, (section(NONE_OPEN),))
    number = listed_for.number
    return Message(f"{plural(number, 'number is', 'numbers are')} being questioned.", tuple(blocks))


AT_ONCE = 15  # of each kind: the list is one message
NONE_OPEN = f"No number is being questioned. Below any figure there is a button for it: “{LABEL}”."


def _part(title: str, challenges: Sequence[Challenge], zone: str) -> list[Block]:
    lines = [f"• {_line(each, zone)} {_with(each)}" for each in challenges[:AT_ONCE]]
    if len(challenges) > AT_ONCE:
        lines.append(f"… and {len(challenges) - AT_ONCE} more.")
    return [section("\n".join([f"*{title}*", *lines]))] if lines else []


def _line(challenge: Challenge, zone: str) -> str:
    where = f" in <#{challenge.channel}>" if challenge.channel else ""
    since = day(challenge.raised_at, zone)
    return f"{escape(challenge.indicator.name)}{where}, since {since}."


def _with(challenge: Challenge) -> str:
    return f"With {either([f'<@{each}>' for each in challenge.owners])}."
