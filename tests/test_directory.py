"""What is read from Slack's own words: whether another organisation reads along, who can be a member."""

from typing import Any

import pytest

from bot.directory import is_shared_elsewhere, others_are_in, profile_of

OURS = {"context_team_id": "T1", "shared_team_ids": ["T1"]}


@pytest.mark.parametrize(
    ("said", "shared", "inside"),
    [
        (OURS, False, False),
        ({}, False, False),
        (OURS | {"is_ext_shared": True, "connected_team_ids": ["T9"]}, True, True),
        (OURS | {"is_shared": True, "connected_team_ids": ["T9"]}, True, True),
        (OURS | {"shared_team_ids": ["T1", "T9"]}, True, True),
        (OURS | {"is_org_shared": True, "shared_team_ids": ["T1", "T2"]}, False, False),
        (OURS | {"is_org_shared": True, "is_ext_shared": True}, True, True),
        (OURS | {"is_pending_ext_shared": True}, True, False),
        (OURS | {"pending_connected_team_ids": ["T9"]}, True, False),
        (OURS | {"pending_connected_team_ids": []}, False, False),
    ],
    ids=[
        "ours",
        "nothing said",
        "shared",
        "connected",
        "by its teams",
        "workspaces of one organisation",
        "both",
        "invited",
        "invited by team",
        "nobody invited",
    ],
)
def test_whether_another_organisation_reads_along(
    said: dict[str, Any], shared: bool, inside: bool
) -> None:
    assert is_shared_elsewhere(said) is shared
    assert others_are_in(said) is inside


@pytest.mark.parametrize(
    ("marks", "counts"),
    [
        ({}, True),
        ({"is_bot": True}, False),
        ({"is_restricted": True}, False),
        ({"is_ultra_restricted": True, "is_restricted": True}, False),
        ({"is_stranger": True}, False),
        ({"team_id": "T0OTHER"}, False),
        ({"team_id": "E0ORG", "enterprise_user": {"teams": ["T0WOLD"]}}, True),
        ({"deleted": True}, False),
        ({"id": "USLACKBOT"}, False),
    ],
)
def test_who_can_be_a_member(marks: dict[str, Any], counts: bool) -> None:
    user = {"id": "U1", "team_id": "T0WOLD", "name": "ann"} | marks
    assert profile_of(user, "T0WOLD").can_be_member is counts
