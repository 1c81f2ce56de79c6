"""Who acts, and where: finding what a person can see, and telling them when something failed."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from bot.playground import conversations
from bot.playground.errors import ActError
from bot.playground.records import Channel, Message, User, View, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Actor:
    """A person at work in their workspace."""

    slack: "Slack"
    team: Workspace
    user: User

    def channel(self, said: str) -> Channel:
        """A conversation one is in, by id; a user id means the DM with them."""
        if said in self.team.users:
            return conversations.dm(self.slack, self.team, self.user.id, said)[0]
        channel = self.team.channels.get(said)
        if channel is None or not conversations.visible(self.team, channel, self.user.id):
            raise ActError("channel_not_found", f"{self.user.name} sees no conversation {said!r}.")
        return channel

    def joined(self, said: str) -> Channel:
        channel = self.channel(said)
        if self.user.id not in channel.members:
            raise ActError("not_in_channel", f"{self.user.name} is not in #{channel.name}.")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        message = channel.messages.get(ts)
        if message is None or message.only_for not in (None, self.user.id) or message.deleted:
            raise ActError("message_not_found", f"{self.user.name} sees no message {ts} there.")
        return message

    def modals(self) -> list[View]:
        return self.team.modals.get(self.user.id, [])

    def view(self, view_id: str) -> View:
        """One's own open modal on top, or one's Home tab."""
        home = self.team.homes.get(self.user.id)
        if home is not None and home.id == view_id:
            return home
        modals = self.modals()
        if not modals or modals[-1].id != view_id:
            raise ActError("view_not_found", f"{self.user.name} has no view {view_id} on top.")
        return modals[-1]

    def fail(self, error: str, text: str, **where: str | None) -> NoReturn:
        """Slack tells the person that it did not work."""
        self.slack.notice(self.team, self.user.id, error, text, **where)
        raise ActError(error, text)


def typed(team: Workspace, text: str) -> str:
    """Text as Slack keeps what a person typed: escaped, with @names and #channels as references."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"&lt;([@#!][\w|.^-]+)&gt;", r"<\1>", text)
    names = {f"@{user.name}": f"<@{user.id}>" for user in team.users.values()}
    names |= {f"@{user.handle}": f"<@{user.id}>" for user in team.users.values()}
    names |= {
        f"#{each.name}": f"<#{each.id}|{'' if each.is_private else each.name}>"
        for each in team.channels.values()
        if each.name
    }
    if not names:
        return text
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    known = re.compile(rf"(?<![\w<])(?:{'|'.join(longest_first)})(?![\w.-]\w)")
    return known.sub(lambda found: names[found.group()], text)
