"""The forms that change a session: move it, call it off, choose who facilitates, ask a colleague."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    button,
    context,
    datepicker,
    input_,
    modal,
    option,
    plain_text_input,
    section,
    select,
    timepicker,
    users_select,
)
from bot.blocks.sessions.messages import at, title
from bot.blocks.sessions.setting_up import LENGTH_WORDS
from bot.domain.delivery import Block
from bot.domain.sessions import PLACE_MAX, WHY_MAX, PeerSession

COLLEAGUES_SHOWN = 30


def build_move_modal(session: PeerSession) -> View:
    """When and where as they are now, to be changed."""
    local = session.starts_at.astimezone(ZoneInfo(session.zone))
    lengths = [option(words, str(length)) for length, words in LENGTH_WORDS.items()]
    return modal(
        ids.MOVE_SESSION,
        "Move the session",
        [
            section(
                f"{title(session)}, now {at(session)}. Whoever might come gets one message with the "
                "old and the new time. Answers stay, and can be changed."
            ),
            input_(ids.SESSION_DATE, "Date", datepicker(ids.SESSION_DATE, f"{local:%Y-%m-%d}")),
            input_(
                ids.SESSION_TIME,
                "Time",
                timepicker(ids.SESSION_TIME, f"{local:%H:%M}"),
                hint=f"Local time ({session.zone}).",
            ),
            input_(
                ids.SESSION_LENGTH,
                "Length",
                select(ids.SESSION_LENGTH, lengths, str(session.minutes)),
            ),
            input_(
                ids.SESSION_PLACE,
                "Place or link",
                plain_text_input(ids.SESSION_PLACE, session.place, max_length=PLACE_MAX),
                optional=True,
            ),
            input_(
                ids.MOVE_PLACES,
                "For how many people is there room?",
                plain_text_input(
                    ids.MOVE_PLACES,
                    str(session.places) if session.places else None,
                    max_length=4,
                ),
                hint="Left empty, there is room for everybody.",
                optional=True,
            ),
            _why("Why is it moved?", "The library is closed that day"),
        ],
        submit="Change and tell",
        private_metadata=str(session.id),
    )


def _why(label: str, example: str) -> Block:
    return input_(
        ids.CHANGE_WHY,
        label,
        plain_text_input(ids.CHANGE_WHY, max_length=WHY_MAX, placeholder=example),
        hint="A sentence helps: it goes into the message. No patient details, please.",
        optional=True,
    )


def build_cancel_modal(session: PeerSession) -> View:
    return modal(
        ids.CANCEL_SESSION,
        "Cancel the session",
        [
            section(
                f"{title(session)}, {at(session)}, will not take place. Whoever might have come gets "
                "one message."
            ),
            _why("Why is it cancelled?", "Too few of us can come: we will find another date"),
        ],
        submit="Cancel the session",
        close="Keep it",
        private_metadata=str(session.id),
    )


def build_facilitator_modal(session: PeerSession) -> View:
    return modal(
        ids.CHOOSE_FACILITATOR,
        "Choose a facilitator",
        [
            section(
                f"{title(session)}, {at(session)}. So far <@{session.facilitated_by}> facilitates. "
                "I ask whoever you choose."
            ),
            input_(
                ids.NEW_FACILITATOR,
                "Who facilitates?",
                users_select(ids.NEW_FACILITATOR),
                hint="Anybody who is invited to this session.",
            ),
        ],
        submit="Ask them",
        private_metadata=str(session.id),
    )


def build_colleagues_modal(session: PeerSession, practice: str, colleagues: Sequence[str]) -> View:
    """Everybody of one's practice who could come instead, with a button each."""
    blocks = [section(f"Who of {practice} could come to {title(session)}, {at(session)}?")]
    for each in colleagues[:COLLEAGUES_SHOWN]:
        ask = button(ids.COLLEAGUE_ASK, "Ask", f"{session.id} {each}", label="Ask this colleague")
        blocks.append(section(f"<@{each}>", accessory=ask))
    if len(colleagues) > COLLEAGUES_SHOWN:
        blocks.append(
            context(
                f"And {len(colleagues) - COLLEAGUES_SHOWN} more: *Ask my colleagues* in the "
                "invitation asks them all."
            )
        )
    return modal(ids.COLLEAGUES, "Choose a colleague", blocks, close="Close")


def build_said_modal(heading: str, words: str) -> View:
    """What was done, in the place of the form."""
    return modal(ids.COLLEAGUES, heading, [section(words)], close="Close")
