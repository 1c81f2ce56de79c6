"""What is said around an invitation: Slack takes it, it blames nobody, and what was typed is no markup."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import changes, changing_forms, invitation, lists, messages
from bot.domain.delivery import Message
from bot.domain.sessions import (
    Answer,
    Changed,
    Format,
    Guest,
    GuestKind,
    Invitee,
    Listed,
    PeerSession,
    Standing,
    State,
)
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of
from storage.delivery.planning import A_PROMPT
from tests.blocks.test_sessions import BLAME, LONG, SESSION, buttons, mrkdwn

GUESTS = (Guest("Prof <Green>", GuestKind.SPECIALIST),)
EVERY_ANSWER = (None, *Answer)
FULL = Standing(line=3, full=True, instead_of="U3", has_file=True, may_ask=True, facilitates=True)
ASKED = Standing(asked=tuple(f"U{n}" for n in range(40)))


def changed(session: PeerSession) -> Changed:
    after = replace(
        session, starts_at=session.starts_at + timedelta(days=2), minutes=20, place=None
    )
    return Changed(session, after, "U9", "<!channel> because " + "x" * 250)


def every_message(session: PeerSession) -> Iterator[Message]:
    for answer in EVERY_ANSWER:
        for standing in (Standing(), FULL, ASKED):
            for leads in (True, False):
                yield invitation.render_invitation(session, answer, leads=leads, standing=standing)
        yield changes.render_moved(changed(session), answer, has_file=True)
        yield changes.render_moved(replace(changed(session), after=session), answer)
    yield messages.render_reminder(
        session, session.starts_at - timedelta(days=1), "2 come.", Answer.MAYBE
    )
    yield messages.render_called_off(replace(session, cancelled_why="<!here> ill"), "U9")
    yield messages.render_cancelled(replace(session, cancelled_why="<!here> ill"), "U9")
    for matched in (Format.PAIR, Format.TRIO, Format.LOCALITY):
        yield messages.render_announcement(replace(session, format=matched, facilitator="U7"))
    yield changes.render_place(session)
    yield changes.render_instead(session, "U3")
    yield changes.render_facilitator_out(session, "U7")
    yield changes.render_asked_to_facilitate(session, "U9")
    for guests in (True, False):
        yield changes.render_file_not_sent(session, guests=guests)
    with_guests = replace(session, guests=GUESTS, places=3, facilitator="U7", moved_at=CHANGED_AT)
    people = tuple(
        Invitee(f"U{n}", session.practices[n % len(session.practices)], answer)
        for n, answer in enumerate(EVERY_ANSWER * 20)
    )
    for answer in EVERY_ANSWER:
        own = Invitee("U1", session.practices[0], answer)
        yield lists.render_sessions([Listed(with_guests, own, people, 2)] * 9, organises=True)
        yield lists.render_sessions([Listed(with_guests, own, line=2)], organises=False)
    yield lists.render_sessions([Listed(session, None)], organises=False)


CHANGED_AT = SESSION.starts_at - timedelta(days=3)


def every_word(session: PeerSession) -> Iterator[str]:
    for answer in EVERY_ANSWER:
        yield changes.joined_words(session, answer, 2)
    yield changes.nowhere_for_guests(session)
    for told in (0, 1, 2):
        yield changes.moved_words(changed(session), told, skipped=True)
    yield changes.moved_words(replace(changed(session), after=session), 0, skipped=False)
    for cancelled in (True, False):
        for newer in (True, False):
            for guests in (True, False):
                yield changes.file_words(session, cancelled=cancelled, newer=newer, guests=guests)


def every_form(session: PeerSession) -> Iterator[View]:
    yield changing_forms.build_move_modal(session)
    yield changing_forms.build_move_modal(replace(session, places=12))
    yield changing_forms.build_cancel_modal(session)
    yield changing_forms.build_facilitator_modal(session)
    for number in (1, 200):
        people = [f"U{n}" for n in range(number)]
        yield changing_forms.build_colleagues_modal(session, session.practices[0].name, people)
    for words in every_word(session):
        yield changing_forms.build_said_modal("Done", words)


@pytest.mark.parametrize("session", [SESSION, LONG], ids=["usual", "long"])
def test_slack_accepts_every_message(session: PeerSession) -> None:
    for message in every_message(session):
        assert list(problems_of(list(message.blocks), MESSAGE, "/blocks")) == []
        assert message.text


@pytest.mark.parametrize("session", [SESSION, LONG], ids=["usual", "long"])
def test_slack_accepts_every_form(session: PeerSession) -> None:
    for view in every_form(session):
        assert list(view_problems(view)) == []


@pytest.mark.parametrize("answer", EVERY_ANSWER)
def test_an_invitation_may_go_out_with_others(answer: Answer | None) -> None:
    for standing in (Standing(), FULL, ASKED):
        message = invitation.render_invitation(
            SESSION, answer, leads=True, note="Done.", standing=standing
        )
        assert len(message.blocks) <= A_PROMPT


def test_what_people_typed_is_no_markup() -> None:
    shouting = replace(SESSION, topic="<!channel> now", place="<!here>")
    texts = [text for each in every_message(shouting) for text in (each.text, *mrkdwn(each.blocks))]
    texts += [text for each in every_form(shouting) for text in mrkdwn(each["blocks"])]
    assert [each for each in texts if "<!" in each] == []


def test_nothing_that_is_said_blames_or_orders_about() -> None:
    said = [json.dumps([each.text, *each.blocks]) for each in every_message(SESSION)]
    said += [json.dumps(each) for each in every_form(SESSION)]
    assert [BLAME.search(each) for each in said if BLAME.search(each)] == []


@pytest.mark.parametrize(
    ("answer", "offered"),
    [
        (None, False),
        (Answer.YES, True),
        (Answer.MAYBE, True),
        (Answer.NO, False),
        (Answer.WAITING, False),
    ],
)
def test_the_calendar_file_is_offered_to_those_who_might_come(
    answer: Answer | None, offered: bool
) -> None:
    pressed = [each for each, _, _ in buttons(invitation.render_invitation(SESSION, answer))]
    assert (ids.SESSION_CALENDAR in pressed) is offered


def test_a_lead_who_does_not_facilitate_may_say_no_without_ado() -> None:
    for facilitator, offered in ((None, True), ("U7", False)):
        session = replace(SESSION, facilitator=facilitator)
        message = invitation.render_invitation(session, Answer.NO, leads=True)
        assert ("Choose a facilitator" in json.dumps(message.blocks)) is offered


def test_what_has_changed_is_said_and_nothing_else() -> None:
    only_longer = Changed(SESSION, replace(SESSION, minutes=20), "U9")
    words = changes.render_moved(only_longer, Answer.YES).blocks[0]["text"]["text"]
    assert "now 20 minutes instead of 45" in words
    for absent in ("Was:", "Where:", "Why:"):
        assert absent not in words


def test_a_file_of_a_cancelled_session_cannot_be_asked_for_again() -> None:
    gone = replace(SESSION, state=State.CANCELLED)
    assert buttons(changes.render_file_not_sent(gone, guests=False)) == []
