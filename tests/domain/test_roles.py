"""What a change of roles comes to."""

from bot.domain.people import Role
from bot.domain.roles import (
    Change,
    RoleGroup,
    Wanted,
    by_groups,
    changes,
    group_changes,
    nobody_left,
    own_roles,
    with_wanted,
)

GP, LEAD, MANAGER, ADMINISTRATOR = Role
LEADS = RoleGroup(LEAD, "S1", "@leads")
MANAGERS = RoleGroup(MANAGER, "S2", "@managers")


def roles(*some: Role) -> frozenset[Role]:
    return frozenset(some)


def test_a_lead_is_asked_as_every_gp_is_and_a_manager_need_not_be_a_gp() -> None:
    assert own_roles(roles(), roles(LEAD)) == {GP, LEAD}
    assert own_roles(roles(), roles(MANAGER)) == {MANAGER}
    assert own_roles(roles(GP, MANAGER), roles()) == {GP}
    assert own_roles(roles(ADMINISTRATOR), roles()) == roles()


def test_only_those_change_for_whom_something_changes() -> None:
    known = {"U1": roles(GP, LEAD), "U2": roles(MANAGER), "U3": roles(GP)}
    wanted = Wanted({LEAD: ("U1", "U4"), MANAGER: ("U3",), ADMINISTRATOR: ("U3",)})
    after = with_wanted(known, wanted)
    assert after == {
        "U2": roles(),
        "U3": roles(GP, MANAGER, ADMINISTRATOR),
        "U4": roles(GP, LEAD),
    }
    assert changes(known, after) == [
        Change("U2", MANAGER, given=False),
        Change("U3", MANAGER, given=True),
        Change("U3", ADMINISTRATOR, given=True),
        Change("U4", LEAD, given=True),
    ]


def test_a_group_that_only_has_another_name_is_no_change() -> None:
    renamed = RoleGroup(LEAD, "S1", "@clinical-leads")
    assert group_changes([LEADS, MANAGERS], [renamed]) == [
        Change("@managers", MANAGER, given=False, group=True)
    ]


def test_it_is_seen_that_nobody_would_be_left() -> None:
    before = [roles(MANAGER), roles(ADMINISTRATOR, GP)]
    assert nobody_left(before, [roles(GP)], []) == [MANAGER, ADMINISTRATOR]
    assert nobody_left(before, [roles(ADMINISTRATOR)], [MANAGERS]) == []
    assert nobody_left([roles(MANAGER)], [roles(MANAGER)], []) == []  # there was no administrator


def test_who_is_in_a_group_that_cannot_be_read_is_who_was_known_for_it() -> None:
    known = {"U1": roles(GP, LEAD), "U2": roles(MANAGER), "U3": roles(GP, LEAD)}
    found = by_groups([LEADS, MANAGERS], {"S1": ["U1", "U2"], "S2": None}, known)
    assert found == {"U1": roles(GP, LEAD), "U2": roles(GP, LEAD, MANAGER)}
    assert by_groups([MANAGERS], {"S2": []}, known) == {}
