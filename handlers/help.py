"""Hears /peerbot, and every command that no other handler understands: says what can be said."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.blocks.help import render_command_help, render_help
from bot.payloads import Body
from bot.router import Router
from handlers.answers import tell


async def show_help(ack: AsyncAck, router: Router, words: str) -> None:
    """``/peerbot``: every command there is; ``words`` are any that it does not know."""
    message = render_help(router.subcommands, words)
    await tell(ack, message)


async def show_command_help(ack: AsyncAck, body: Body, router: Router, words: str) -> None:
    """``/pulse help``, or ``/pulse`` with words that it does not know."""
    command = body["command"]
    message = render_command_help(command, router.subcommands[command], words)
    await tell(ack, message)


def register(router: Router) -> None:
    router.command(ids.PEERBOT, says="What Peerbot does, and all its commands.")(show_help)
    router.command(ids.PEERBOT, "help", says="The same.")(show_help)
    for command in (ids.PULSE, ids.PEER):
        router.command(command, says="")(show_command_help)
    for command in (ids.PULSE, ids.PEER, ids.COMPARE):
        router.command(command, "help", says="What this command can do.")(show_command_help)
