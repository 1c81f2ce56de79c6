"""``peerbot messages``: what did not arrive and what is under way, and what can be done about it."""

import argparse

from bot.blocks.text import plural
from bot.commands.workspace import services_of
from bot.config import read_settings
from bot.delivery.outcomes import HELD
from bot.domain.delivery import UNFINISHED, Kind, State, WaveProgress
from bot.loop import run
from bot.services.factory import Services
from bot.services.messages import MessagesService, Overview
from storage.delivery import Delivery


def main(arguments: argparse.Namespace) -> int:
    return run(act(arguments))


async def act(arguments: argparse.Namespace) -> int:
    async with services_of(read_settings(), arguments.team) as services:
        match arguments.deed:
            case "list":
                return show(await services.messages.everything(), services)
            case "stop":
                wave, number = await services.messages.stop_wave(arguments.id, None)
                print(f"Stopped: {plural(number, 'message')} of “{wave.title}” will not go out.")
            case deed:
                await _settle(services.messages, deed, arguments.id)
    return 0


async def _settle(service: MessagesService, deed: str, delivery_id: int) -> None:
    match deed:
        case "again":
            letter = await service.send_again(delivery_id, None)
            print(f"{what(letter)} goes out again as soon as Peerbot runs.")
        case "there":
            letter = await service.is_there(delivery_id, None)
            print(f"{what(letter)} counts as arrived.")
        case "give-up":
            letter = await service.give_up(delivery_id, None)
            print(f"{what(letter)} will not be sent.")


def show(found: Overview, services: Services) -> int:
    """The exit status: 1 when something did not arrive."""
    if found.trouble:
        print(f"{found.trouble.words} (since {found.trouble.since:%d %b %H:%M} UTC).\n")
    for wave in found.waves:
        print(f"wave {wave.id}: {progress(wave)}")
    for letter in found.letters:
        reason = letter.reason or HELD
        print(f"{letter.id}: {what(letter)}, {letter.due_at:%d %b %H:%M} UTC: {reason}")
    if found.number:
        print(
            f"\n{found.number:,} did not arrive. `peerbot messages again ID` sends one again, "
            "`there ID` says that it is in Slack after all, `give-up ID` leaves it."
        )
    elif not found.waves:
        print("Every message has arrived, and none is under way to many people.")
    return 1 if found.number else 0


def what(letter: Delivery) -> str:
    about = letter.about or ("a message" if letter.kind is Kind.DIRECT else "a post")
    return f"{about[:1].upper()}{about[1:]} to {letter.spot}"


def progress(wave: WaveProgress) -> str:
    return (
        f"{wave.title}: {wave.number(State.SENT):,} of {wave.messages:,} sent, "
        f"{wave.number(*UNFINISHED):,} to go"
    )
