"""A local Slack as a process of its own, with so many people and channels: for benchmarks and chaos."""

import asyncio
import os

from bot.loop import run, settle_memory
from bot.manifest import manifest
from bot.playground.app import App
from bot.playground.server import serve
from bot.playground.slack import Slack

TEAM = "T0WOLD"
TOKEN = "xoxb-local-slack"
HISTORY = ("channels:history",)  # optional: with it posts of unknown outcome can be looked up


def member(number: int) -> str:
    return f"U0M{number:06d}"  # the local Slack counts its own from U00000001


def channel(number: int) -> str:
    return f"C0P{number:06d}"


def furnished(members: int, channels: int) -> Slack:
    slack = Slack(app=App.from_manifest(manifest()))
    slack.lean = True
    team = slack.add_workspace("Wold Valley", id=TEAM, install=False)
    installation = slack.install(team, token=TOKEN)
    installation.scopes |= frozenset(HISTORY)
    for number in range(members):
        slack.add_user(f"Dr Someone {number}", id=member(number))
    for number in range(channels):
        slack.add_channel(f"place-{number}", id=channel(number), members=[member(0)])
    return slack


async def main() -> None:
    slack = furnished(int(os.environ["MEMBERS"]), int(os.environ["CHANNELS"]))
    async with serve(slack, port=int(os.environ["PORT"])):
        settle_memory()
        await asyncio.Event().wait()


if __name__ == "__main__":
    run(main())
