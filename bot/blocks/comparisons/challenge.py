"""Questioning a number: the form, what the channel sees of it, and the list of what is open."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.blocks.comparisons.settling import NO_PATIENTS, people, quoted, settling_buttons
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    input_,
    modal,
    plain_text_input,
    section,
)
from bot.blocks.text import day, escape, plural, truncate
from bot.domain.comparisons.challenges import (
    ANSWER_WITHIN,
    MOST_WORDS,
    About,
    Asking,
    Challenge,
    Listed,
    Questioned,
)
from bot.domain.delivery import Block, Message

LABEL = "Challenge this number"


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
    said = f"This goes to {people(asking.owners)}, who will see your name and your practice."
    if asking.managers_later:
        said += f" Without an answer in {ANSWER_WITHIN.days} days it goes to the managers too."
    if asking.channel is None:
        return f"{said} Nobody else sees it. The answer comes to you."
    return (
        f"{said} In <#{asking.channel}> people see that a number is questioned, never by whom or why. "
        "The answer comes to you, and into the thread there."
    )


def build_sent_modal(challenge: Challenge) -> View:
    who = people(challenge.owners)
    said = f"Thank you. Your question is with {who}. I will tell you when there is an answer."
    if challenge.channel is not None:
        said += f" In <#{challenge.channel}> it says that a number is being questioned."
    return modal("", LABEL, [section(said)], close="Close")


# ---- what others see


def questioned_words(found: Questioned, zone: str, below: str | None = None) -> str:
    """Below a snippet, for everybody. ``below``: the channel that has it, where this is a copy."""
    thread = f"the thread below the comparison in <#{below}>" if below else "the thread"
    if found.since is None:
        if found.answered:
            return f"A number here was questioned and answered: see {thread}."
        return "A number here was questioned, and that is settled."
    since = day(found.since, zone)
    if found.open == 1:
        return f"One number here is being questioned (since {since}): the answer comes in {thread}."
    return (
        f"Numbers here are being questioned ({found.open} questions, the first on {since}): the answers "
        f"come in {thread}."
    )


def questioned_privately(found: Questioned | None, zone: str) -> str:
    """In a practice's own answer; nothing where nothing is open."""
    if found is None or found.since is None:
        return ""
    return f"A number here is being questioned (since {day(found.since, zone)})."


# ---- the list


def render_challenges(listed_for: Listed, zone: str) -> Message:
    """What waits for the reader's answer, what is open besides (never by whom), what they asked."""
    blocks: list[Block] = []
    if listed_for.to_answer:
        blocks.append(section("*Waiting for your answer*"))
    for each in listed_for.to_answer[:AT_ONCE]:
        blocks.append(section(f"{_line(each, zone)}\n{quoted(truncate(each.words, A_GLANCE))}"))
        blocks.append(actions(settling_buttons(each)))
    if len(listed_for.to_answer) > AT_ONCE:
        blocks.append(section(_more(listed_for.to_answer)))
    blocks += _part("Open", listed_for.overseen, zone)
    blocks += _part("Asked by you", listed_for.mine, zone)
    if not blocks:
        return Message(NONE_OPEN, (section(NONE_OPEN),))
    number = listed_for.number
    return Message(f"{plural(number, 'number is', 'numbers are')} being questioned.", tuple(blocks))


AT_ONCE = 8  # of each kind: the list is one message
A_GLANCE = 200  # characters of a question in it
NONE_OPEN = f"No number is being questioned. Below any figure there is a button for it: “{LABEL}”."


def _part(title: str, challenges: Sequence[Challenge], zone: str) -> list[Block]:
    lines = [f"• {_line(each, zone)} {_with(each)}" for each in challenges[:AT_ONCE]]
    if len(challenges) > AT_ONCE:
        lines.append(_more(challenges))
    return [section("\n".join([f"*{title}*", *lines]))] if lines else []


def _more(challenges: Sequence[Challenge]) -> str:
    return f"… and {len(challenges) - AT_ONCE} more."


def _line(challenge: Challenge, zone: str) -> str:
    where = f" in <#{challenge.channel}>" if challenge.channel else ""
    since = day(challenge.raised_at, zone)
    return f"{escape(challenge.indicator.name)}{where}, since {since}."


def _with(challenge: Challenge) -> str:
    return f"With {people(challenge.owners)}."
