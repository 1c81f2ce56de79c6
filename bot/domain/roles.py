"""Who has which role: by their own name or by a Slack user group, and what a change comes to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.people import Role

GIVEN = (Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR)  # everybody else is a GP, or only a member
IN_CHARGE = (Role.MANAGER, Role.ADMINISTRATOR)
Roles = frozenset[Role]
NONE: Roles = frozenset()


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Whoever is in this Slack user group has this role. ``name`` as it was last seen, with its @."""

    role: Role
    group_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to have which role, by name and by group; whoever is not named has it no more."""

    people: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[RoleGroup, ...] = ()

    @property
    def named(self) -> set[str]:
        return {each for people in self.people.values() for each in people}


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody, or a user group (by its name), has a role from now on, or has it no more."""

    who: str
    role: Role
    given: bool
    group: bool = False


def own_roles(had: Roles, chosen: Roles) -> Roles:
    """What somebody's own roles are once these are chosen; a lead is asked as every GP is."""
    asked = {Role.GP} if Role.LEAD in chosen else set()
    return (had - frozenset(GIVEN)) | chosen | asked


def with_wanted(known: Mapping[str, Roles], wanted: Wanted) -> dict[str, Roles]:
    """The own roles of those for whom they change; ``known`` has the own roles of all who have any."""
    chosen = dict.fromkeys(known, NONE)
    for role, people in wanted.people.items():
        for user in people:
            chosen[user] = chosen.get(user, NONE) | {role}
    roles = {user: own_roles(known.get(user, NONE), each) for user, each in chosen.items()}
    return {user: each for user, each in roles.items() if each != known.get(user, NONE)}


def changes(before: Mapping[str, Roles], after: Mapping[str, Roles]) -> list[Change]:
    """What those who are in ``after`` were given, and what was taken from them."""
    return [
        Change(user, role, given=role in roles)
        for user, roles in sorted(after.items())
        for role in GIVEN
        if (role in roles) != (role in before.get(user, NONE))
    ]


def group_changes(before: Iterable[RoleGroup], after: Iterable[RoleGroup]) -> list[Change]:
    had, has = (
        {(each.role, each.group_id): each.name for each in some} for some in (before, after)
    )
    return [
        *(Change(has[key], key[0], given=True, group=True) for key in has if key not in had),
        *(Change(had[key], key[0], given=False, group=True) for key in had if key not in has),
    ]


def about_charge(made: Iterable[Change]) -> list[Change]:
    """Those that change who runs this; administrators hear of them when somebody else makes them."""
    return [each for each in made if each.role in IN_CHARGE]


def nobody_left(
    before: Collection[Roles], after: Collection[Roles], groups: Iterable[RoleGroup]
) -> list[Role]:
    """The roles in charge that somebody has and nobody would have; a group counts as somebody."""
    by_group = {each.role for each in groups}
    return [
        role
        for role in IN_CHARGE
        if any(role in each for each in before)
        and role not in by_group
        and not any(role in each for each in after)
    ]


def by_groups(
    groups: Iterable[RoleGroup],
    inside: Mapping[str, Collection[str] | None],
    known: Mapping[str, Roles],
) -> dict[str, Roles]:
    """Who has which roles by groups; who is in a group that cannot be read is who was known for it.

    ``inside`` has the people of each group by its id, ``known`` who had which roles by groups so far.
    """
    found: dict[str, Roles] = {}
    for each in groups:
        people = inside.get(each.group_id)
        if people is None:
            people = [user for user, roles in known.items() if each.role in roles]
        for user in people:
            found[user] = own_roles(found.get(user, NONE), found.get(user, NONE) | {each.role})
    return found
