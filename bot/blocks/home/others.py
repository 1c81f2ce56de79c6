"""Sections of the Home tab that other features fill: setting up, where somebody works, concerns."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.concerns.lists import home_concerns
from bot.blocks.joining import home_member
from bot.blocks.kit import actions, button, section
from bot.blocks.setting_up.checklist import home_setup
from bot.domain.deeds import Deed
from bot.domain.delivery import Block
from bot.domain.home import Home


def left_to_set_up(home: Home, most: int) -> Iterator[Block]:
    """The next step, for who may set up; the way in for a Slack admin where nobody may yet."""
    if home.checklist is not None and home.checklist.next is not None:
        yield from home_setup(home.checklist)
    elif home.may_begin:
        yield section(
            "Nobody looks after Peerbot here yet. As an admin of this Slack you can set it up, or say "
            "who does.",
            button(ids.SETUP_OPEN, "Set up Peerbot", style="primary"),
        )


def where_unsettled(home: Home, most: int) -> Iterator[Block]:
    """Near the top while it is not known where they work, or somebody waits for them."""
    if home.standing is not None and _asks(home):
        yield from home_member(home.standing)


def where_settled(home: Home, most: int) -> Iterator[Block]:
    """Not for a manager of the group who is at no practice: nothing is missing there."""
    known = home.member is not None and (home.member.practices or home.member.locum)
    if home.standing is not None and not _asks(home) and (known or home.standing.claims):
        yield from home_member(home.standing)


def _asks(home: Home) -> bool:
    assert home.standing is not None
    return home.member is None or home.may_have_a_practice or home.standing.to_confirm > 0


def concerns(home: Home, most: int) -> Iterator[Block]:
    yield from home_concerns(home.concerns, home.user, home.now, most)


def settings(home: Home, most: int) -> Iterator[Block]:
    """For who looks after the group: what was set, who has which role, who is a member."""
    found = [
        (Deed.SET_UP, button(ids.SETUP_OPEN, "Settings", label="Settings of the group")),
        (Deed.GIVE_ROLES, button(ids.ROLES_OPEN, "Roles", label="Roles: who may do what here")),
        (Deed.CONFIRM_PEOPLE, button(ids.PEOPLE_OPEN, "Members", label="Members, and who waits")),
    ]
    buttons = [each for deed, each in found if home.may(deed)]
    if buttons:
        yield actions(buttons)
