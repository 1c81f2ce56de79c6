"""The checklist and the forms of setting up: within Slack's limits, and what they say."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.setting_up import forms, practices
from bot.blocks.setting_up.body import body_words, build_body_modal, span_words
from bot.blocks.setting_up.checklist import build_checklist_modal, home_setup
from bot.domain.arrangements import Arrangements, Body, BodyKind
from bot.domain.calendar import Calendar, Protected
from bot.domain.people import Practice, Workspace
from bot.domain.practices import Listing, Reason, Stranger
from bot.domain.rhythm import Rhythm
from bot.domain.setting_up import Facts, Step, checklist
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of

TODAY = date(2026, 11, 24)
LONG = "&<>" * 200
FULL = Arrangements(
    channels=tuple(f"C{number:010}" for number in range(forms.MOST_CHANNELS)),
    threshold=8,
    concerns_to="U1",
    concerns_as="the LMC’s representative",
    ground_rules=("One <at> a time.",) * 8,
    controller="Wold & Dale",
    data_contact="dpo@example.nhs.uk",
    settled=(Step.HOURS, Step.THRESHOLD),
)
WORKSPACE = Workspace(1, "T1", body_name="Wold & Dale", arrangements=FULL)
BODY = Body(date(2022, 7, 1), "Wold & Dale", BodyKind.SUB_ICB, "14L")
PLANNED = Body(date(2027, 4, 1), "Great Wold", BodyKind.ICB)
FACTS = Facts(WORKSPACE, BODY, PLANNED, 83, 2, 1, 1, 5, 1)
PRACTICES = [Practice(f"P{number:05}", f"Surgery {number} {LONG}"[:100]) for number in range(83)]
STRANGER = Stranger(PRACTICES[80], "14L", Reason.CLOSED, date(2023, 9, 30))


def text_of(view: View) -> str:
    return "\n".join(each["text"]["text"] for each in view["blocks"] if each["type"] == "section")


@pytest.mark.parametrize(
    "view",
    [
        build_checklist_modal(checklist(Facts(Workspace(1, "T1")))),
        build_checklist_modal(checklist(FACTS)),
        build_body_modal(Workspace(1, "T1"), [], TODAY),
        build_body_modal(WORKSPACE, [BODY, PLANNED], TODAY),
        build_body_modal(
            WORKSPACE, [replace(BODY, first=date(1950 + each, 1, 1)) for each in range(60)], TODAY
        ),
        practices.build_practices_modal(0, [], "14L"),
        practices.build_practices_modal(83, [LONG]),
        practices.build_list_modal(PRACTICES, {}, {"P00080": STRANGER}, 1, "Removed."),
        practices.build_fetching_modal("14L"),
        forms.build_channels_modal(Arrangements()),
        forms.build_channels_modal(FULL),
        forms.build_hours_modal(Rhythm()),
        forms.build_threshold_modal(FULL),
        forms.build_concerns_modal(Arrangements(not_needed=(Step.CONCERNS,))),
        forms.build_concerns_modal(FULL),
        forms.build_data_modal(FULL),
        forms.build_rules_modal(Arrangements()),
        forms.build_rules_modal(FULL),
        forms.build_figures_modal(FULL, ["Fingertips indicator 91547"]),
    ],
    ids=lambda view: str(view["callback_id"]),
)
def test_every_form_is_one_that_slack_takes(view: View) -> None:
    assert list(view_problems(view)) == []


def test_the_checklist_says_how_each_step_stands_why_and_what_is_set() -> None:
    words = text_of(build_checklist_modal(checklist(FACTS)))
    for said in (
        "*1. Your group:* done",
        "Wold &amp; Dale, a sub-ICB location, 14L; from 1 April 2027: Great Wold, an integrated care",
        "83 practices.",
        "2 clinical leads, 1 manager and 1 administrator.",
        "<#C0000000000>, <#C0000000001>",
        "Monday to Friday from 08:00 to 18:30 (Europe/London); at most 6 messages a month.",
        "8 people.",
        "<@U1>, the LMC’s representative.",
        "figures on 5 indicators; 1 source fetched every week.",
        "8 rules of your own.",
    ):
        assert said in words
    assert all(step.why in words for step in Step)


def test_each_step_has_a_button_and_that_of_roles_opens_another_form() -> None:
    view = build_checklist_modal(checklist(Facts(Workspace(1, "T1"))))
    buttons = [each["accessory"] for each in view["blocks"] if "accessory" in each]
    opened = [each["action_id"] for each in buttons]
    assert opened == [
        ids.ROLES_OPEN if step is Step.ROLES else f"{ids.SETUP_STEP}{step}" for step in Step
    ] + [f"{ids.SETUP_STEP}rules"]
    assert len({each["accessibility_label"] for each in buttons}) == len(buttons)


def test_home_says_what_is_next_and_then_only_where_the_settings_are() -> None:
    (block,) = home_setup(checklist(Facts(Workspace(1, "T1"))))
    assert block["text"]["text"] == "*Setting up:* 0 of 9 done. Next: your group."
    assert block["accessory"]["action_id"] == ids.SETUP_OPEN
    (small,) = home_setup(checklist(FACTS))
    assert [each["text"]["text"] for each in small["elements"]] == ["Settings"]


def test_what_is_to_come_can_be_taken_back_and_what_was_cannot() -> None:
    old = Body(date(2013, 4, 1), "Old", BodyKind.CCG, "01N")
    view = build_body_modal(WORKSPACE, [old, BODY, PLANNED], TODAY)
    lines = [each for each in view["blocks"] if each["type"] == "section"]
    assert [("accessory" in each) for each in lines] == [False, False, True]
    assert lines[0]["text"]["text"] == (
        "From 1 April 2013 to 30 June 2022: Old, a clinical commissioning group (CCG), 01N"
    )
    assert "(now)" in lines[1]["text"]["text"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (Body(TODAY, "Wold"), "Wold"),
        (Body(TODAY, "Wold", BodyKind.ICB, "QOP"), "Wold, an integrated care board (ICB), QOP"),
        (Body(TODAY, "Wold", BodyKind.FEDERATION), "Wold, a federation"),
    ],
)
def test_a_body_in_words(body: Body, words: str) -> None:
    assert body_words(body) == words
    assert span_words(body) == "From 24 November 2026"


def test_protected_time_is_written_as_it_is_read() -> None:
    fortnightly = Protected("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", datetime(2026, 11, 25, 13), 120)
    view = forms.build_hours_modal(Rhythm(calendar=Calendar(protected=(fortnightly,))))
    field = next(each for each in view["blocks"] if each.get("block_id") == ids.HOURS_PROTECTED)
    assert field["element"]["initial_value"] == "every other Wednesday at 13:00, for 2 hours"


# ---- practices


def test_those_that_the_register_lists_no_more_come_first() -> None:
    view = practices.build_list_modal(PRACTICES, {"P00080": 2}, {"P00080": STRANGER}, 0)
    first = next(each for each in view["blocks"] if each["type"] == "section")
    assert "P00080 · 2 members" in first["text"]["text"]
    assert "Closed after 30 September 2023, by the register." in first["text"]["text"]
    asked = first["accessory"]["confirm"]["text"]["text"]
    assert "its 2 members stay, without a practice until they say where they work." in asked


@pytest.mark.parametrize(
    ("reason", "day", "words"),
    [
        (Reason.CLOSED, None, "Closed, by the register."),
        (Reason.LEFT, date(2020, 3, 31), "Not in 14L since 1 April 2020, by the register."),
        (Reason.UNKNOWN, None, "Not in 14L, by the register."),
    ],
)
def test_why_a_practice_is_not_in_the_list(reason: Reason, day: date | None, words: str) -> None:
    assert practices.stranger_words(Stranger(PRACTICES[0], "14L", reason, day)) == words


def test_what_the_register_lists_is_said_before_anything_changes() -> None:
    listing = Listing("14L", "Wold <Valley>", tuple(PRACTICES), tuple(PRACTICES), (STRANGER,))
    message = practices.render_listing(listing)
    assert list(problems_of(list(message.blocks), MESSAGE, "/blocks")) == []
    assert message.text.startswith("ODS lists 83 practices in 14L (Wold &lt;Valley&gt;).")
    assert "and 63 more" in message.text
    assert "(closed)" in message.text
    (row,) = [each for each in message.blocks if each["type"] == "actions"]
    assert [each["text"]["text"] for each in row["elements"]] == ["Take them in", "Not now"]


def test_where_nothing_is_new_nothing_is_asked() -> None:
    message = practices.render_listing(Listing("14L", "Wold", tuple(PRACTICES), ()))
    assert "nothing to take in" in message.text
    assert [each["type"] for each in message.blocks] == ["section"]


def test_when_it_did_not_work_it_says_whether_it_goes_on() -> None:
    down = practices.render_not_listed("14L", "ODS cannot be reached.", goes_on=True).text
    assert "I try again by myself" in down
    slip = practices.render_not_listed("99Z", "ODS does not know the code 99Z.", goes_on=False).text
    assert "ODS does not know the code 99Z. Nothing was changed" in slip
