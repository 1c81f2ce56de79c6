"""Actions as people write them in a thread."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import NotUnderstood
from bot.domain.sessions.reading import Written, is_action, read_action

TUESDAY = date(2026, 12, 1)
BOT = "UBOT"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "action: <@U1> audits ten prescriptions by 12 December, measure: items per 1,000",
            Written("Audits ten prescriptions", "U1", date(2026, 12, 12), "Items per 1,000"),
        ),
        (
            "Action: audit ten scripts <@U2> by Friday",
            Written("Audit ten scripts", "U2", date(2026, 12, 4)),
        ),
        (
            "<@UBOT> action: <@U1|ann> will send the protocol to <@U2> by 8/12/2026.",
            Written("Send the protocol to a colleague", "U1", date(2026, 12, 8)),
        ),
        (
            "ACTION: send the audit to <@U2> by the end of next month",
            Written("Send the audit to a colleague", None, date(2027, 1, 31)),
        ),
        (
            "action: audit ten courses (<@U3>), by 12 Dec; measured by items &lt; 100",
            Written("Audit ten courses", "U3", date(2026, 12, 12), "Items < 100"),
        ),
        (
            "action: measure ten blood pressures in two weeks",
            Written("Measure ten blood pressures", None, date(2026, 12, 15)),
        ),
        (
            "action: agree by phone with the pharmacist",
            Written("Agree by phone with the pharmacist"),
        ),
        (
            "action: write a protocol, measure: share seen within a week, by next Tuesday",
            Written("Write a protocol", None, date(2026, 12, 8), "Share seen within a week"),
        ),
        (
            "action: look at <https://x.nhs.uk/a|the list> in <#C1|gp-peers> by tomorrow",
            Written("Look at the list in #gp-peers", None, date(2026, 12, 2)),
        ),
        (
            "action: <@U1> and <@U2> audit ten each by the end of the month",
            Written("With a colleague audit ten each", "U1", date(2026, 12, 31)),
        ),
        ("action: <@UBOT> reminds us", Written("Reminds us")),
        ("action:", Written("")),
        ("action: fish &amp; chips &lt;!channel&gt;", Written("Fish & chips <!channel>")),
    ],
)
def test_owner_date_measure_and_the_rest(text: str, read: Written) -> None:
    assert is_action(text)
    assert read_action(text, TUESDAY, BOT) == read


@pytest.mark.parametrize(
    "text", ["Our action: plan", "actions: two", "reaction: none", "action plan", "", "<@U1> hello"]
)
def test_what_does_not_begin_so_is_none(text: str) -> None:
    assert not is_action(text)


def test_a_date_that_cannot_be_is_said() -> None:
    with pytest.raises(NotUnderstood, match="is a Saturday, not a Friday"):
        read_action("action: audit by Friday 12 December", TUESDAY)


@given(
    st.lists(
        st.sampled_from(
            [
                "<@U1>",
                "by",
                "12 December",
                "measure:",
                "(",
                ")",
                "audit",
                "in",
                "two weeks",
                ",",
                "&lt;",
            ]
        )
        | st.text(max_size=8),
        max_size=12,
    )
)
def test_whatever_is_written_nothing_of_slacks_brackets_is_left(parts: list[str]) -> None:
    try:
        read = read_action("action: " + " ".join(parts), TUESDAY, BOT)
    except NotUnderstood:
        return
    assert "<@U1>" not in read.what + (read.measure or "")
    assert read.owner in (None, "U1")
