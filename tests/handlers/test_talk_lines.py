"""The button under what was understood does what the command does, whichever command it is."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.app import create_router
from bot.blocks import ids
from bot.demo.people import LEAD, MANAGER, Someone
from bot.domain.talking import Intent, Understood
from bot.domain.talking.handing import HandedOver
from bot.playground import payloads
from bot.playground.records import Channel, Command, Workspace
from tests.support.town import Town

LINES = sorted(
    f"{each.command} {each.word}".strip()
    for commands in create_router().subcommands.values()
    for each in commands
)


@dataclass
class Answer:
    """What somebody sees: an answer, or a form."""

    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    forms: list[dict[str, Any]] = field(default_factory=list)


class Desk:
    """Somebody in a channel, who types a line or presses its button."""

    def __init__(self, town: Town, who: Someone) -> None:
        self.town, self.slack = town, town.stage.slack
        self.team: Workspace = self.slack.workspace()
        self.user = self.team.users[who.id]
        self.channel: Channel = next(
            each for each in self.team.channels.values() if each.name == "all-practices"
        )

    async def types(self, line: str) -> Answer:
        name, _, text = line.partition(" ")
        body = payloads.command(self.slack, self.team, self.user, self.channel, Command(name), text)
        before = len(self.slack.calls("views.open"))
        answer = await self._send(body)
        said = answer if answer.startswith("{") else orjson.dumps({"text": answer}).decode()
        return self._seen(orjson.loads(said), before)

    async def presses(self, line: str) -> Answer:
        action = {
            "type": "button",
            "action_id": f"{ids.TALK_DO}0",
            "block_id": "b",
            "action_ts": "1.2",
            "value": HandedOver(line).to_text(),
        }
        body = payloads.envelope(self.slack, self.team, self.user, "block_actions") | {
            "container": {"type": "message", "is_ephemeral": True},
            "channel": {"id": self.channel.id},
            "trigger_id": self.slack.triggers.issue(self.team.id, self.user.id),
            "response_url": self.slack.response_urls.issue(
                self.slack, self.team, self.channel, self.user.id
            ),
            "actions": [action],
        }
        before, there = len(self.slack.calls("views.open")), set(self.channel.messages)
        await self._send(body)
        new = [each for ts, each in self.channel.messages.items() if ts not in there]
        assert all(each.only_for == self.user.id for each in new)
        said = {"text": new[0].text, "blocks": new[0].blocks} if new else {"text": ""}
        return self._seen(said, before)

    async def _send(self, body: dict[str, Any]) -> str:
        request = AsyncBoltRequest(body=body, mode="socket_mode")
        response = await self.town.stage.peerbot.bolt.async_dispatch(request)
        assert response.status == 200, body
        return response.body or ""

    def _seen(self, said: dict[str, Any], before: int) -> Answer:
        opened = self.slack.calls("views.open")[before:]
        blocks = said.get("blocks") or []
        forms = [each.args["view"] for each in opened if each.ok]
        return Answer(said["text"], plainly(blocks), forms)


SLACKS_OWN = ("block_id", "verbatim", "emoji")


def plainly(part: Any) -> Any:
    """Without what Slack puts in where it is left out."""
    if isinstance(part, dict):
        return {name: plainly(each) for name, each in part.items() if name not in SLACKS_OWN}
    return [plainly(each) for each in part] if isinstance(part, list) else part


async def test_pressing_the_button_for_a_line_does_what_typing_it_does(town: Town) -> None:
    """By the router: a command that is added tomorrow is in it."""
    assert len(LINES) > 25
    for who in (LEAD, MANAGER):
        desk = Desk(town, who)
        for line in LINES:
            typed = await desk.types(line)
            assert typed.text or typed.forms, line
            assert await desk.presses(line) == typed, line


def test_whatever_can_be_asked_for_is_a_command_that_is_heard() -> None:
    router = create_router()
    lines = {Understood(intent).command for intent in Intent}
    assert not {line for line in lines if router.subcommand(line) is None}
