"""The form that sets a peer session up within a minute: what is known is filled in already."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    conversations_select,
    datepicker,
    divider,
    input_,
    modal,
    multi_select,
    multi_users_select,
    option,
    plain_text_input,
    section,
    select,
    timepicker,
    users_select,
)
from bot.blocks.sessions.messages import nobody_yet
from bot.blocks.text import day, escape, plural, truncate
from bot.domain.delivery import Block
from bot.domain.sessions import LENGTHS, MATCHED, PLACE_MAX, TOPIC_MAX, Format, Setup
from bot.domain.sessions.choice import Begun, Choice

LENGTH_WORDS = {
    45: "45 minutes: with time for one practice's story and for reasons",
    20: "20 minutes: a tea break, the same in short",
}
BY_NUMBER = "by_number"  # in place of a format: it follows from how many practices are chosen
FORMAT_WORDS = {
    None: "By how many practices I choose",
    Format.PAIR: "Pair: two practices",
    Format.TRIO: "Trio: three practices",
    Format.SMALL_GROUP: "Small group: up to eight practices",
    Format.LOCALITY: "Whole locality: all practices",
    Format.VIRTUAL_MDT: "Virtual MDT: with guests",
}
GUESTS_MAX = 600  # characters: the form's own memory is small
REPEATS_MAX = 100
TURN = "~"  # between a field's name and how often the form was begun afresh


def field(name: str, choice: Choice) -> str:
    """The id of a field: another one forgets what was typed before the form was begun afresh."""
    return f"{name}{TURN}{choice.turn}" if choice.turn else name


def build_setup_modal(begun: Begun) -> View:
    """Few fields; the others are one press away, and are shown where something is chosen in them."""
    setup, choice = begun.setup, begun.choice
    blocks = [
        *_said(begun),
        *_what(setup, choice),
        *_whom(setup, choice),
        *_where(choice),
        *_when(setup, choice),
        *(_rarer(begun) if choice.more else ()),
        actions(list(_buttons(choice)), block_id=field(ids.SESSION_MORE, choice)),
    ]
    view = modal(
        ids.SESSION_NEW,
        "Peer session",
        blocks,
        submit="Preview",
        private_metadata=choice.to_text(),
    )
    return view | {"notify_on_close": True}


def _said(begun: Begun) -> Iterator[Block]:
    if begun.note:
        yield section(begun.note)
    if begun.draft_at is not None:
        began = day(begun.draft_at, begun.setup.zone)
        if begun.is_draft:
            yield section(
                f"You began this on {began}.",
                button(ids.SESSION_AFRESH, "Begin afresh", label="Begin afresh with an empty form"),
                block_id=ids.SESSION_AFRESH,
            )
        else:
            yield section(
                f"You began another one on {began} and have not sent it. It gives way to this one as "
                "soon as you go on here.",
                button(ids.SESSION_TAKE_UP, "Take it up", label="Take up the one begun earlier"),
                block_id=ids.SESSION_TAKE_UP,
            )
    if begun.figures:
        yield section(f"About the figures that were posted: *{escape(begun.figures)}*.")


# ---- what, who


def _what(setup: Setup, choice: Choice) -> Iterator[Block]:
    yield input_(
        field(ids.SESSION_TOPIC, choice),
        "Topic",
        plain_text_input(
            ids.SESSION_TOPIC,
            truncate(choice.topic, TOPIC_MAX) or None,
            max_length=TOPIC_MAX,
            placeholder="What would you like to compare notes on?",
        ),
    )
    formats = [option(words, each or BY_NUMBER) for each, words in FORMAT_WORDS.items()]
    yield input_(
        field(ids.SESSION_FORMAT, choice),
        "Format",
        select(ids.SESSION_FORMAT, formats, choice.format or BY_NUMBER),
        dispatch=True,
    )


def _whom(setup: Setup, choice: Choice) -> Iterator[Block]:
    if choice.format is Format.LOCALITY:
        practices = len(setup.practices)
        words = f"All {plural(practices, 'practice')} are invited."
        yield section(f"{words} {nobody_yet(setup.empty)}" if setup.empty else words)
        return
    yield input_(
        field(ids.SESSION_PRACTICES, choice),
        "Practices",
        _practices_select(setup, choice),
        hint=nobody_yet(setup.empty) if setup.empty else None,
    )
    if choice.format is Format.VIRTUAL_MDT:
        yield from _guests(choice)


def _practices_select(setup: Setup, choice: Choice) -> Element:
    return multi_select(
        ids.SESSION_PRACTICES,
        [
            option(
                practice.name,
                practice.ods_code,
                plural(members, "person", "people") if members else "nobody in Slack yet",
            )
            for practice, members in setup.people
        ],
        choice.ods_codes,
        placeholder="Choose practices",
    )


def _without(setup: Setup, choice: Choice) -> Iterator[Block]:
    """Members whom no practice brings in."""
    if setup.without:
        yield input_(
            field(ids.SESSION_GUEST_USERS, choice),
            "Without a practice",
            multi_users_select(ids.SESSION_GUEST_USERS, choice.guest_users),
            hint=f"{plural(setup.without, 'member')} of the group, such as locums: name whom you invite.",
            optional=True,
        )


def _guests(choice: Choice) -> Iterator[Block]:
    yield input_(
        field(ids.SESSION_GUEST_USERS, choice),
        "Guests who are in this Slack",
        multi_users_select(ids.SESSION_GUEST_USERS, choice.guest_users),
        hint="They are invited like everybody, and see no practice's figures.",
        optional=True,
    )
    yield input_(
        field(ids.SESSION_GUESTS, choice),
        "Other guests",
        plain_text_input(
            ids.SESSION_GUESTS,
            choice.guests or None,
            multiline=True,
            max_length=GUESTS_MAX,
            placeholder="Dr Ann Example, hospital specialist",
        ),
        hint="One a line: the name, a comma, and “hospital specialist”, “patient representative” or "
        "“neighbouring body”. You get a calendar file to send on to them.",
        optional=True,
    )


# ---- where, when


def _where(choice: Choice) -> Iterator[Block]:
    yield input_(
        field(ids.SESSION_CHANNEL, choice),
        "Channel where the thread opens",
        conversations_select(ids.SESSION_CHANNEL, choice.channel),
    )
    yield input_(
        field(ids.SESSION_PLACE, choice),
        "Place or link",
        plain_text_input(ids.SESSION_PLACE, choice.place or None, max_length=PLACE_MAX),
        hint="A room, or the link of a video meeting. Without one you meet in the thread.",
        optional=True,
    )


def _when(setup: Setup, choice: Choice) -> Iterator[Block]:
    if choice.finding:
        yield section(
            "*When:* you propose up to eight times in the next step, and everybody says which suit."
        )
        return
    yield input_(field(ids.SESSION_DATE, choice), "Date", datepicker(ids.SESSION_DATE, choice.day))
    yield input_(
        field(ids.SESSION_TIME, choice),
        "Time",
        timepicker(ids.SESSION_TIME, choice.clock),
        hint=f"Local time ({setup.zone}).",
    )


def _buttons(choice: Choice) -> Iterator[Element]:
    if choice.finding:
        yield button(ids.SESSION_FIND, "Choose one time myself")
    else:
        yield button(
            ids.SESSION_FIND, "Find a time together", "yes", label="Find a time together, by a vote"
        )
    if not choice.more:
        yield button(
            ids.SESSION_MORE,
            "More options",
            label="More options: length, figures, facilitator, places, repeating",
        )


# ---- what most do not need


def _rarer(begun: Begun) -> Iterator[Block]:
    setup, choice = begun.setup, begun.choice
    yield divider()
    lengths = [option(words, str(length)) for length, words in LENGTH_WORDS.items()]
    yield input_(
        field(ids.SESSION_LENGTH, choice),
        "Length",
        select(ids.SESSION_LENGTH, lengths, str(choice.minutes or LENGTHS[0])),
    )
    if choice.format is not Format.VIRTUAL_MDT and choice.format not in MATCHED:
        yield from _without(setup, choice)
    if setup.indicators and choice.snippet_id is None:
        figures = [option(name, key) for key, name in setup.indicators]
        yield input_(
            field(ids.SESSION_INDICATOR, choice),
            "Figures to look at",
            select(ids.SESSION_INDICATOR, figures, choice.indicator_key),
            hint="They are shown in the thread as they are when it opens.",
            optional=True,
        )
    yield input_(
        field(ids.SESSION_FACILITATOR, choice),
        "Facilitator",
        users_select(ids.SESSION_FACILITATOR, choice.facilitator),
        hint="Left empty, it is you.",
        optional=True,
    )
    yield input_(
        field(ids.SESSION_PLACES, choice),
        "Room for how many people",
        plain_text_input(ids.SESSION_PLACES, choice.places or None, max_length=3),
        hint="When all places are taken, others wait for one. Left empty, there is room for everybody.",
        optional=True,
    )
    if not choice.finding:
        yield input_(
            field(ids.SESSION_REPEATS, choice),
            "Comes again",
            plain_text_input(
                ids.SESSION_REPEATS,
                choice.repeats or None,
                max_length=REPEATS_MAX,
                placeholder="every first Tuesday at 13:00",
            ),
            hint="In plain words, such as “monthly” or “every other Thursday at 12:30”. People are "
            "invited two weeks before each.",
            optional=True,
        )
