"""Slash commands and shortcuts (slack.md 1.3, 2)."""

from typing import Any

from bot.playground import messages, payloads
from bot.playground.acting.actor import TROUBLE, Actor, typed
from bot.playground.errors import ActError, ApiError
from bot.playground.messages import Draft
from bot.playground.records import Channel, Command, Shortcut
from bot.playground.response_urls import post_answer


async def run(actor: Actor, channel_id: str, said: str) -> None:
    """Type a command and wait until the app took it; raises ActError when it did not."""
    slack, team = actor.slack, actor.team
    channel = actor.joined(channel_id)
    name, _, text = said.strip().partition(" ")
    command = _find(actor, name, channel)
    if command.should_escape:
        text = typed(team, text)
    payload = payloads.command(slack, team, actor.user, channel, command, text.strip())
    delivery = await slack.courier.deliver("command", payload)
    if delivery.outcome != "ok":
        error = _shown(delivery.outcome)
        actor.fail(error, f"{name} failed with the error “{error}”", channel=channel.id)
    try:
        _answer(actor, channel, said, delivery.answer)
    except ApiError as refused:
        actor.fail(
            refused.code, f"{name} failed with the error “{refused.code}”", channel=channel.id
        )


def _find(actor: Actor, name: str, channel: Channel) -> Command:
    if not name.startswith("/"):
        raise ActError("not_a_command", f"{name!r} is no command: commands begin with a slash.")
    known = actor.slack.app.commands
    if actor.team.installation is None or actor.team.installation.revoked:
        known = []
    if known is None:
        return Command(name)
    for each in known:
        if each.command == name:
            return each
    there = ", ".join(each.command for each in known) or "none"
    return actor.fail(
        "unknown_command",
        f"{name} is not a valid command. (There are: {there}.)",
        channel=channel.id,
    )


def _answer(actor: Actor, channel: Channel, said: str, answer: Any) -> None:
    """The app's reply in the acknowledgement: text or a message (slack.md 1.3)."""
    if not answer:
        return
    reply = {"text": answer} if isinstance(answer, str) else answer
    if not isinstance(reply, dict) or not (reply.keys() & {"text", "blocks", "attachments"}):
        return
    if reply.get("response_type") == "in_channel":
        # Then everybody sees what was typed, too.
        draft = Draft(typed(actor.team, said))
        messages.post(actor.slack, actor.team, channel, actor.user, draft)
    post_answer(actor.slack, actor.team, channel, actor.user.id, reply)


async def use_shortcut(
    actor: Actor, callback_id: str, channel_id: str | None = None, ts: str | None = None
) -> None:
    """A global shortcut, or with a message that message's."""
    slack, team = actor.slack, actor.team
    if channel_id is None or ts is None:
        used = _shortcut(actor, callback_id, "global")
        payload = payloads.shortcut(slack, team, actor.user, used)
    else:
        used = _shortcut(actor, callback_id, "message")
        channel = actor.joined(channel_id)
        message = actor.message(channel, ts)
        payload = payloads.message_shortcut(slack, team, actor.user, used, channel, message)
    delivery = await slack.courier.deliver(payload["type"], payload)
    if delivery.outcome != "ok":
        actor.fail(_shown(delivery.outcome), TROUBLE, channel=channel_id, ts=ts)


def _shortcut(actor: Actor, callback_id: str, kind: str) -> Shortcut:
    known = actor.slack.app.shortcuts
    if known is None:
        return Shortcut(callback_id, callback_id, kind)
    for each in known:
        if each.callback_id == callback_id and each.type == kind:
            return each
    raise ActError("unknown_shortcut", f"The app has no {kind} shortcut {callback_id!r}.")


def _shown(outcome: str) -> str:
    """Slack tells timeouts from all else."""
    return outcome if outcome == "operation_timeout" else "dispatch_failed"
