"""What is said of concerns and ground rules: Slack takes it, who reads is said, and messages say nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks import ids
from bot.blocks.concerns import forms, lists, messages
from bot.blocks.concerns.forms import Begun
from bot.blocks.kit import View
from bot.blocks.sessions import rules
from bot.blocks.sessions.calendar import calendar_file
from bot.domain.concerns import About, Concern, Exchange, Line, Readers
from bot.domain.delivery import Message
from bot.domain.sessions import GROUND_RULES
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of
from handlers.concerns.subject import begun_with
from tests.blocks.test_sessions import SESSION

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ZONE = "Europe/London"
LONG = "& <!channel> " * 160
OPEN = Concern(12, About.SESSION, "Peer session: <Falls> " + "x" * 120, "U1", "U5", NOW)
ANSWERED = replace(OPEN, answered_at=NOW + timedelta(days=2))
SETTLED = replace(ANSWERED, settled_at=NOW + timedelta(days=3), settled_by="U5")
EVERY_STATE = (OPEN, ANSWERED, SETTLED, replace(SETTLED, settled_by="U1"))
LATER = NOW + timedelta(days=4)
NAMED = Readers("U5", "Dr Jo Marsh, the LMC's representative")
MANAGERS = Readers(managers=tuple(f"U90{n}" for n in range(10)))
EVERY_READER = (
    NAMED,
    Readers("U5"),
    MANAGERS,
    replace(MANAGERS, is_named_self=True),
    Readers(),
    Readers(is_named_self=True),
)
MANY = tuple(Line(f"U{n % 2}", LONG[:2000], NOW) for n in range(100))


def every_form() -> Iterator[View]:
    for readers in EVERY_READER:
        yield forms.build_raise_modal(readers, Begun())
        yield forms.build_raise_modal(readers, Begun(About.POLL, LONG[:150], LONG[:2000]), "Look.")
        yield forms.build_hand_modal(OPEN, readers)
    for concern in EVERY_STATE:
        for user in ("U1", "U5"):
            for lines in (MANY, (Line("U1", None, NOW),)):
                exchange = Exchange(concern, lines)
                yield forms.build_exchange_modal(exchange, user, LATER, ZONE)
    yield forms.build_raised_modal(OPEN)
    yield forms.build_said_modal(messages.SETTLED)
    for user in ("U1", SESSION.lead):
        yield rules.build_first_modal(GROUND_RULES, SESSION, user)
        yield rules.build_first_modal(["<!here> " * 60] * 40, SESSION, user)


def every_note() -> Iterator[Message]:
    """What goes out as a message, and so is kept and shown on lock screens."""
    yield messages.render_asked(OPEN)
    yield messages.render_asked(OPEN, passed_on=True)
    for user in ("U1", "U5"):
        yield messages.render_line(OPEN, user)
        yield messages.render_settled(SETTLED, user, ZONE)
    yield messages.render_reopened(OPEN)
    yield messages.render_reminder(OPEN)
    yield messages.render_reminded(OPEN)
    yield messages.render_left(OPEN)
    yield messages.render_another_named(OPEN)
    yield messages.render_taken_away(OPEN)


def every_message() -> Iterator[Message]:
    yield from every_note()
    for user in ("U1", "U5"):
        yield lists.render_concerns(EVERY_STATE * 10, user, LATER, messages.SETTLED)
        yield lists.render_concerns([], user, LATER)
        home = tuple(lists.home_concerns([OPEN, ANSWERED] * 10, user, LATER))
        yield Message("Home", home)
    yield rules.render_rules(GROUND_RULES)
    yield rules.render_first(["<!here> " * 60] * 40, SESSION, "U1")


def test_slack_accepts_every_form() -> None:
    for view in every_form():
        assert list(view_problems(view)) == []


def test_slack_accepts_every_message() -> None:
    for message in every_message():
        assert list(problems_of(list(message.blocks), MESSAGE, "")) == [], message.text


def test_a_message_says_neither_who_nor_what_nor_about_which_thing() -> None:
    for message in every_note():
        said = json.dumps([message.text, message.blocks])
        for part in ("U1", "U5", "Falls", "peer session:"):
            assert part not in said.replace("concern_", "")


def test_what_people_typed_is_no_markup() -> None:
    for view in every_form():
        for block in view["blocks"]:
            text = block.get("text") or {}
            if text.get("type") == "mrkdwn":
                assert "<!" not in text["text"]


@pytest.mark.parametrize("user", ["U1", "U5"])
def test_all_that_was_said_is_there_and_a_box_only_while_it_is_open(user: str) -> None:
    lines = (Line("U1", "First & <second>", NOW), Line("U5", "I see", LATER))
    shown = json.dumps(forms.build_exchange_modal(Exchange(OPEN, lines), user, LATER, ZONE))
    assert "First & <second>" in shown
    assert "I see" in shown
    assert ids.CONCERN_LINE in shown
    over = json.dumps(forms.build_exchange_modal(Exchange(SETTLED, lines), user, LATER, ZONE))
    assert ids.CONCERN_LINE not in over
    assert (ids.CONCERN_REOPEN in over) is (user == "U1")


def test_the_form_says_who_reads_it_and_for_how_long_it_is_kept() -> None:
    form = json.dumps(forms.build_raise_modal(replace(NAMED, kept_days=90), Begun()))
    assert "Dr Jo Marsh, the LMC's representative" in form
    assert "Only the two of you see it" in form
    assert "deleted 90 days after it is settled" in form
    chosen = json.dumps(forms.build_raise_modal(MANAGERS, Begun()))
    assert "close this and keep it to yourself: you decide" in chosen
    assert "<@U903>" in chosen


def test_where_there_is_nobody_nothing_can_be_typed_in_vain() -> None:
    form = forms.build_raise_modal(Readers(), Begun())
    assert "submit" not in form
    assert [each["type"] for each in form["blocks"]] == ["section"]
    given_back = forms.build_raise_modal(Readers(), Begun(words="What I <wrote>"))
    assert "What I <wrote>" in json.dumps(given_back)


def test_the_home_tab_is_silent_where_nothing_is_open() -> None:
    assert list(lists.home_concerns([], "U1", NOW)) == []


# ---- from a message


def of_ours(headline: str, *action_ids: str) -> dict[str, object]:
    buttons = [{"type": "button", "action_id": each} for each in action_ids]
    header = {"type": "header", "text": {"type": "plain_text", "text": headline}}
    words = {"type": "section", "text": {"type": "mrkdwn", "text": "What is private"}}
    return {
        "bot_id": "B1",
        "text": "What is private",
        "blocks": [header, words, {"type": "actions", "elements": buttons}],
    }


def named(words: str, *action_ids: str) -> dict[str, object]:
    """One without a headline."""
    section = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
    buttons = [{"type": "button", "action_id": each} for each in action_ids]
    return {"bot_id": "B1", "blocks": [section, {"type": "actions", "elements": buttons}]}


@pytest.mark.parametrize(
    ("message", "about", "title"),
    [
        (of_ours("Pulse 3: A &amp; B", "pulse_answer"), About.POLL, "Pulse 3: A & B"),
        (of_ours("Pulse 3: what"), About.POLL, "Pulse 3: what"),
        (of_ours("How many?", "snippet_own", "session_from_snippet"), About.FIGURE, "How many?"),
        (of_ours("Summary: Falls", "note_write"), About.SESSION, "Summary: Falls"),
        (of_ours("Peer session: Falls"), About.SESSION, "Peer session: Falls"),
        (of_ours("Hello"), None, "Hello"),
        (
            named("Peer session: *Falls*\n*When:* Tue 1 Dec", "session_join"),
            About.SESSION,
            "Peer session: Falls",
        ),
        (
            named("<@U1> invites you to a peer session: *A &amp; B*\n...", "session_yes"),
            About.SESSION,
            "Peer session: A & B",
        ),
        (named("*Pulse: what next?*", "pulse_answer"), About.POLL, "Pulse: what next?"),
        (named("Your own figure is *17*.", "compare_peers"), About.FIGURE, ""),
        ({"text": "What somebody wrote", "user": "U2"}, None, ""),
    ],
)
def test_only_the_headline_of_a_message_is_taken(
    message: dict[str, object], about: About | None, title: str
) -> None:
    begun = begun_with(message)
    assert (begun.about, begun.title, begun.words) == (about, title, "")


# ---- ground rules


def test_guests_have_the_ground_rules_in_their_calendar_if_these_are_short() -> None:
    def file(own: tuple[str, ...], *, for_guests: bool = True) -> str:
        content = calendar_file(SESSION, NOW, for_guests=for_guests, rules=own)
        return content.decode().replace("\r\n ", "")

    assert "What is said here stays here" in file(GROUND_RULES)
    assert "What is said here stays here" not in file(GROUND_RULES, for_guests=False)
    assert "Ask whoever invited you for the ground rules" in file(("x" * 300,) * 3)
