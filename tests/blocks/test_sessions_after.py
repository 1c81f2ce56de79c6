"""What is said after a session: Slack accepts all of it, however long, and it reads kindly."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.kit import View
from bot.blocks.sessions import after, notes
from bot.blocks.sessions.notes import NoteForm
from bot.blocks.text import SECTION_TEXT, preformatted
from bot.domain.delivery import Message
from bot.domain.sessions import Guest, GuestKind
from bot.domain.sessions.after import Attendance, Feedback, Summary
from bot.domain.sessions.notes import (
    CHANGE_MAX,
    IMPACT_MAX,
    LEARNED_MAX,
    TITLE_MAX,
    Domain,
    KeptNote,
    Note,
)
from bot.domain.sessions.points import Reason
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of
from tests.blocks.test_sessions import ACTION, BLAME, LONG, LONG_ACTION, SESSION, mrkdwn

AT = datetime(2026, 12, 1, 14, 15, tzinfo=UTC)
ZONE = "Europe/London"
SUMMARY = Summary(
    SESSION,
    Attendance(7, 4, 1),
    ((Reason.DATA, 2), (Reason.CHOICE, 1)),
    ("Ask before the weekend",),
    (replace(ACTION, measure="half as many"),),
    "Antibiotic items, the 12 months to August 2026",
    AT,
    Feedback.ASKED,
)
GUESTS = tuple(Guest("<G>" * 26, GuestKind.PATIENT) for _ in range(14))
LONG_SUMMARY = replace(
    SUMMARY,
    session=replace(LONG, guests=GUESTS),
    ideas=("<I>" * 66,) * 40,
    actions=(replace(LONG_ACTION, measure="<M>" * 50),) * 40,
    source="<S>" * 100,
    feedback=Feedback.TOO_FEW,
)
NOTE = Note(
    "Falls", date(2026, 12, 1), 4, "To ask first", "I ask", "Fewer falls", (Domain.PATIENTS,)
)
LONG_NOTE = replace(
    NOTE,
    title="`" * TITLE_MAX,
    learned="&" * LEARNED_MAX,
    change="\n" * (CHANGE_MAX - 1) + "x",
    impact="```" * (IMPACT_MAX // 3),
    domains=tuple(Domain),
)
KEPT = KeptNote(5, 12, NOTE, kept=False, updated_at=AT)
MESSAGES = {
    "asked": after.render_asked(LONG),
    "unsaid": after.render_unsaid(LONG),
    "met": after.render_said(LONG, met=True),
    "not met": after.render_said(LONG, met=False),
    "no summary": after.render_no_summary(LONG),
    "summary": after.render_summary(SUMMARY),
    "long summary": after.render_summary(LONG_SUMMARY),
    "empty summary": after.render_summary(Summary(SESSION)),
    "copy": after.render_copy(LONG_SUMMARY),
    "notes": notes.render_notes([KEPT, replace(KEPT, note=None)], ZONE),
    "many notes": notes.render_notes([replace(KEPT, note=LONG_NOTE)] * 60, ZONE),
    "no notes": notes.render_notes([], ZONE),
}
FORM = NoteForm(NOTE, kept=True, deleted_on=date(2027, 12, 1), session_id=12)
VIEWS = {
    "attendance": after.build_attendance_modal(SESSION, ["U1", "U2"]),
    "attendance with guests": after.build_attendance_modal(LONG_SUMMARY.session, []),
    "note": notes.build_note_modal(FORM),
    "long note": notes.build_note_modal(replace(FORM, note=replace(LONG_NOTE, quarters=1))),
    "shown": notes.build_shown_modal(KEPT, ZONE, notes.SAVED),
    "long shown": notes.build_shown_modal(replace(KEPT, note=LONG_NOTE), ZONE),
    "unreadable": notes.build_shown_modal(replace(KEPT, note=None), ZONE),
    "deleted": notes.build_said_modal(notes.DELETED),
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_slack_accepts_every_message(message: Message) -> None:
    assert list(problems_of(list(message.blocks), MESSAGE, "/blocks")) == []
    assert message.text
    assert len(message.text) <= 4000
    # Slack refused messages of about 13,000 characters (slack.md 3.1).
    assert sum(len(unescape(text)) for text in mrkdwn(message.blocks)) < 12_000


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_slack_accepts_every_view(view: View) -> None:
    assert list(view_problems(view)) == []


@pytest.mark.parametrize("shown", [*MESSAGES.values(), *VIEWS.values()], ids=[*MESSAGES, *VIEWS])
def test_nothing_blames(shown: Message | View) -> None:
    assert BLAME.search(str(shown)) is None


def test_what_was_typed_is_text_and_no_markup() -> None:
    for message in MESSAGES.values():
        for bad in ("<T>", "<I>", "<W>", "<M>"):
            assert bad not in str(list(mrkdwn(message.blocks)))
            assert bad not in message.text


def test_the_question_asks_for_no_reason() -> None:
    for met in (True, False):
        assert "why" not in str(after.render_said(SESSION, met)).lower()


def test_the_summary_says_numbers_and_no_names_but_those_of_actions() -> None:
    words = str(after.render_summary(SUMMARY).blocks)
    for part in (
        "7 people from 4 practices and 1 guest came",
        "data 2, our choice 1",
        "Ask before the weekend",
        "we will know by: half as many",
        "Antibiotic items, the 12 months to August 2026",
        "Next time:* Tue 1 Dec 2026 at 14:15",
        "without names",
    ):
        assert part in words
    assert words.count("<@") == 1
    assert "• and 30 more" in str(after.render_summary(LONG_SUMMARY).blocks)


def test_a_note_as_text_and_as_a_file() -> None:
    assert notes.note_text(NOTE) == (
        "Falls\nDate: Tue 1 Dec 2026\nType: Peer group discussion\nHours (credits): 1\n"
        "GMC domains: Patients, partnership and communication\n\nWhat I learned\nTo ask first\n\n"
        "What I will change, or have changed\nI ask\n\nImpact\nFewer falls"
    )
    bare = replace(NOTE, change="", impact="", domains=())
    assert notes.note_markdown(bare) == (
        "# Falls\n\n- **Date:** Tue 1 Dec 2026\n- **Type:** Peer group discussion\n"
        "- **Hours (credits):** 1\n\n## What I learned\n\nTo ask first\n"
    )


def test_until_when_a_note_is_kept_is_said() -> None:
    assert "deleted on Wed 1 Dec 2027" in str(notes.build_note_modal(FORM))
    assert "It is deleted on Wed 1 Dec 2027" in str(notes.build_shown_modal(KEPT, ZONE))
    kept = str(notes.build_shown_modal(replace(KEPT, kept=True), ZONE))
    assert "kept until you delete it" in kept


def test_which_note_a_form_is_about_comes_back() -> None:
    assert notes.parse_metadata(FORM.metadata) == (12, None)
    assert notes.parse_metadata(replace(FORM, session_id=None, note_id=7).metadata) == (None, 7)


@given(st.text(st.sampled_from("ab&<>`\n "), max_size=400), st.integers(40, 90))
def test_preformatted_text_fits_and_loses_nothing(text: str, limit: int) -> None:
    parts = preformatted(text, limit)
    assert all(len(part) <= limit for part in parts)
    inside = "".join(part[4:-4] for part in parts)
    assert "```" not in inside
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        inside = inside.replace(entity, character)
    plain = text.replace("```", "'''")
    assert [each for each in inside if not each.isspace()] == [
        each for each in plain if not each.isspace()
    ]


def test_a_long_note_is_in_few_parts() -> None:
    parts = preformatted(notes.note_text(LONG_NOTE))
    assert len(parts) <= 6
    assert all(len(each) <= SECTION_TEXT for each in parts)
