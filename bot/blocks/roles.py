"""What is said about roles: the form that gives them, what came of it, and who may do what."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    actions,
    button,
    context,
    input_,
    modal,
    multi_select,
    multi_users_select,
    option,
    section,
)
from bot.blocks.text import escape, listed, packed, with_article
from bot.domain.delivery import Block, Message
from bot.domain.people import Role
from bot.domain.roles import GIVEN, Change, Wanted

TITLE = "Roles"
LABELS = {
    Role.LEAD: "Clinical leads",
    Role.MANAGER: "Managers",
    Role.ADMINISTRATOR: "Administrators",
}
HINTS = {
    Role.LEAD: "They set up peer sessions, ask pulses and post figures. They are asked as GPs are.",
    Role.MANAGER: "They ask pulses, bring figures and look after the group's settings.",
    Role.ADMINISTRATOR: "They look after Peerbot: settings, messages that did not arrive, the audit log.",
}
NOT_SAID = "Slack did not say who everybody here is. Nothing is saved yet: please press Save again."
REASONS = {
    "bot": "is an app, not a person",
    "guest": "is a guest in this Slack",
    "outsider": "is of another organisation's Slack",
    "off": "has a Slack account that is switched off",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the form keeps: how things stood when it was opened, whether it has warned, what is beneath."""

    stands: str
    was_warned: bool = False
    over_checklist: bool = False

    @property
    def written(self) -> str:
        return json.dumps(asdict(self))


# ---- the form


def build_waiting_modal() -> View:
    return modal("", TITLE, [section("Looking up who has which role …")], close="Close")


def build_sorry_modal() -> View:
    sorry = (
        "Sorry, something went wrong on our side. Please close this and try `/peerbot roles` again."
    )
    return modal("", TITLE, [section(sorry)], close="Close")


def build_roles_modal(
    wanted: Wanted, groups: Mapping[str, str], unread: Sequence[str], kept: Kept
) -> View:
    """``groups`` are the user groups to choose from, by id: none where the Slack's plan has none."""
    blocks: list[Block] = [
        section(
            "Who has which role here? One person may have several, and whoever you name becomes a "
            "member. They get no message about it. `/peerbot help roles` says who may do what."
        )
    ]
    for role in GIVEN:
        blocks += _fields(role, wanted, groups)
    if groups:
        blocks.append(
            context("Whoever is in a user group has its role for as long as they are in it.")
        )
    if unread:
        blocks.append(section(_unread(unread)))
    return modal(ids.ROLES, TITLE, blocks, submit="Save", private_metadata=kept.written)


def _fields(role: Role, wanted: Wanted, groups: Mapping[str, str]) -> Iterator[Block]:
    people = f"{ids.ROLES_PEOPLE}{role}"
    chosen = wanted.people.get(role, ())
    yield input_(
        people,
        LABELS[role],
        multi_users_select(people, chosen),
        hint=HINTS[role],
        optional=True,
    )
    if groups:
        by_group = f"{ids.ROLES_GROUPS}{role}"
        options = [option(name, id_) for id_, name in sorted(groups.items(), key=_by_name)]
        given = [each.group_id for each in wanted.groups if each.role is role]
        yield input_(
            by_group,
            f"{LABELS[role]} by user group",
            multi_select(by_group, options, given, placeholder="Choose user groups"),
            optional=True,
        )


def _by_name(group: tuple[str, str]) -> str:
    return group[1].casefold()


def _unread(names: Sequence[str]) -> str:
    return (
        f"Slack does not show {listed([escape(each) for each in names])} now. Whoever was in it keeps "
        "the role until you take the group out here."
    )


def warned(view: View, nobody: Sequence[Role]) -> View:
    """The form as it was sent, with what it would come to; sent once more, it is done."""
    named = listed([LABELS[role].lower() for role in nobody])
    words = (
        f"*Please look again.* With this there are no {named} any more, and nobody else has what they "
        "may do. Only an admin of this Slack could then give the role again. To do it all the same, "
        "press Save once more."
    )
    kept = replace(read_kept(view["private_metadata"]), was_warned=True)
    blocks = [section(words), *(each for each in view["blocks"] if each["type"] == "input")]
    return modal(ids.ROLES, TITLE, blocks, submit="Save", private_metadata=kept.written)


def read_kept(metadata: str) -> Kept:
    return Kept(**json.loads(metadata))


def say_cannot(people: Sequence[tuple[str, str]]) -> str:
    """Who cannot have a role, with the reason for each; under a field, where nothing is marked up."""
    said = listed([f"{name} {REASONS[reason]}" for name, reason in people])
    them = "them" if len(people) > 1 else "that name"
    return f"{said}, so cannot have a role here. Please take {them} out."


# ---- what came of it


def build_saved_modal(changes: Sequence[Change]) -> View:
    if not changes:
        return modal("", TITLE, [section("Nothing has changed.")], close="Close")
    blocks = [section(each) for each in packed(["*Saved.*", *map(_line, changes)])]
    if any(each.group for each in changes):
        blocks.append(context("I am reading who is in the user groups now, which takes a moment."))
    return modal("", TITLE, blocks, close="Close")


def render_changed(giver: str, changes: Sequence[Change]) -> Message:
    """For administrators: somebody else has changed who runs this."""
    opening = f"<@{giver}> has changed who looks after Peerbot:"
    lines = packed([opening, *map(_line, changes)])
    closing = actions([button(ids.ROLES_OPEN, "Roles")])
    return Message(lines[0], (*map(section, lines), closing))


def _line(change: Change) -> str:
    who = f"Everybody in {escape(change.who)}" if change.group else f"<@{change.who}>"
    now = "is now" if change.given else "is no longer"
    return f"• {who} {now} {with_article(change.role.words)}"
