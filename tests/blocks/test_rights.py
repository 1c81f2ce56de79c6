"""What is said of rights: Slack takes all of it, and it is true for what is not set."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.blocks import ids
from bot.blocks.kit import View, users_select
from bot.blocks.rights import audit, forgetting, mine, privacy, retention
from bot.blocks.rights.home import home_rights
from bot.blocks.rights.telling import Names
from bot.domain.arrangements import Arrangements
from bot.domain.concerns import Line
from bot.domain.rights.holdings import HOLDINGS, Fate
from bot.domain.rights.keeping import Kind
from bot.domain.rights.leaving import Leaving
from bot.domain.rights.log import PAGE, Entry, Filter, Page
from bot.playground.validation.view import view_problems
from tests.support.everything import WHEN

LONDON = "Europe/London"
EVERYTHING = Filter()
NAMED = Arrangements(
    controller="Wold ICB",
    data_contact="dpo@wold.example",
    concerns_to="U7",
    concerns_as="LMC representative",
    threshold=8,
    kept={Kind.AUDIT: 400},
)


def words_of(view: View) -> str:
    return "\n".join(
        part["text"]
        for block in view["blocks"]
        for part in [block.get("text"), *block.get("elements", [])]
        if isinstance(part, dict) and isinstance(part.get("text"), str)
    )


def entry(number: int, deed: str = "opened a pulse", subject: str = "pulse:12:opened") -> Entry:
    return Entry(number, WHEN - timedelta(hours=number), f"U{100 + number % 7}", deed, subject)


def page(*entries: Entry, wanted: Filter = EVERYTHING, **changes: Any) -> Page:
    there = Page(entries, wanted, 0, False, ("opened a pulse",), ("2026-11", "2026-10"))
    return replace(there, **changes)


# ---- the privacy notice


def test_the_notice_says_what_is_not_named_yet() -> None:
    view = privacy.build_privacy_modal("Wold Valley PCN", Arrangements())
    assert list(view_problems(view)) == []
    words = words_of(view)
    assert words.count(privacy.NOT_NAMED) == 1
    assert "or object: *a manager of the group" in words  # whom to ask is said all the same
    assert "`/peerbot concern`: to a manager whom you choose" in words
    assert "of fewer than 5 people" in words
    assert "ico.org.uk" in words


def test_the_notice_is_made_from_the_settings() -> None:
    words = words_of(privacy.build_privacy_modal("Wold & Co", NAMED))
    assert "not named yet" not in words
    for part in ("Wold ICB", "dpo@wold.example", "<@U7> (LMC representative)", "Wold &amp; Co"):
        assert part in words
    assert "of fewer than 8 people" in words
    assert "exported what: 400 days" in words


def test_the_notice_is_read_in_a_minute_or_two() -> None:
    words = words_of(privacy.build_privacy_modal("Wold Valley PCN", NAMED)).split()
    assert len(words) < 400


# ---- being forgotten


@pytest.mark.parametrize(
    "leaving",
    [
        Leaving(audit_days=730, concern_days=365),
        Leaving(
            asked=2,
            pulses=True,
            sessions=("Falls", "Asthma & more"),
            organises=True,
            hears_concerns=True,
            pulse_heir="U1",
            session_heir="U2",
            audit_days=730,
            concern_days=400,
        ),
        Leaving(is_last_administrator=True),
    ],
)
def test_the_form_can_be_sent_only_where_nothing_stands_against_it(leaving: Leaving) -> None:
    view = forgetting.build_forget_modal(leaving, "Wold Valley PCN")
    assert list(view_problems(view)) == []
    assert ("submit" in view) == (leaving.blocked is None)


def test_what_the_inventory_says_stays_is_said_before_and_after() -> None:
    leaving = Leaving(audit_days=730, concern_days=365)
    tables = {each.table for each in HOLDINGS if each.fate is Fate.STAYS}
    assert tables == {"audit", "concern", "concern_line"}
    for said in (
        words_of(forgetting.build_forget_modal(leaving, "Wold Valley PCN")),
        forgetting.receipt(leaving, "Wold Valley PCN", "Tue 24 Nov 2026 at 09:00"),
    ):
        assert "for 2 years after you did" in said
        assert "until 1 year after they are settled" in said
        assert "Slack keeps its own copies" in said


def test_sessions_that_are_called_alike_are_counted_not_listed() -> None:
    topics = ("Falls", "Falls", "Asthma & more", "Falls")
    leaving = Leaving(sessions=topics, session_heir="U2", audit_days=730, concern_days=365)
    said = "the peer sessions on Falls (3 of them) and Asthma &amp; more"
    assert f"{said}: <@U2>" in words_of(forgetting.build_forget_modal(leaving, "Wold Valley PCN"))
    assert f"You lead {said} from now on" in forgetting.to_heir("U2", "a", [*topics]).message.text
    assert (
        "the peer session on Falls from now on"
        in forgetting.to_heir("U2", "a", ["Falls"]).message.text
    )


def test_a_form_is_not_begun_with_somebody_who_was_forgotten() -> None:
    assert "initial_user" not in users_select("a", "nobody-12ab")
    assert users_select("a", "U1")["initial_user"] == "U1"


# ---- the audit log


@pytest.mark.parametrize(
    ("deed", "subject", "said"),
    [
        ("opened a pulse", "pulse:12:opened", "<@U101> opened a pulse (number 12)"),
        ("exported a pulse", "pulse:12:file:html:U1", "exported a pulse (number 12, as html)"),
        ("moved a session", "7", "moved a session (number 7)"),
        ("chose peers", "Y90001", "chose peers (Y90001)"),
        ("says they work at", "Y90001", "<@U101> says they work at Y90001"),
        ("confirmed where somebody works", "U123 Y90001", "works (<@U123> Y90001)"),
        ("set the body", "zone -> UTC", "set the body (zone -&gt; UTC)"),
        ("imported figures", "<b>.csv", "imported figures (&lt;b&gt;.csv)"),
        ("set the body", "", "<@U101> set the body"),
    ],
)
def test_each_entry_reads_as_a_sentence(deed: str, subject: str, said: str) -> None:
    assert said in audit.sentence(Entry(1, WHEN, "U101", deed, subject))


def test_who_is_no_person_is_named_as_what_it_is() -> None:
    assert audit.actor_words("command line") == "The command line"
    assert audit.actor_words("somebody") == "Somebody"


@pytest.mark.parametrize("number", [0, 1, PAGE])
def test_slack_takes_a_page_however_long_its_entries_are(number: int) -> None:
    those = [entry(each, "imported figures", "x" * 900) for each in range(number)]
    deeds = tuple(f"did number {each}, which takes rather a lot of words" for each in range(150))
    view = audit.build_audit_modal(
        page(*those, number=3, more=True, deeds=deeds, wanted=Filter("U101", deeds[3], "2026-11")),
        LONDON,
        audit.FILE_COMING,
    )
    assert list(view_problems(view)) == []


def test_a_page_says_when_in_the_groups_zone_and_by_day() -> None:
    summer = Entry(1, datetime.fromisoformat("2026-07-01T23:30:00+00:00"), "U101", "moved", "7")
    words = words_of(audit.build_audit_modal(page(summer), LONDON))
    assert "*Thu 2 Jul 2026*\n00:30  <@U101> moved (number 7)" in words


def test_a_menu_narrows_and_its_first_choice_widens() -> None:
    deed = {"action_id": ids.AUDIT_DEED, "selected_option": {"value": "opened a pulse"}}
    wanted = audit.narrowed(Filter(month="2026-11"), deed)
    assert wanted == Filter(deed="opened a pulse", month="2026-11")
    widened = {"action_id": ids.AUDIT_MONTH, "selected_option": {"value": audit.ALL}}
    assert audit.narrowed(wanted, widened) == Filter(deed="opened a pulse")
    person = {"action_id": ids.AUDIT_PERSON, "selected_user": "U3"}
    assert audit.narrowed(wanted, person).person == "U3"
    assert Filter.of_text(wanted.to_text()) == wanted


def test_nothing_in_the_table_is_a_formula() -> None:
    text = audit.to_csv([entry(1, "=cmd()", "+1"), entry(2, "imported", "@SUM(A1)")], LONDON)
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(audit.HEADS)
    assert [row[2] for row in rows[1:]] == ["'=cmd()", "imported"]
    assert [row[3] for row in rows[1:]] == ["'+1", "'@SUM(A1)"]


# ---- retention


def test_each_kind_has_its_field_and_its_line() -> None:
    days = {each: each.rule.usual for each in Kind}
    view = retention.build_retention_modal(
        days, {Kind.AUDIT: (date(2026, 11, 24), 3)}, {Kind.AUDIT: date(2024, 11, 25)}
    )
    assert list(view_problems(view)) == []
    fields = [each["block_id"] for each in view["blocks"] if each["type"] == "input"]
    assert fields == [f"{ids.RETENTION_DAYS}{each}" for each in Kind]
    words = words_of(view)
    assert "Tue 24 Nov 2026: 3 records deleted; the oldest left is of Mon 25 Nov 2024." in words
    assert words.count(retention.NEVER_RAN) == len(Kind) - 1
    assert "Answers to a pulse are no matter of days" in words


def test_the_command_line_has_the_same_lines() -> None:
    days = {each: each.rule.usual for each in Kind}
    said = retention.in_words(days, {Kind.CLAIMS: (date(2026, 11, 24), 0)}, {})
    assert "The audit log: 730 days after it was written" in said
    assert "Tue 24 Nov 2026: Nothing deleted; nothing is left." in said


# ---- my data


def test_a_concern_in_the_file_says_what_it_is_about_and_what_was_said_when() -> None:
    row = {"id": 3, "about": "use", "title": "", "raised_by": "U1", "raised_at": WHEN}
    rows = [row | {"settled_at": None}, row | {"id": 4, "title": "Pulse 1", "settled_at": WHEN}]
    said = {3: (Line("U1", "Read out loud", WHEN), Line("U2", None, WHEN))}
    (section,) = mine.sections_of("U1", {"concern": rows}, {"audit": 2}, (), said, (), Names())[:1]
    untitled, titled = section.parts[0].facts
    assert untitled["Concern"] == "About how Peerbot is used"
    assert (untitled["1, you"], untitled["1, said"]) == ("Read out loud", WHEN)
    assert untitled["2, the other person"] == "this does not open any more"
    assert titled["Concern"] == "About how Peerbot is used: Pulse 1"


def test_what_one_asked_for_reads_as_what_one_gets() -> None:
    wishes = {"no_reminders": True, "no_alerts": False, "no_matching": False}
    rows = [wishes | {"days_off": "4", "snoozed_until": None}]
    (section,) = mine.sections_of("U1", {"preference": rows}, {}, (), {}, (), Names())
    facts = section.parts[0].facts[0]
    assert (facts["Reminders of pulses"], facts["Matching"]) == (False, True)
    assert facts["Days off"] == "Friday"


def test_where_ones_name_stands_besides_is_said_in_words() -> None:
    (section,) = mine.sections_of("U1", {}, {"audit": 2, "workspace": 1}, (), {}, (), Names())
    where = [each["Where"] for each in section.parts[0].facts]
    assert where == ["What others did, in the audit log", "The group’s settings"]


def test_the_forms_and_the_line_on_the_home_tab_are_as_slack_wants_them() -> None:
    for view in (mine.build_my_data_modal("not named yet"), mine.build_coming_modal()):
        assert list(view_problems(view)) == []
    home = {"type": "home", "blocks": list(home_rights())}
    assert list(view_problems(home)) == []
