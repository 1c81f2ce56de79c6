"""What is said about sessions: Slack accepts all of it, however long, and it reads kindly."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import (
    action_forms,
    barriers,
    heard,
    invitation,
    lists,
    messages,
    points,
    thread,
)
from bot.blocks.sessions import actions as say
from bot.blocks.sessions.board import Board, render_board
from bot.blocks.sessions.preview import build_preview_modal, build_refused_modal
from bot.blocks.sessions.setting_up import build_setup_modal
from bot.domain.calendar import Calendar
from bot.domain.delivery import Message, Planned
from bot.domain.people import Practice
from bot.domain.schedule import Repeating
from bot.domain.sessions import (
    LENGTHS,
    Action,
    Agreed,
    Answer,
    Count,
    Format,
    Guest,
    GuestKind,
    Invitee,
    Listed,
    OpenActions,
    Outcome,
    PeerSession,
    Point,
    PointKind,
    Reason,
    RoleInSession,
    Run,
    Setup,
    State,
    agenda,
)
from bot.domain.sessions.barriers import Barrier
from bot.domain.sessions.choice import Begun, Choice, Wanted
from bot.domain.sessions.choice import begin as begin_form
from bot.domain.sessions.preview import Preview
from bot.domain.sessions.running import begin
from bot.domain.sessions.series import first_of
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SESSION = PeerSession(
    12,
    "Antibiotic items",
    "C1",
    "U9",
    NOW + timedelta(days=7, hours=4),
    "Europe/London",
    45,
    None,
    None,
    State.PLANNED,
    PRACTICES[:3],
)
MANY = tuple(Practice(f"Y{n:05}", f"Practice {n:03} {'<&>' * 30}") for n in range(301))
LONG = replace(SESSION, topic="<T>" * 50, place="<P>" * 100, practices=MANY)
ACTION = Action(3, 12, SESSION.topic, "Audit ten", "U1", PRACTICES[0], date(2026, 12, 8))
LONG_ACTION = replace(
    ACTION, topic=LONG.topic, what="<W>" * 100, practice=MANY[0], measure="<M>" * 50
)
INVITED = tuple(Invitee(f"U{n}", practice, Answer.YES) for n, practice in enumerate(MANY))
# As test_comparisons.py has it: what would shame a practice.
BLAME = re.compile(
    r"\b(worst|worse|poor|poorly|fail\w*|slip\w*|bad|badly|blame\w*|underperform\w*|league|best"
    r"|ranked?|ranking|overdue|must|wrong)\b",
    re.IGNORECASE,
)


NOW = SESSION.starts_at - timedelta(days=7)
PLANNED = Planned(new=14, waiting=2, later=NOW + timedelta(days=1))


def every_message(session: PeerSession, action: Action) -> Iterator[Message]:
    yield messages.render_announcement(session)
    yield messages.render_called_off(session, "U9")
    for answer in (None, Answer.YES, Answer.NO):
        yield invitation.render_invitation(session, answer)
        note = messages.set_up_note(session, 14, session.practices, PLANNED, NOW, moved=True)
        yield invitation.render_invitation(session, answer, leads=True, note=note)
    for others in (Count(), Count(yes=1), Count(yes=5)):
        coming = messages.coming_words(others, 4)
        for before in (timedelta(minutes=15), timedelta(days=1)):
            yield messages.render_reminder(session, session.starts_at - before, coming)
    yield messages.render_cancelled(session, "U9")
    yield from every_board(session, action)
    yield thread.render_no_figures(session.topic)
    yield points.render_question(session, "<Q>" * 160, "f" * 16)
    yield points.render_shared(session.topic, "<Q>" * 160)
    yield points.render_question_in_thread("Why\n<!here>?")
    yield heard.render_not_recorded("This date has passed. Please choose today or later.")
    yield heard.render_what_i_hear()
    yield thread.render_action(action)
    own = Invitee("U1", session.practices[0])
    listed = [Listed(session, own, INVITED)] * 20
    said = lists.cancelled_words(session)
    yield lists.render_sessions(listed, organises=True, said=said)
    yield lists.render_sessions([Listed(session, own)], organises=False)
    yield lists.render_sessions([], organises=True)
    yield lists.render_sessions([], organises=False, said=said)
    yield from about_actions(action)


def about_actions(action: Action) -> Iterator[Message]:
    many = (action,) * 30
    said = say.thanks(replace(action, outcome=Outcome.CHANGED), action)
    for today in (date(2026, 11, 24), date(2026, 12, 8), date(2027, 1, 1)):
        found = OpenActions(many, many, many)
        for organises in (True, False):
            yield say.render_actions(found, today, organises=organises, reader="U1", said=said)
        yield say.render_nudge(action, today)
    yield say.render_actions(OpenActions(), NOW.date(), organises=True, reader="U1")
    yield say.render_later(action, NOW, "Europe/London")
    for outcome in Outcome:
        yield say.render_settled_nudge(replace(action, outcome=outcome))
    yield from about_barriers()


def about_barriers() -> Iterator[Message]:
    what, zone = "<B>" * 160, "Europe/London"
    one = Barrier(1, 12, LONG.topic, "C1", what, "U5", date(2026, 12, 8), NOW)
    done = replace(one, reply="<R>" * 660, replied_by="U2", replied_at=NOW)
    for today in (date(2026, 11, 24), date(2027, 1, 1)):
        yield barriers.render_barrier(one, today, barriers.why_left("U3"))
        yield barriers.render_reminder(one, today)
        for listed in ([], [one] * 20 + [done] * 20):
            yield barriers.render_barriers(listed, "U5", today, zone, may_raise=True)
    yield barriers.render_answer(done)
    yield barriers.render_at_owner(one)
    yield barriers.render_at_owner(done)


def every_board(session: PeerSession, action: Action) -> Iterator[Message]:
    """On time and late, with much said and nothing, in each part, paused, overdue and over."""
    said = [Point(PointKind.REASON, each, "<R>" * 60) for each in Reason] * 5
    said += [Point(PointKind.IDEA, None, "<I>" * 60)] * 15
    for minutes in LENGTHS:
        plan = agenda(minutes, with_earlier_actions=True)
        for late in (timedelta(), timedelta(hours=1)):
            opened = session.starts_at + late
            run = begin(plan, session.starts_at, opened)
            for _ in plan[1:]:
                yield render_board(board(session, run, action, opened, said))
                yield render_board(board(session, run, action, opened + timedelta(hours=1)))
                paused = run.pause(run.stamp, opened)
                yield render_board(board(session, paused, action, opened, said))
                run = run.next(run.stamp, opened + timedelta(minutes=2))
            yield render_board(board(session, run, action, opened, said))
            yield render_board(board(session, run.finish(opened), action, opened, said))
    never = begin(plan, session.starts_at, session.starts_at + timedelta(days=1))
    yield render_board(board(session, never.finish(never.opened_at), action, never.opened_at))


def board(
    session: PeerSession, run: Run, action: Action, now: datetime, said: Sequence[Point] = ()
) -> Board:
    invited = [
        Invitee("U9", None, Answer.YES, role=RoleInSession.CHAIR) if said else Invitee("U9", None),
        Invitee("U8", None, Answer.YES if said else None),
    ]
    earlier = [action] * 15 if said else []
    return Board(session, run, invited, earlier, said, len(said), bool(said), now)


def every_form(session: PeerSession) -> Iterator[View]:
    people = tuple((practice, n % 3) for n, practice in enumerate(session.practices))
    indicators = tuple((f"i{n}", session.topic * 2) for n in range(len(people)))
    setup = Setup(people, date(2026, 12, 1), "Europe/London", indicators)
    choice = begin_form(setup, Wanted())
    yield build_setup_modal(Begun(setup, choice))
    full = replace(
        begin_form(setup, Wanted(session.topic, "C1", 4), ("i1", session.topic)),
        place=session.topic * 2,
        facilitator="U2",
        repeats="monthly",
        more=True,
        turn=1,
    )
    for format in Format:
        choice = replace(full, format=format, guests="Dr Ann, consultant", guest_users=("U3",))
        yield build_setup_modal(Begun(setup, choice, session.topic, NOW))
        yield build_setup_modal(Begun(setup, replace(choice, finding=True), None, NOW, True))
    yield from every_preview(session, full)
    yield build_refused_modal("This date has passed.", full)
    due = date(2026, 12, 22)
    yield action_forms.build_action_modal(session, "U1", due)
    drafted = Agreed("<W>" * 100, "U1", due, None, "<M>" * 50)
    yield action_forms.build_drafted_action_modal(session, drafted)
    lately = [(number, session.topic, session.starts_at) for number in range(20)]
    for sessions in (lately, lately[:1]):
        yield action_forms.build_action_of_some_session_modal(sessions, session.zone, drafted)
    yield action_forms.build_correction_modal(session, ACTION)
    yield points.build_reason_modal(session)
    yield points.build_idea_modal(session)
    yield points.build_question_modal(session, "U9")
    action = LONG_ACTION
    yield say.build_change_modal(action, due, "{}")
    yield say.build_drop_modal(action, "{}")
    for number in (1, 101):
        yield barriers.build_raise_modal([session] * number, "U1", due, "Wold Valley PCN")
    one = Barrier(1, 12, LONG.topic, "C1", "<B>" * 160, "U1", due, NOW)
    yield barriers.build_raised_modal(one, due)
    yield barriers.build_answer_modal(one)
    yield barriers.build_move_modal(one)
    yield barriers.build_said_modal("Passed on.")


def every_preview(session: PeerSession, choice: Choice) -> Iterator[View]:
    guest = Guest("<G>" * 26, GuestKind.SPECIALIST)
    whole = replace(session, format=Format.VIRTUAL_MDT, facilitator="U2", places=9, guests=(guest,))
    invited = (Invitee("U9", session.practices[0], Answer.YES), Invitee("U3", None, guest=True))
    pattern = Repeating("FREQ=WEEKLY;BYDAY=FR", datetime(2026, 12, 18, 13), "Europe/London")
    coming = tuple(first_of(pattern, Calendar(), NOW, 3))
    assert any(each.moved_from for each in coming)
    for one in (session, whole):
        yield build_preview_modal(Preview(one, invited, None), choice)
        full = Preview(one, invited, NOW, True, False, "every Friday", coming, True, True)
        yield build_preview_modal(full, choice)
        yield build_preview_modal(replace(full, finding=True), choice)


@pytest.mark.parametrize("session", [SESSION, LONG], ids=["usual", "long"])
def test_slack_accepts_every_message(session: PeerSession) -> None:
    for message in every_message(session, LONG_ACTION):
        assert list(problems_of(list(message.blocks), MESSAGE, "/blocks")) == []
        assert message.text
        # Slack refused messages of about 13,000 characters (slack.md 3.1).
        assert sum(len(unescape(text)) for text in mrkdwn(message.blocks)) < 12_000


@pytest.mark.parametrize("session", [SESSION, LONG], ids=["usual", "long"])
def test_slack_accepts_every_form(session: PeerSession) -> None:
    for view in every_form(session):
        assert list(view_problems(view)) == []


def test_what_people_typed_is_no_markup() -> None:
    """A message whose topic were a mention would call a whole channel."""
    shouting = replace(SESSION, topic="<!channel> now", place="<@U1>")
    action = replace(ACTION, what="<!here>", topic="<!channel>")
    for message in every_message(shouting, action):
        for text in (message.text, *mrkdwn(message.blocks)):
            assert "<!" not in text
            assert "<@U1>" not in text.replace("owner <@U1>", "")


def mrkdwn(part: object) -> Iterator[str]:
    """Every text in blocks that Slack reads markup in."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for value in part.values():
            yield from mrkdwn(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from mrkdwn(value)


def test_nothing_that_is_said_blames_or_orders_about() -> None:
    said = [json.dumps([each.text, *each.blocks]) for each in every_message(SESSION, ACTION)]
    said += [json.dumps(each) for each in every_form(SESSION)]
    assert [BLAME.search(each) for each in said if BLAME.search(each)] == []


def test_an_invitation_says_what_when_where_who_and_that_it_is_no_inspection() -> None:
    message = invitation.render_invitation(replace(SESSION, place="Room 2"), None)
    words = json.dumps(message.blocks)
    for part in (
        "Antibiotic items",
        "Tue 1 Dec 2026 at 13:00, 45 minutes",
        "Room 2",
        "<#C1>",
        "<@U9>",
        "Alder Lane Surgery, Brook Street Practice and Copper Beech Medical Centre",
        "not performance management",
        "no patient details",
    ):
        assert part in words
    assert buttons(message) == [
        (ids.SESSION_YES, "Yes", "12"),
        (ids.SESSION_MAYBE, "Maybe", "12"),
        (ids.SESSION_NO, "No", "12"),
    ]


def buttons(message: Message) -> list[tuple[str, str, str]]:
    return [
        (element["action_id"], element["text"]["text"], element["value"])
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_times_are_those_of_the_place_in_summer_too() -> None:
    summer = replace(SESSION, starts_at=datetime(2027, 7, 6, 12, 0, tzinfo=UTC))
    assert "Tue 6 Jul 2027 at 13:00" in invitation.render_invitation(summer, None).text


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(minutes=15), "In 15 minutes"),
        (timedelta(seconds=20), "In 1 minute"),
        (timedelta(hours=4), "Today at 13:00"),
        (timedelta(days=1), "Tomorrow at 13:00"),
        (timedelta(days=3), "Tue 1 Dec 2026 at 13:00"),
    ],
)
def test_a_reminder_says_how_soon(before: timedelta, words: str) -> None:
    assert messages.how_soon(SESSION, SESSION.starts_at - before) == words


