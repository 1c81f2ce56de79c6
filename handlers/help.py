"""Hears /peerbot, and every command that no other handler understands: says what can be said."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.blocks.deeds import render_rights
from bot.blocks.help import (
    lines_about,
    render_command_help,
    render_help,
    render_lines,
    render_where_home_is,
)
from bot.domain.delivery import Message
from bot.payloads import ASKED_AS, Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import tell

ALL, ROLES = "all", "roles"


async def show_start(
    ack: AsyncAck, router: Router, caller: Caller, services: Services, words: str
) -> None:
    """``/peerbot``: what this person can say; ``words`` are any that it does not know."""
    member = await services.people.member(caller.user_id)
    await tell(ack, render_help(router.subcommands, member, words))


async def show_help(
    ack: AsyncAck, router: Router, caller: Caller, services: Services, words: str
) -> None:
    """``/peerbot help``, for oneself; or of all, of one command or one word of it, of the roles."""
    await tell(ack, await _help(router, caller, services, words.lower().removeprefix("/")))


async def _help(router: Router, caller: Caller, services: Services, words: str) -> Message:
    if words == ROLES:
        holders, groups = await services.roles.giving.holders()
        return render_rights(holders, groups)
    member = await services.people.member(caller.user_id)
    command = f"/{words}"
    if command in router.subcommands:
        return render_command_help(command, router.subcommands, member)
    if words == ALL:
        return render_help(router.subcommands, member, everything=True)
    if lines := lines_about(router.subcommands, words):
        return render_lines(lines, member)
    return render_help(router.subcommands, member, f"help {words}" if words else "")


async def show_command_help(
    ack: AsyncAck, body: Body, router: Router, caller: Caller, services: Services, words: str
) -> None:
    """``/pulse help``, ``/pulse help new``, or ``/pulse`` with words that it does not know."""
    member = await services.people.member(caller.user_id)
    command, commands, asked_as = body["command"], router.subcommands, body.get(ASKED_AS, "")
    if lines := lines_about(commands, f"{command} {words}") if words else []:
        await tell(ack, render_lines(lines, member, asked_as))
        return
    await tell(ack, render_command_help(command, commands, member, words, asked_as))


async def show_home(ack: AsyncAck) -> None:
    """``/peerbot home``: Slack opens a tab for nobody, so this says where it is."""
    await tell(ack, render_where_home_is())


def register(router: Router) -> None:
    router.command(ids.PEERBOT, says="")(show_start)
    router.command(
        ids.PEERBOT,
        "help",
        usage="[all | pulse | compare | peer | roles]",
        says="What you can do; about one command; who may do what.",
    )(show_help)
    router.command(ids.PEERBOT, "home", says="Where your Home tab is, and what is on it.")(
        show_home
    )
    for command in (ids.PULSE, ids.PEER):
        router.command(command, says="")(show_command_help)
    for command in (ids.PULSE, ids.PEER, ids.COMPARE):
        router.command(command, "help", says="What this command can do.")(show_command_help)
