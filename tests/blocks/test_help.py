"""What people are told that they can say: from the tables that parse and that permit."""

from pathlib import Path

import pytest

from bot.app import create_router
from bot.blocks import ids
from bot.blocks.deeds import render_rights, rights_table
from bot.blocks.help import lines_about, nearest, render_command_help, render_help, render_lines
from bot.blocks.text import BLOCKS_PER_MESSAGE, SECTION_TEXT
from bot.domain.deeds import MAY, Deed, may
from bot.domain.delivery import Message
from bot.domain.people import Member, Role

ROUTER = create_router()
COMMANDS = ROUTER.subcommands
LINES = [each for lines in COMMANDS.values() for each in lines]
DOCS = Path(__file__).parents[2] / "docs" / "roles.md"


def words(message: Message) -> str:
    assert len(message.blocks) <= BLOCKS_PER_MESSAGE
    parts = [
        each["text"]
        for block in message.blocks
        for each in (block.get("elements") or [block["text"]])
    ]
    assert all(len(each) <= SECTION_TEXT and not each.endswith("…") for each in parts)
    return "\n".join(parts)


def has(*roles: Role) -> Member:
    return Member("U1", None, frozenset(roles))


@pytest.mark.parametrize("roles", [None, *((role,) for role in Role), tuple(Role)])
def test_help_has_what_this_person_may_and_nothing_else(roles: tuple[Role, ...] | None) -> None:
    who = None if roles is None else has(*roles)
    said = words(render_help(COMMANDS, who))
    for each in LINES:
        allowed = each.deed is None or may(who, each.deed)
        allowed &= each.word != "help" or each.command == ids.PEERBOT
        assert (f"`{each.line}` – {each.says}" in said) == (allowed and bool(each.says))


def test_help_of_all_has_everything_with_who_may() -> None:
    said = words(render_help(COMMANDS, has(Role.GP), everything=True))
    assert all(f"`{each.line}`" in said for each in LINES if each.says)
    assert "`/pulse new` – " in said
    assert "_For a manager or clinical lead._" in said


@pytest.mark.parametrize("command", [ids.PULSE, ids.COMPARE, ids.PEER])
def test_help_of_one_command_is_in_the_form_in_which_it_was_asked_for(command: str) -> None:
    short = words(render_command_help(command, COMMANDS, has(*Role)))
    long = words(render_command_help(command, COMMANDS, has(*Role), "", f"/peerbot {command[1:]}"))
    for each in COMMANDS[command]:
        if each.says:
            assert f"`{each.line}`" in short
            assert f"`/peerbot {each.line[1:]}`" in long
    assert f"`{command} " not in long


@pytest.mark.parametrize(
    ("command", "typed", "meant"),
    [
        (ids.PULSE, "sumary 12", "/pulse summary"),
        (ids.PULSE, "Schedule falls", "/peer schedule"),
        (ids.PEER, "shedule", "/peer schedule"),
        (ids.PEERBOT, "pulze new", "/pulse"),
        (ids.PEERBOT, "mesages", "/peerbot messages"),
        (ids.PEERBOT, "help comparee", "/compare"),
        (ids.PEERBOT, "role", "/peerbot roles"),
    ],
)
def test_a_word_that_is_nearly_known_is_offered_first(command: str, typed: str, meant: str) -> None:
    assert nearest(command, COMMANDS, typed)[0] == meant


def test_what_is_like_nothing_gets_the_list_alone() -> None:
    assert nearest(ids.PULSE, COMMANDS, "xyzzy") == []
    said = words(render_command_help(ids.PULSE, COMMANDS, None, "xyzzy <!channel>"))
    assert "I do not know `/pulse xyzzy &lt;!channel&gt;`. You can say:" in said
    near = words(render_command_help(ids.PULSE, COMMANDS, None, "lst", "/peerbot pulse"))
    assert "I do not know `/peerbot pulse lst`. Did you mean `/peerbot pulse list`" in near


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("setup", ["/peerbot setup"]),
        ("/peerbot setup", ["/peerbot setup"]),
        ("Pulse new", ["/pulse new"]),
        ("/peer schedule", ["/peer schedule"]),
        ("list", ["/pulse list", "/peer list"]),
        ("pulse schedule", []),
        ("dance", []),
        ("", []),
    ],
)
def test_help_about_a_word_finds_what_can_be_said_with_it(typed: str, found: list[str]) -> None:
    lines = lines_about(COMMANDS, typed)
    assert [f"{each.command} {each.word}" for each in lines] == found
    said = words(render_lines(lines, None)) if lines else ""
    if lines and lines[0].command == ids.PULSE:
        long = words(render_lines(lines[:1], None, "/peerbot pulse"))
        assert f"`/peerbot pulse {lines[0].word}`" in long
    assert all(f"`{each.line}` – {each.says}" in said for each in lines)
    assert ("_For a manager or administrator._" in said) == (found == ["/peerbot setup"])


# ---- who may do what


def test_help_of_roles_has_every_deed_and_who_has_which_role() -> None:
    people = {Role.LEAD: [f"U{number}" for number in range(300)], Role.MANAGER: ["U7"]}
    said = words(render_rights(people, {Role.LEAD: ["@leads"]}))
    assert all(f"• {deed}" in said for deed in Deed)
    assert "<@U9>, 290 more (by user group: @leads)" in said
    assert "Administrator: nobody yet" in said
    assert "an admin of this Slack can" not in said
    assert "an admin of this Slack can" in words(render_rights({}, {}))


def test_every_deed_is_in_the_table_of_rights() -> None:
    assert list(MAY) == list(Deed)


def test_every_command_that_not_everybody_may_use_says_what_for() -> None:
    """So that help, and whoever reads the table, know."""
    open_to_all = {f"{each.command} {each.word}" for each in LINES if each.deed is None}
    assert open_to_all == {
        *(f"{command} help" for command in COMMANDS),
        *(f"{command} " for command in (ids.PULSE, ids.PEER, ids.PEERBOT)),
        f"{ids.PEERBOT} home",
    }


def test_the_documentation_has_the_table_of_rights() -> None:
    """``python -c "from tests.blocks.test_help import write_table; write_table()"`` brings it up to date."""
    assert DOCS.read_text(encoding="utf-8").endswith(table())


def write_table() -> None:
    prose = DOCS.read_text(encoding="utf-8").split("| To |")[0]
    DOCS.write_text(prose + table(), encoding="utf-8")


def table() -> str:
    behind: dict[Deed, list[str]] = {}
    for each in LINES:
        if each.deed is not None:
            behind.setdefault(each.deed, []).append(f"{each.command} {each.word}".strip())
    return rights_table(behind)
