"""The form of peer sessions that records an action; that which sets one up is in setting_up.py."""

from collections.abc import Sequence
from datetime import date

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
from bot.blocks.text import OPTIONS_PER_MENU
from bot.domain.delivery import Block
from bot.domain.people import Practice
from bot.domain.sessions import (
    WHAT_MAX,
    PeerSession,
)


def build_action_modal(session: PeerSession, recorder: str, due: date) -> View:
    """What somebody will do: proposed are whoever records it, and a date."""
    blocks = [
        section(f"From the peer session {title(session)}."),
        input_(
            ids.ACTION_WHAT,
            "What will be done?",
            plain_text_input(
                ids.ACTION_WHAT,
                multiline=True,
                max_length=WHAT_MAX,
                placeholder="Something small and clear. No patient details, please.",
            ),
        ),
        input_(ids.ACTION_OWNER, "Who will do it?", users_select(ids.ACTION_OWNER, recorder)),
        input_(ids.ACTION_DUE, "By when?", datepicker(ids.ACTION_DUE, due.isoformat())),
    ]
    if len(session.practices) <= OPTIONS_PER_MENU:
        blocks.insert(3, _practice_input(session.practices))
    return modal(
        ids.ACTION_RECORD,
        "Record an action",
        blocks,
        submit="Record",
        private_metadata=str(session.id),
    )


def _practice_input(practices: Sequence[Practice]) -> Block:
    options = [option(each.name, each.ods_code) for each in practices]
    return input_(
        ids.ACTION_PRACTICE,
        "For which practice?",
        select(ids.ACTION_PRACTICE, options, placeholder="Choose a practice"),
        hint="Left empty, it is the practice of whoever will do it.",
        optional=True,
    )
