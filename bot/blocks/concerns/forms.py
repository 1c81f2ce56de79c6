"""The forms of concerns: raising one, reading and answering, passing one on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import ids
from bot.blocks.concerns.words import (
    NO_PATIENTS,
    RAISE,
    SEALED,
    kept_words,
    named_words,
    reopen_button,
    subject,
)
from bot.blocks.kit import (
    View,
    actions,
    checkboxes,
    context,
    input_,
    modal,
    option,
    person_option,
    plain_section,
    plain_text_input,
    radio,
    section,
)
from bot.blocks.text import day, escape, when
from bot.domain.concerns import (
    MOST_WORDS,
    REOPENED_WITHIN,
    About,
    Concern,
    Exchange,
    Line,
    Readers,
)
from bot.domain.delivery import Block

SHOWN = 40  # lines of an exchange, the newest: a form has room for 100 blocks
SETTLES = "settles"
UNREADABLE = (
    "This cannot be opened: the key that it was sealed with is no longer there. Whoever looks after "
    "Peerbot can put the old key back beside the new one."
)


@dataclass(frozen=True, slots=True)
class Begun:
    """What the form begins with: what is known of the thing, and what was typed before."""

    about: About | None = None
    title: str = ""
    words: str = ""


def form_metadata(title: str, to: str) -> str:
    return json.dumps({"title": title, "to": to})


def parse_metadata(text: str) -> tuple[str, str]:
    """What it is about, and whom the form named."""
    kept = json.loads(text)
    return kept["title"], kept["to"]


# ---- raising one


def build_raise_modal(readers: Readers, begun: Begun, said: str = "") -> View:
    """``said`` is why the form comes again, with what was typed in it."""
    if readers.nobody:
        return build_nobody_modal(readers, begun.words)
    blocks = [section(f"*{said}*")] if said else []
    blocks.append(section(_who_reads(readers)))
    if not readers.named:
        blocks.append(_manager_input(readers, "Who should hear of it?"))
    if begun.title:
        blocks.append(section(f"*About:* {escape(begun.title)}"))
    blocks += [
        input_(
            ids.CONCERN_ABOUT,
            "What is it about?",
            radio(ids.CONCERN_ABOUT, [option(_label(each), each) for each in About], begun.about),
        ),
        input_(
            ids.CONCERN_WORDS,
            "What is your concern?",
            plain_text_input(
                ids.CONCERN_WORDS, begun.words or None, multiline=True, max_length=MOST_WORDS
            ),
            hint=f"In your own words; a line is enough. {NO_PATIENTS}",
        ),
        context(f"{SEALED} {kept_words(readers.kept_days)}"),
    ]
    return modal(
        ids.CONCERN_NEW,
        RAISE,
        blocks,
        submit="Send it",
        private_metadata=form_metadata(begun.title, readers.named),
    )


def _label(about: About) -> str:
    return f"{about.words[0].upper()}{about.words[1:]}"


def _who_reads(readers: Readers) -> str:
    """Who will, and nobody else; the words for the case that nobody is named."""
    only = (
        "Only the two of you see it: no lead and no administrator, and it is in no list and no "
        "export. Your name goes with it, so that you can be answered."
    )
    if readers.named:
        return f"{named_words(readers)} reads this and answers you. {only}"
    if readers.is_named_self:
        first = "Concerns come to you here, so yours goes to a manager instead."
    else:
        first = (
            "The group has not yet named somebody to hear concerns. You can take yours to a manager "
            "instead, or close this and keep it to yourself: you decide."
        )
    return f"{first} Only the one whom you choose hears of it. {only}"


def _manager_input(readers: Readers, label: str) -> Block:
    options = [person_option(each) for each in readers.managers]
    only = readers.managers[0] if len(readers.managers) == 1 and readers.is_named_self else None
    return input_(ids.CONCERN_TO, label, radio(ids.CONCERN_TO, options, only))


def build_nobody_modal(readers: Readers, written: str = "") -> View:
    """``written``: what somebody typed before it was known, which is given back to them."""
    who = "no other manager" if readers.is_named_self else "nobody yet"
    words = (
        f"There is {who} here to whom I could take a concern, so nothing is sent. Your Local Medical "
        "Committee (LMC) hears you without me. Whoever set Peerbot up can name somebody for concerns, "
        "and then this form reaches them."
    )
    blocks = [section(words)]
    if written:
        blocks += [section("*What you wrote, to copy:*"), plain_section(written)]
    return modal("", RAISE, blocks, close="Close")


def build_raised_modal(concern: Concern) -> View:
    """What the form becomes."""
    words = (
        f"Thank you. <@{concern.asked_of}> is told that there is a concern, and reads it here. I tell "
        f"you when there is an answer. Until it is settled you find it on your Home tab, and with "
        f"`{ids.PEERBOT} concerns`."
    )
    return build_said_modal(words)


def build_said_modal(words: str) -> View:
    return modal("", "A concern", [section(words)], close="Close")


# ---- reading and answering


def build_exchange_modal(exchange: Exchange, user: str, now: datetime, zone: str) -> View:
    """All that was said, and while it is open a box for more."""
    concern = exchange.concern
    blocks = [section(_heading(concern, user)), *_lines(exchange.lines, zone)]
    if not concern.is_open:
        return modal("", "A concern", [*blocks, *_settled(concern, user, now, zone)], close="Close")
    mine = user == concern.raised_by
    blocks += [
        input_(
            ids.CONCERN_LINE,
            "Anything more" if mine else "Your answer",
            plain_text_input(ids.CONCERN_LINE, multiline=True, max_length=MOST_WORDS),
            hint=f"Only the two of you can read it. {NO_PATIENTS}",
            optional=True,
        ),
        input_(
            ids.CONCERN_SETTLES,
            "Is it settled?",
            checkboxes(ids.CONCERN_SETTLES, [option("For me it is settled", SETTLES)]),
            hint=None if mine else "Whoever raised it is asked, and can open it again.",
            optional=True,
        ),
    ]
    return modal(
        ids.CONCERN_SAY, "A concern", blocks, submit="Send", private_metadata=str(concern.id)
    )


def _heading(concern: Concern, user: str) -> str:
    if user == concern.raised_by:
        who = f"You raised it with <@{concern.asked_of}>."
    else:
        who = f"<@{concern.raised_by}> raised it with you."
    return f"*{subject(concern)}*\n{who} Only the two of you see it."


def _lines(lines: tuple[Line, ...], zone: str) -> Iterator[Block]:
    if len(lines) > SHOWN:
        yield context(f"The {SHOWN} newest of {len(lines)} are shown.")
    for each in lines[-SHOWN:]:
        yield section(f"*<@{each.author}>*, {when(each.said_at, zone)}:")
        yield section(UNREADABLE) if each.words is None else plain_section(each.words)


def _settled(concern: Concern, user: str, now: datetime, zone: str) -> Iterator[Block]:
    assert concern.settled_at is not None
    by = "you" if concern.settled_by == user else f"<@{concern.settled_by}>"
    words = f"*Settled* on {day(concern.settled_at, zone)}, says {by}."
    if not concern.may_reopen(user, now):
        yield section(words)
        return
    until = day(concern.settled_at + REOPENED_WITHIN, zone)
    yield section(f"{words} You can open it again until {until}.")
    yield actions([reopen_button(concern)])


# ---- passing one on


def build_hand_modal(concern: Concern, readers: Readers) -> View:
    """For whoever raised it: to whom it would go, with all that was said."""
    if readers.nobody:
        return build_said_modal(
            "There is nobody here yet to whom I could pass it on. It stays as it is, and this button "
            f"goes on working. `{ids.PEERBOT} concerns` shows it."
        )
    to = f"{named_words(readers)} would read it" if readers.named else "A manager would read it"
    words = (
        f"*{subject(concern)}*\nYou told <@{concern.asked_of}>, in confidence. {to}, with all that was "
        "written, and answer you. Whoever has it now sees it no longer. Nothing is passed on unless "
        "you press the button."
    )
    blocks = [section(words)]
    if not readers.named:
        blocks.append(_manager_input(readers, "To whom?"))
    return modal(
        ids.CONCERN_HAND,
        "Pass it on?",
        blocks,
        submit="Pass it on",
        close="Leave it",
        private_metadata=form_metadata(str(concern.id), readers.named),
    )