def test_an_organiser_reads_answers_by_practice() -> None:
    alder, brook, _ = PRACTICES[:3]
    invited = (
        Invitee("U1", alder, Answer.YES),
        Invitee("U2", alder, Answer.NO),
        Invitee("U3", brook),
    )
    words = json.dumps(
        lists.render_sessions([Listed(SESSION, None, invited)], organises=True).blocks
    )
    for part in (
        "1 yes, 1 no, 1 not answered*; 1 of 3 practices will be there",
        "Alder Lane Surgery: 1 yes, 1 no",
        "Brook Street Practice: 0 yes, 0 no, 1 not answered",
        "Copper Beech Medical Centre: nobody in Slack yet",
    ):
        assert part in words


def test_more_than_100_practices_come_in_groups_that_hold_them_all() -> None:
    setup = Setup(tuple((each, 1) for each in MANY), date(2026, 12, 1), "Europe/London")
    view = build_setup_modal(Begun(setup, begin_form(setup, Wanted())))
    (menu,) = [
        block["element"]
        for block in view["blocks"]
        if block.get("block_id") == ids.SESSION_PRACTICES
    ]
    offered = [option["value"] for group in menu["option_groups"] for option in group["options"]]
    assert offered == [each.ods_code for each in MANY]
    assert "initial_options" not in menu
