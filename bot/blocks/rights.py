"""Who may do what, in words: as a message, and as the table of the documentation."""

from collections.abc import Mapping, Sequence

from bot.blocks.kit import context, section
from bot.blocks.text import either, escape, packed
from bot.domain.deeds import MAY, Deed
from bot.domain.delivery import Block, Message
from bot.domain.people import Role
from bot.domain.roles import GIVEN

MOST = 10  # people who are named for a role


def render_rights(
    holders: Mapping[Role, Sequence[str]], groups: Mapping[Role, Sequence[str]]
) -> Message:
    """What each may do, and who has which role here: people by id, user groups by name."""
    text = "Who may do what here, and who has which role."
    blocks: list[Block] = [section("*Who has which role here*")]
    blocks += [section(each) for each in packed(_holds(role, holders, groups) for role in GIVEN)]
    for roles, deeds in by_roles().items():
        who = either([role.words for role in roles]) if roles else "anybody"
        lines = [f"*{who[0].upper()}{who[1:]}* may", *(f"• {each}" for each in deeds)]
        blocks += [section(each) for each in packed(lines)]
    closing = "A manager or administrator says who has which role, with `/peerbot roles`."
    if not any(holders.get(role) for role in Deed.GIVE_ROLES.roles):
        closing = "Nobody looks after Peerbot here yet: an admin of this Slack can, with `/peerbot roles`."
    return Message(text, (*blocks, context(f"{closing} Only you can see this.")))


def by_roles() -> dict[tuple[Role, ...], list[Deed]]:
    """The deeds by who may: first what anybody may, then the roles that may most."""
    found: dict[tuple[Role, ...], list[Deed]] = {}
    for deed, roles in MAY.items():
        found.setdefault(tuple(role for role in Role if role in roles), []).append(deed)
    return dict(sorted(found.items(), key=lambda each: (bool(each[0]), -len(each[1]))))


def _holds(
    role: Role, holders: Mapping[Role, Sequence[str]], groups: Mapping[Role, Sequence[str]]
) -> str:
    people = list(holders.get(role, ()))
    named = [f"<@{each}>" for each in people[:MOST]]
    if len(people) > MOST:
        named.append(f"{len(people) - MOST} more")
    said = ", ".join(named) or "nobody yet"
    by_group = groups.get(role, ())
    more = f" (by user group: {', '.join(map(escape, by_group))})" if by_group else ""
    words = role.words
    return f"{words[0].upper()}{words[1:]}: {said}{more}"


def rights_table(commands: Mapping[Deed, Sequence[str]]) -> str:
    """As Markdown, with the commands that each deed is behind."""
    roles = [role for role in Role if role is not Role.GP]
    heading = ["To", "with", "anybody", *(role.words for role in roles)]
    rows = [f"| {' | '.join(heading)} |", f"|{'---|' * len(heading)}"]
    for deed, may in MAY.items():
        typed = ", ".join(f"`{each}`" for each in commands.get(deed, ()))
        ticks = ["" if may else "yes", *("yes" if not may or role in may else "" for role in roles)]
        rows.append(f"| {' | '.join([deed, typed, *ticks])} |")
    return "\n".join(rows) + "\n"
