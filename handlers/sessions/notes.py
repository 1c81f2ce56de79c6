"""Hears whoever writes, reads, takes away or deletes their own CPD note."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import notes
from bot.domain.deeds import Deed
from bot.domain.sessions.notes import Domain, Note
from bot.domain.times import parse_day
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import tell
from handlers.sessions.fields import Values, chosen, words_in


async def write(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "My CPD note", under a session's summary."""
    form = await services.sessions.notes.prepare(caller.user_id, int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=notes.build_note_modal(form))
    await ack()


async def save(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    session_id, note_id = notes.parse_metadata(view["private_metadata"])
    kept = await services.sessions.notes.save(
        caller.user_id,
        read_note(values),
        keep=notes.KEEP in (values.get(ids.NOTE_KEEP) or ()),
        session_id=session_id,
        note_id=note_id,
    )
    shown = notes.build_shown_modal(kept, services.workspace.time_zone, notes.SAVED)
    await ack(response_action="update", view=shown)


def read_note(values: Values) -> Note:
    return Note(
        title=words_in(values, ids.NOTE_TITLE),
        day=chosen(values, ids.NOTE_DATE, parse_day, "Please choose a date."),
        quarters=int(values.get(ids.NOTE_HOURS) or 0),
        learned=(values.get(ids.NOTE_LEARNED) or "").strip(),
        change=(values.get(ids.NOTE_CHANGE) or "").strip(),
        impact=(values.get(ids.NOTE_IMPACT) or "").strip(),
        domains=tuple(Domain(each) for each in values.get(ids.NOTE_DOMAINS) or ()),
    )


async def list_notes(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer notes``: one's own, and nobody else's."""
    mine = await services.sessions.notes.mine(caller.user_id)
    await tell(ack, notes.render_notes(mine, services.workspace.time_zone))


async def show(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    kept = await services.sessions.notes.read(caller.user_id, int(action["value"]))
    shown = notes.build_shown_modal(kept, services.workspace.time_zone)
    await client.views_open(trigger_id=body["trigger_id"], view=shown)
    await ack()


async def send_file(
    ack: AsyncAck,
    action: Body,
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    kept = await services.sessions.notes.ask_for_file(caller.user_id, int(action["value"]))
    await ack()
    shown = notes.build_shown_modal(kept, services.workspace.time_zone, notes.FILE_COMING)
    await client.views_update(view_id=view["id"], view=shown)


async def edit(
    ack: AsyncAck,
    action: Body,
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    form = await services.sessions.notes.edit(caller.user_id, int(action["value"]))
    await ack()
    await client.views_update(view_id=view["id"], view=notes.build_note_modal(form))


async def delete(
    ack: AsyncAck,
    action: Body,
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    await services.sessions.notes.delete(caller.user_id, int(action["value"]))
    await ack()
    await client.views_update(view_id=view["id"], view=notes.build_said_modal(notes.DELETED))


def register(router: Router) -> None:
    says = "Your own CPD notes, which only you can open."
    router.command(ids.PEER, "notes", says=says, deed=Deed.KEEP_NOTES)(list_notes)
    router.action(ids.NOTE_WRITE)(write)
    router.view(ids.NOTE)(save)
    router.action(ids.NOTE_OPEN)(show)
    router.action(ids.NOTE_FILE)(send_file)
    router.action(ids.NOTE_EDIT)(edit)
    router.action(ids.NOTE_DELETE)(delete)
