"""The form that sets a peer session up."""

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    conversations_select,
    datepicker,
    input_,
    modal,
    multi_select,
    option,
    plain_text_input,
    radio,
    section,
    timepicker,
)
from bot.blocks.sessions.messages import nobody_yet
from bot.blocks.text import plural, truncate
from bot.domain.sessions import (
    LENGTHS,
    PLACE_MAX,
    TOPIC_MAX,
    Setup,
)

LENGTH_WORDS = {
    45: "45 minutes: with time for one practice's story and for reasons",
    20: "20 minutes: a tea break, the same in short",
}


def build_setup_modal(setup: Setup) -> View:
    """The form that a lead fills in within a minute: what is known is filled in already."""
    return modal(
        ids.SESSION_NEW,
        "Peer session",
        [
            section(
                "I invite the people of these practices, remind those who say yes, and open the "
                "thread with an agenda when it is time."
            ),
            input_(
                ids.SESSION_TOPIC,
                "Topic",
                plain_text_input(
                    ids.SESSION_TOPIC,
                    truncate(setup.topic, TOPIC_MAX) if setup.topic else None,
                    max_length=TOPIC_MAX,
                    placeholder="What would you like to compare notes on?",
                ),
            ),
            input_(
                ids.SESSION_PRACTICES,
                "Practices",
                _practices_select(setup),
                hint=nobody_yet(setup.empty) if setup.empty else None,
            ),
            input_(
                ids.SESSION_CHANNEL,
                "Channel where the thread opens",
                conversations_select(ids.SESSION_CHANNEL, setup.channel),
            ),
            input_(ids.SESSION_DATE, "Date", datepicker(ids.SESSION_DATE, setup.day.isoformat())),
            input_(
                ids.SESSION_TIME,
                "Time",
                timepicker(ids.SESSION_TIME, "13:00"),
                hint=f"Local time ({setup.zone}).",
            ),
            input_(
                ids.SESSION_LENGTH,
                "Length",
                radio(
                    ids.SESSION_LENGTH,
                    [option(words, str(length)) for length, words in LENGTH_WORDS.items()],
                    str(LENGTHS[0]),
                ),
            ),
            input_(
                ids.SESSION_PLACE,
                "Place or link",
                plain_text_input(ids.SESSION_PLACE, max_length=PLACE_MAX),
                hint="A room, or the link of a video meeting. Without one you meet in the thread.",
                optional=True,
            ),
        ],
        submit="Send invitations",
        private_metadata=str(setup.snippet_id or ""),
    )


def _practices_select(setup: Setup) -> Element:
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
        (practice.ods_code for practice in setup.preselected),
        placeholder="Choose practices",
    )
