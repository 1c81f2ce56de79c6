"""Somebody's invitation to a session as it stands: before an answer, and after each."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, section
from bot.blocks.sessions.buttons import answer_buttons, calendar_button, facilitator_button
from bot.blocks.sessions.messages import NAMED, NATURE, at, details, names, title
from bot.blocks.text import escape, listed, plural
from bot.domain.delivery import Block, Message
from bot.domain.sessions import COMING, Answer, PeerSession, Standing

NEW = Standing()
RULES = "`/peer rules` shows the ground rules."


def render_invitation(
    session: PeerSession,
    answer: Answer | None,
    *,
    leads: bool = False,
    note: str | None = None,
    standing: Standing = NEW,
) -> Message:
    """The invitation as it stands: before an answer, and after each. ``note`` is for the lead."""
    about = [
        section(f"{_opening(session, leads, standing)}: {title(session)}\n{details(session)}"),
        section("\n".join(_company(session))),
        context(f"{NATURE} {RULES}"),
    ]
    if note:
        about.insert(1, section(note))
    said = _said(session, answer, leads, standing)
    return Message(
        f"{_headline(answer)} {escape(session.topic)}, {at(session)}.",
        (
            *about,
            section(said),
            _answer_buttons(session, answer, leads, standing),
            *_instead(session, answer, standing),
        ),
    )


def _company(session: PeerSession) -> Iterator[str]:
    yield f"*With:* {names(session.practices)}"
    if session.why_these:
        yield f"*Why you:* {escape(session.why_these)}"
    if session.guests:
        guests = [f"{escape(each.name)} ({each.kind.words})" for each in session.guests[:NAMED]]
        if len(session.guests) > NAMED:
            guests.append(f"{len(session.guests) - NAMED} more")
        yield f"*Guests:* {listed(guests)}. Guests see no practice's figures."


def _opening(session: PeerSession, leads: bool, standing: Standing) -> str:
    if leads:
        return "You lead this peer session"
    if standing.facilitates:
        return f"<@{session.lead}> asks you to facilitate a peer session"
    if standing.instead_of:
        return f"<@{standing.instead_of}> cannot come and asks if you can, to a peer session"
    return f"<@{session.lead}> invites you to a peer session"


def _headline(answer: Answer | None) -> str:
    match answer:
        case Answer.YES:
            return "You are down as coming to the peer session on"
        case Answer.MAYBE:
            return "You said maybe to the peer session on"
        case Answer.WAITING:
            return "You are on the waiting list of the peer session on"
        case Answer.NO:
            return "You said no to the peer session on"
    return "Can you come? Peer session on"


def _said(session: PeerSession, answer: Answer | None, leads: bool, standing: Standing) -> str:
    match answer:
        case Answer.YES if leads:
            return "You are down as coming. If you cannot, press *No* and ask somebody to lead."
        case Answer.YES:
            return (
                "You said *yes*. I will remind you before it starts. If your plans change, press "
                "*No*."
            )
        case Answer.MAYBE:
            return "You said *maybe*. I will ask you again a day before, and 15 minutes before."
        case Answer.WAITING:
            return waiting_words(session, standing.line)
        case Answer.NO:
            return _said_no(session, leads, standing)
    if standing.full:
        return (
            "*Can you come?* All places are taken at the moment: a yes puts you on the waiting "
            "list, and you hear from me when there is a place."
        )
    return "*Can you come?* You can change your answer until it starts."


def _said_no(session: PeerSession, leads: bool, standing: Standing) -> str:
    words = "You said *no*: thank you for saying so. If you can come after all, press *Yes*."
    if leads and session.facilitated_by == session.lead:
        words += " Press *Choose a facilitator* so that somebody else takes it on."
    if standing.has_file:
        words += " Please delete the entry in your calendar: I cannot do that."
    return words


def waiting_words(session: PeerSession, line: int | None) -> str:
    places = plural(session.places or 0, "place is", "places are")
    taken = f"All {places}" if session.places != 1 else "The one place is"
    where = f"you are number {line} on the waiting list" if line else "you are on the waiting list"
    return (
        f"{taken} taken, so {where}. When there is a place for you I will tell you. To leave the "
        "list, press *No*."
    )


def _answer_buttons(
    session: PeerSession, answer: Answer | None, leads: bool, standing: Standing
) -> Block:
    buttons = answer_buttons(session, answer)
    if answer in COMING:
        buttons.append(calendar_button(session))
    if leads and answer is Answer.NO and session.facilitated_by == session.lead:
        buttons.append(facilitator_button(session))
    return actions(buttons)


def _instead(session: PeerSession, answer: Answer | None, standing: Standing) -> tuple[Block, ...]:
    """For who drops out: whether a colleague could come, or who is asked."""
    if answer is not Answer.NO:
        return ()
    if standing.asked:
        people = listed([f"<@{each}>" for each in standing.asked[:NAMED]])
        return (section(f"I ask {people} whether they can come instead. Thank you."),)
    if not standing.may_ask:
        return ()
    value = str(session.id)
    return (
        section("*Could a colleague come instead?* If not, there is nothing that you need to do."),
        actions(
            [
                button(ids.COLLEAGUES, "Choose a colleague", value),
                button(ids.COLLEAGUES_ASK_ALL, "Ask my colleagues", value),
            ]
        ),
    )
