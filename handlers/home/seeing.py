"""Buttons on the Home tab that show a list in full, open an organiser's form, or ask for a file."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.home.parts import Lists
from bot.blocks.pulse import summary
from bot.blocks.sessions import notes
from bot.blocks.sessions.summary import render_summary
from bot.domain.delivery import Message
from bot.domain.sessions.choice import Wanted
from bot.payloads import Body, Caller
from bot.router import Handler, Router
from bot.services.factory import Services
from bot.services.pulse.files import FileKind
from handlers.answers import Respond, open_view, whisper
from handlers.home.in_view import as_modal
from handlers.messages import overview as messages
from handlers.pulse.tending import overview as pulses
from handlers.sessions import matching
from handlers.sessions.inviting import to_come
from handlers.sessions.overseeing import COMING
from handlers.sessions.setting_up import open_form

ON_ITS_WAY = "It is on its way: look in the Messages tab."

Found = Callable[[Caller, Services], Awaitable[Message]]


async def my_notes(caller: Caller, services: Services) -> Message:
    mine = await services.sessions.notes.mine(caller.user_id)
    return notes.render_notes(mine, services.workspace.time_zone)


async def of_sessions(caller: Caller, services: Services) -> Message:
    return render_summary(await services.sessions.overseeing.summary(caller.user_id))


async def last_results(caller: Caller, services: Services) -> Message:
    return summary.render_summary(await services.pulse.reading.pull_summary(caller.user_id, None))


LISTS: dict[Lists, tuple[str, Found]] = {
    Lists.NOTES: ("My notes", my_notes),
    Lists.SESSIONS: ("Peer sessions", to_come),
    Lists.SUMMARY: ("Peer sessions", of_sessions),
    Lists.PULSES: ("Pulses", pulses),
    Lists.RESULTS: ("Results", last_results),
    Lists.MESSAGES: ("Messages", messages),
}


def showing(what: Lists) -> Handler:
    """The button that shows it: what its command says, in a modal."""
    title, found = LISTS[what]

    async def show(
        ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
    ) -> None:
        message = await found(caller, services)
        view = as_modal(message.text, message.blocks, {"title": {"text": title}})
        await open_view(client, body, view)
        await ack()

    return show


async def offer_vote(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """The form of a session whose time is to be found."""
    await open_form(body, client, caller, services, Wanted(finding=True))
    await ack()


async def send_tables(ack: AsyncAck, caller: Caller, services: Services, respond: Respond) -> None:
    """Peer sessions, as tables."""
    await services.sessions.overseeing.ask_for_tables(caller.user_id)
    await ack()
    await whisper(respond, Message(COMING))


async def send_excel(ack: AsyncAck, caller: Caller, services: Services, respond: Respond) -> None:
    """The last results, as Excel."""
    await services.pulse.reading.ask_for_file(caller.user_id, FileKind.XLSX, None)
    await ack()
    await whisper(respond, Message(ON_ITS_WAY))


def register(router: Router) -> None:
    for each in Lists:
        router.action(f"{ids.HOME_SEE}{each}")(showing(each))
    router.action(ids.HOME_MATCH)(matching.offer_form)
    router.action(ids.HOME_TIMES)(offer_vote)
    router.action(ids.HOME_TABLES)(send_tables)
    router.action(ids.HOME_EXCEL)(send_excel)
