"""The buttons that several messages about a session share."""

from bot.blocks import ids
from bot.blocks.kit import Element, button
from bot.domain.sessions import Answer, PeerSession


def answer_buttons(session: PeerSession, answer: Answer | None) -> list[Element]:
    """Yes, maybe, no; the first stands out until it is pressed."""
    value = str(session.id)
    style = "primary" if answer in (None, Answer.NO, Answer.MAYBE) else None
    return [
        button(ids.SESSION_YES, "Yes", value, style=style, label="Yes, I can come"),
        button(ids.SESSION_MAYBE, "Maybe", value, label="Maybe I can come"),
        button(ids.SESSION_NO, "No", value, label="No, I cannot come"),
    ]


def for_session(
    action_id: str, words: str, session: PeerSession, *, style: str | None = None
) -> Element:
    """A button whose label says of which session it is: in a list there are several."""
    label = f"{words}: {session.topic}"
    return button(action_id, words, str(session.id), style=style, label=label)


def calendar_button(session: PeerSession) -> Element:
    return for_session(ids.SESSION_CALENDAR, "Calendar file", session)


def guest_file_button(session: PeerSession) -> Element:
    return for_session(ids.SESSION_GUEST_FILE, "Calendar file for guests", session)


def facilitator_button(session: PeerSession) -> Element:
    return for_session(ids.SESSION_FACILITATOR_CHANGE, "Choose a facilitator", session)


def join_button(session: PeerSession) -> Element:
    return for_session(ids.SESSION_JOIN, "I would like to come", session)
