"""What is said about a round of matching: its form, the dry run, and the word to the channel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    confirm,
    context,
    conversations_select,
    datepicker,
    divider,
    header,
    input_,
    modal,
    multi_select,
    multi_users_select,
    option,
    plain_text_input,
    radio,
    section,
    select,
    timepicker,
)
from bot.blocks.sessions.messages import names
from bot.blocks.sessions.setting_up import LENGTH_WORDS
from bot.blocks.text import escape, plural, when
from bot.domain.delivery import Block, Message
from bot.domain.matching import ROUNDS_APART, What
from bot.domain.matching.rounds import Group, LeftOut, Round, RoundState
from bot.domain.sessions import LENGTHS, PLACE_MAX, TOPIC_MAX, Setup

GROUPS_SHOWN = 8  # on a page
LEFT_OUT_SHOWN = 12
UNSENT_SHOWN = 5

WHAT_WORDS = {
    What.PAIRS: "Pairs: two practices, three where the number is odd",
    What.TRIOS: "Trios: three practices, two or four where it does not divide",
    What.FOURS: "Groups of about four practices",
    What.GROUPS: "Groups of about five practices",
    What.SIXES: "Groups of about six practices",
}
ROUNDS_WORDS = {
    "0": "However recently they met",
    "1": "If they met in the last round, find others",
    "3": "If they met in the last 3 rounds, find others",
    "6": "If they met in the last 6 rounds, find others",
}


USUAL_CLOCK = "13:00"


# ---- asking for a round


@dataclass(frozen=True, slots=True)
class Said:
    """What the form opens with: what was said already, and what most want."""

    day: str  # YYYY-MM-DD
    topic: str = ""
    what: What = What.PAIRS
    indicator_key: str | None = None
    ods_codes: tuple[str, ...] = ()
    clock: str = USUAL_CLOCK
    minutes: int = LENGTHS[0]


def build_match_modal(setup: Setup, channel: str | None, said: Said | None = None) -> View:
    said = said or Said(setup.day.isoformat())
    lengths = [option(words, str(length)) for length, words in LENGTH_WORDS.items()]
    blocks = [
        section(
            "I put practices together that are alike, that have asked for it, and that have not "
            "met lately. You see the groups first: nothing is sent before you press *Send*."
        ),
        input_(
            ids.SESSION_TOPIC,
            "Topic",
            plain_text_input(
                ids.SESSION_TOPIC,
                said.topic or None,
                max_length=TOPIC_MAX,
                placeholder="What would you like to compare notes on?",
            ),
        ),
        input_(
            ids.MATCH_WHAT,
            "How many together?",
            radio(
                ids.MATCH_WHAT,
                [option(words, each) for each, words in WHAT_WORDS.items()],
                said.what,
            ),
        ),
        input_(
            ids.SESSION_PRACTICES,
            "Practices",
            multi_select(
                ids.SESSION_PRACTICES,
                _practices(setup),
                said.ods_codes,
                placeholder="All practices",
            ),
            hint="Left empty, it is all of them.",
            optional=True,
        ),
        input_(
            ids.SESSION_CHANNEL,
            "Channel where the threads open",
            conversations_select(ids.SESSION_CHANNEL, channel),
        ),
        input_(ids.SESSION_DATE, "Date", datepicker(ids.SESSION_DATE, said.day)),
        input_(
            ids.SESSION_TIME,
            "Time",
            timepicker(ids.SESSION_TIME, said.clock),
            hint=f"For all groups, local time ({setup.zone}). A group can be moved later.",
        ),
        input_(
            ids.SESSION_LENGTH, "Length", select(ids.SESSION_LENGTH, lengths, str(said.minutes))
        ),
        input_(
            ids.MATCH_ROUNDS,
            "Practices that have met before",
            select(
                ids.MATCH_ROUNDS,
                [option(words, value) for value, words in ROUNDS_WORDS.items()],
                str(ROUNDS_APART),
            ),
        ),
        input_(
            ids.MATCH_FACILITATORS,
            "Facilitators",
            multi_users_select(ids.MATCH_FACILITATORS),
            hint="One to a group, as far as they go: their own group, or any if they are in none. "
            "Everywhere else it is the turn of somebody in the group.",
            optional=True,
        ),
        input_(
            ids.SESSION_PLACE,
            "Place or link",
            plain_text_input(ids.SESSION_PLACE, max_length=PLACE_MAX),
            hint="The same for all groups. Without one they meet in their threads.",
            optional=True,
        ),
    ]
    if setup.indicators:
        blocks.insert(3, _indicator(setup, said.indicator_key))
    return modal(ids.MATCH_NEW, "Match practices", blocks, submit="Show me the groups")


def _practices(setup: Setup) -> list[Element]:
    return [
        option(
            practice.name,
            practice.ods_code,
            plural(members, "person", "people") if members else "nobody in Slack yet",
        )
        for practice, members in setup.people
    ]


def _indicator(setup: Setup, chosen: str | None) -> Block:
    options = [option(name, key) for key, name in setup.indicators]
    return input_(
        ids.SESSION_INDICATOR,
        "Figures",
        select(ids.SESSION_INDICATOR, options, chosen, placeholder="No figures"),
        hint="They are shown in each thread, without names, as they are on the day. Who has asked "
        "to learn about them meets who has offered to share.",
        optional=True,
    )


def build_making_modal() -> View:
    return modal(
        ids.MATCH_NEW,
        "Match practices",
        [
            section(
                "I am making the groups. They come to your messages with me in a moment; nothing "
                "has been sent to anybody."
            )
        ],
        close="Close",
    )


# ---- the dry run


def render_round(found: Round, zone: str, page: int = 0) -> Message:
    words = _words(found, zone)
    if found.state is not RoundState.READY:
        return Message(words, (section(words),))
    pages = max(1, -(-len(found.groups) // GROUPS_SHOWN))
    page = min(max(page, 0), pages - 1)
    shown = found.groups[page * GROUPS_SHOWN : (page + 1) * GROUPS_SHOWN]
    blocks: list[Block] = [header("Groups that I propose"), section(words)]
    blocks += [section(_group(each)) for each in shown]
    if pages > 1:
        blocks += [context(f"Page {page + 1} of {pages}"), actions([*_turning(found, page, pages)])]
    if found.left_out:
        blocks.append(section(_left_out(found.left_out)))
    blocks += [divider(), actions([*_deciding(found)])]
    return Message(words, tuple(blocks))


def _words(found: Round, zone: str) -> str:
    topic, at = escape(found.wanted.topic), when(found.wanted.starts_at, zone)
    number = plural(len(found.groups), "group")
    match found.state:
        case RoundState.WORKING:
            return f"I am making the groups for *{topic}* anew. Nothing has been sent."
        case RoundState.SENDING:
            return f"{number} for *{topic}*: the invitations are on their way."
        case RoundState.SENT:
            return _sent(found, topic, at)
        case RoundState.DROPPED:
            return f"The groups for *{topic}* were dropped. Nothing was sent."
    if not found.groups:
        return (
            f"*{topic}*: no group came of it this time. Nothing has been sent. With more practices "
            "there is more to choose from: `/peer match` begins another round."
        )
    practices = plural(len(found.practices), "practice")
    words = [f"*{topic}*, {at}: {practices} in {number}. Nothing has been sent yet."]
    if found.forced:
        words.append(
            f"{plural(found.forced, 'group')} could not do without practices that met lately: it "
            "says so there."
        )
    elif found.wanted.rounds_apart:
        last = found.wanted.rounds_apart
        rounds = "the last round" if last == 1 else f"the last {last} rounds"
        words.append(f"Nobody meets somebody whom they met in {rounds}.")
    if found.same:
        words.append(
            "They are the same as before: I found none that fit better. To change them, swap two "
            "practices."
        )
    return " ".join(words)


def _sent(found: Round, topic: str, at: str) -> str:
    set_up = sum(each.session_id is not None for each in found.groups)
    words = [
        f"{plural(set_up, 'session')} on *{topic}* set up for {at}. The invitations go out in "
        "working hours; `/peer list` shows who is coming."
    ]
    if set_up < len(found.groups):
        less = [names(each.practices) for each in found.groups if each.session_id is None]
        more = f" and {len(less) - UNSENT_SHOWN} more" if len(less) > UNSENT_SHOWN else ""
        words.append(
            f"{plural(len(less), 'group')} could not be kept as things are now, so nobody was "
            f"invited there: {'; '.join(less[:UNSENT_SHOWN])}{more}."
        )
    return " ".join(words)


def _group(group: Group) -> str:
    # Reasons are made with names that are escaped already.
    lines = [f"*{group.number}. {names(group.practices)}*"]
    if group.facilitator:
        people = plural(group.people, "person is", "people are")
        lines.append(f"Facilitator: <@{group.facilitator}>. {people} asked.")
    lines += group.reasons.said
    lines += [f"*Again:* {each}" for each in group.reasons.forced]
    return "\n".join(lines)


def _left_out(left: Sequence[LeftOut]) -> str:
    lines = [f"• {escape(each.name)}: {each.why}" for each in left[:LEFT_OUT_SHOWN]]
    if len(left) > LEFT_OUT_SHOWN:
        lines.append(f"• and {plural(len(left) - LEFT_OUT_SHOWN, 'more practice')}")
    return "\n".join(["*In no group*", *lines])


def _turning(found: Round, page: int, pages: int) -> Iterator[Element]:
    if page:
        yield button(f"{ids.MATCH_PAGE}back", "Page before", f"{found.id}:{page - 1}")
    if page < pages - 1:
        yield button(f"{ids.MATCH_PAGE}next", "Next page", f"{found.id}:{page + 1}")


def _deciding(found: Round) -> Iterator[Element]:
    value = str(found.id)
    if found.groups:
        people = plural(len(found.practices), "practice")
        yield button(
            ids.MATCH_SEND,
            "Send",
            value,
            style="primary",
            label="Send the invitations",
            confirm=confirm(
                "Send the invitations?",
                f"The people of {people} are invited, each to their group. This cannot be taken "
                "back, but each session can be moved or cancelled.",
                "Send them",
                "Not yet",
            ),
        )
    if len(found.groups) > 1:
        yield button(ids.MATCH_SWAP, "Swap two practices", value)
    yield button(ids.MATCH_ANEW, "Match anew", value)
    yield button(ids.MATCH_DROP, "Drop it", value, label="Drop it: send nothing")


# ---- swapping


def build_swap_modal(found: Round) -> View:
    options = [
        option(each.name, each.ods_code, f"group {group.number}")
        for group in found.groups
        for each in group.practices
    ]
    options.sort(key=lambda each: str(each["text"]["text"]).casefold())
    return modal(
        ids.MATCH_SWAP_NEW,
        "Swap two practices",
        [
            section("They change places. The reasons and facilitators of both groups follow."),
            input_(ids.MATCH_SWAP_ONE, "Practice", select(ids.MATCH_SWAP_ONE, options)),
            input_(
                ids.MATCH_SWAP_OTHER,
                "Changes places with",
                select(ids.MATCH_SWAP_OTHER, options),
            ),
        ],
        submit="Swap",
        private_metadata=str(found.id),
    )


# ---- the channel


def render_announcement(found: Round, zone: str) -> Message:
    """For all groups together: each has its own thread when it is time."""
    invited = [each for each in found.groups if each.session_id is not None]
    practices = plural(sum(len(each.practices) for each in invited), "practice")
    at = when(found.wanted.starts_at, zone)
    words = f"Peer sessions on {escape(found.wanted.topic)}: {at}."
    return Message(
        words,
        (
            section(
                f"Peer sessions: *{escape(found.wanted.topic)}*\n*When:* {at}, "
                f"{found.wanted.minutes} minutes\n*Matched:* {practices} in "
                f"{plural(len(invited), 'group')}"
            ),
            context(
                "Everybody concerned has an invitation in their messages from me. Each group's "
                "thread opens here by itself at the start."
            ),
        ),
    )
