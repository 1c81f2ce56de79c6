"""What a closed pulse showed: the summary, files to take away, posting it, and the reply."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.pulse import forms, summary
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from bot.services.pulse.files import FileKind
from bot.services.pulse.reading import Which
from handlers.answers import Respond, tell, whisper

Values = dict[str, Any]
LONGEST_NUMBER = 10  # digits
ON_ITS_WAY = "It is on its way: look in your messages with me, under Apps."
FILES = {
    ids.PULSE_PAPER: FileKind.HTML,
    ids.PULSE_WORKBOOK: FileKind.XLSX,
    ids.PULSE_TABLE: FileKind.CSV,
}
WORDS = {
    "": FileKind.XLSX,
    "excel": FileKind.XLSX,
    "xlsx": FileKind.XLSX,
    "csv": FileKind.CSV,
    "paper": FileKind.HTML,
    "html": FileKind.HTML,
}


async def show_summary(ack: AsyncAck, caller: Caller, services: Services, words: str) -> None:
    """``/pulse summary [ROUND or words]``, only to whoever asks."""
    report = await services.pulse.reading.pull_summary(caller.user_id, read_round(words))
    await tell(ack, summary.render_summary(report))


async def show_summary_of(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Summary" in the list, or in the word that it has closed."""
    report = await services.pulse.reading.pull_summary(caller.user_id, int(action["value"]))
    await ack()
    await whisper(respond, summary.render_summary(report))


async def send_file(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Board paper", "Excel", "CSV"."""
    kind = FILES[action["action_id"]]
    await services.pulse.reading.ask_for_file(caller.user_id, kind, int(action["value"]))
    await ack()
    await whisper(respond, Message(ON_ITS_WAY))


async def export(ack: AsyncAck, caller: Caller, services: Services, words: str) -> None:
    """``/pulse export [ROUND] [excel | csv | paper]``."""
    number, kind = read_export(words)
    await services.pulse.reading.ask_for_file(caller.user_id, kind, number)
    await tell(ack, Message(ON_ITS_WAY))


async def send_charts(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await services.pulse.reading.show_pictures(caller.user_id, int(action["value"]))
    await ack()
    await whisper(respond, Message(ON_ITS_WAY))


async def post_results(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    report = await services.pulse.reading.post(caller.user_id, int(action["value"]))
    await ack()
    await whisper(respond, Message(f"The results are on their way to <#{report.round.channel}>."))


async def offer_reply_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "You said, we did": the form for the reply."""
    report = await services.pulse.reading.reply_to_write(caller.user_id, int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=forms.build_reply_modal(report))
    await ack()


async def reply(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    text = values.get(ids.REPLY_TEXT) or ""
    report = await services.pulse.reading.reply(caller.user_id, int(view["private_metadata"]), text)
    words = f"Your reply is on its way to <#{report.round.channel}>, under the results. Thank you."
    await ack(response_action="update", view=forms.build_done_modal("Posted", words))


def read_round(words: str) -> Which:
    """The number after the command, or what it is about; None for the last round."""
    if words.isdecimal() and len(words) < LONGEST_NUMBER:
        return int(words)
    return words or None


def read_export(words: str) -> tuple[Which, FileKind]:
    """``3 csv``, ``csv``, ``temperature paper``, ``3`` or nothing."""
    parts = words.split()
    kind = WORDS.get(parts[-1].lower()) if parts else FileKind.XLSX
    if kind is None:
        return read_round(words), FileKind.XLSX
    return read_round(" ".join(parts[:-1])), kind


def register(router: Router) -> None:
    router.command(
        ids.PULSE,
        "summary",
        says="See what a closed pulse showed.",
        deed=Deed.SEE_SUMMARY,
        usage="[NUMBER or words]",
    )(show_summary)
    router.command(
        ids.PULSE,
        "export",
        says="The same as a file: Excel, a CSV table, or a board paper.",
        deed=Deed.SEE_SUMMARY,
        usage="[NUMBER or words] [excel | csv | paper]",
    )(export)
    router.action(ids.PULSE_SUMMARY)(show_summary_of)
    for name in FILES:
        router.action(name)(send_file)
    router.action(ids.PULSE_CHARTS)(send_charts)
    router.action(ids.PULSE_POST)(post_results)
    router.action(ids.PULSE_REPLY)(offer_reply_form)
    router.view(ids.REPLY_WRITE)(reply)
