"""The forms for an action: recorded in a session, chosen from a message, or corrected."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    datepicker,
    input_,
    modal,
    option,
    plain_text_input,
    section,
    select,
    users_select,
)
from bot.blocks.sessions.messages import title
from bot.blocks.text import OPTION_TEXT, OPTIONS_PER_MENU, day, truncate
from bot.domain.delivery import Block
from bot.domain.people import Practice
from bot.domain.sessions import MEASURE_MAX, WHAT_MAX, Action, Agreed, PeerSession


def build_action_modal(session: PeerSession, recorder: str, due: date) -> View:
    """What somebody will do: proposed are whoever records it, and a date."""
    return build_drafted_action_modal(session, Agreed("", recorder, due))


def build_drafted_action_modal(session: PeerSession, drafted: Agreed) -> View:
    """The same with what is known already."""
    return modal(
        ids.ACTION_RECORD,
        "Record an action",
        [section(f"From the peer session {title(session)}."), *_fields(drafted, session.practices)],
        submit="Record",
        private_metadata=str(session.id),
    )


def build_action_of_some_session_modal(
    sessions: Sequence[tuple[int, str, datetime]], zone: str, drafted: Agreed
) -> View:
    """For a message outside any session's thread: of which session it is, is chosen first."""
    options = [
        option(f"{day(starts_at, zone)}: {topic}", str(session_id))
        for session_id, topic, starts_at in sessions
    ]
    which = input_(
        ids.ACTION_SESSION,
        "From which session?",
        select(ids.ACTION_SESSION, options, options[0]["value"] if len(options) == 1 else None),
    )
    return modal(
        ids.ACTION_RECORD, "Record an action", [which, *_fields(drafted, ())], submit="Record"
    )


def build_correction_modal(session: PeerSession, action: Action) -> View:
    practice = action.practice.ods_code if action.practice else None
    agreed = Agreed(action.what, action.owner, action.due, practice, action.measure)
    return modal(
        ids.ACTION_CORRECT,
        "Edit the action",
        _fields(agreed, session.practices),
        submit="Save",
        private_metadata=str(action.id),
    )


def _fields(drafted: Agreed, practices: Sequence[Practice]) -> list[Block]:
    blocks = [
        input_(
            ids.ACTION_WHAT,
            "What will be done?",
            plain_text_input(
                ids.ACTION_WHAT,
                drafted.what or None,
                multiline=True,
                max_length=WHAT_MAX,
                placeholder="Something small and clear. No patient details, please.",
            ),
        ),
        input_(ids.ACTION_OWNER, "Who will do it?", users_select(ids.ACTION_OWNER, drafted.owner)),
        input_(ids.ACTION_DUE, "By when?", datepicker(ids.ACTION_DUE, drafted.due.isoformat())),
        input_(
            ids.ACTION_MEASURE,
            "How will you know that it helped?",
            plain_text_input(
                ids.ACTION_MEASURE,
                drafted.measure,
                max_length=MEASURE_MAX,
                placeholder="For example: items per 1,000 patients",
            ),
            optional=True,
        ),
    ]
    if 0 < len(practices) <= OPTIONS_PER_MENU:
        blocks.insert(2, _practice_input(practices, drafted.ods_code))
    return blocks


def _practice_input(practices: Sequence[Practice], chosen: str | None) -> Block:
    options = [option(truncate(each.name, OPTION_TEXT), each.ods_code) for each in practices]
    return input_(
        ids.ACTION_PRACTICE,
        "For which practice?",
        select(ids.ACTION_PRACTICE, options, chosen, placeholder="Choose a practice"),
        hint="If you choose none, it is the practice of whoever will do it.",
        optional=True,
    )
