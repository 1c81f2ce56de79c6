"""Hears leads and managers who ask for the figures of peer sessions, or for the tables."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.blocks.kit import section
from bot.blocks.sessions.summary import render_summary
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.errors import InvalidInput
from bot.payloads import Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import tell

COMING = "The tables are on their way: look in your messages from me in a moment."
THIS_QUARTER = ("quarter", "this quarter")


async def show_summary(ack: AsyncAck, caller: Caller, services: Services, words: str) -> None:
    """``/peer summary``: the last four quarters, or this one."""
    asked = " ".join(words.lower().split())
    if asked and asked not in THIS_QUARTER:
        raise InvalidInput(
            "I know `/peer summary`, for the last four quarters, and `/peer summary this quarter`."
        )
    summary = await services.sessions.overseeing.summary(caller.user_id, this_quarter=bool(asked))
    await tell(ack, render_summary(summary))


async def export(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer export``: sessions, actions and barriers as files in their messages."""
    await services.sessions.overseeing.ask_for_tables(caller.user_id)
    await tell(ack, Message(COMING, (section(COMING),)))


def register(router: Router) -> None:
    says = "How many sessions were held, whom they reached and what came of them."
    router.command(
        ids.PEER, "summary", says=says, usage="[this quarter]", deed=Deed.OVERSEE_SESSIONS
    )(show_summary)
    says = "Sessions, actions and barriers as tables (CSV), in your messages."
    router.command(ids.PEER, "export", says=says, deed=Deed.EXPORT_SESSIONS)(export)
