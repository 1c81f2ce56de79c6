"""Which handler hears what: a dictionary look-up in place of Bolt's one-by-one matching.

Handlers are registered as everywhere in Bolt, by kind and id.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.blocks import ids
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.payloads import Body, first_word, unfold

Handler = Callable[..., Awaitable[None]]
RunLine = Callable[[str, str], Awaitable[Message | None]]
"""Does what a line typed as a command does, with slots as text; gives what it answers."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A word after a slash command: what it does, in a sentence for help."""

    command: str
    word: str
    says: str
    usage: str = ""
    deed: Deed | None = None  # what one has to be allowed to do; None: anybody may

    @property
    def line(self) -> str:
        return " ".join(part for part in (self.command, self.word, self.usage) if part)


@dataclass(frozen=True, slots=True)
class Route:
    handler: Handler
    wants: frozenset[str]
    screens: bool = False  # the handler itself looks at the words, to take over none of them


class Router:
    """Collects handlers by kind and id, and finds the one for a request."""

    def __init__(self) -> None:
        self.routes: dict[tuple[str, str], Route] = {}
        self.subcommands: dict[str, list[Subcommand]] = {}

    def command(
        self,
        command: str,
        word: str = "",
        *,
        says: str,
        usage: str = "",
        deed: Deed | None = None,
        screens: bool = False,
    ) -> Callable[[Handler], Handler]:
        """A slash command, by its first word; the word "" hears what no other word does.

        What could identify a patient is refused before it, unless ``screens``: it opens a form all the
        same, without what was written, and says so there.
        """
        self.subcommands.setdefault(command, []).append(
            Subcommand(command, word, says, usage, deed)
        )
        return self._add("command", f"{command} {word}", screens=screens)

    def action(self, action_id: str) -> Callable[[Handler], Handler]:
        return self._add("block_actions", action_id)

    def view(self, callback_id: str, *, screens: bool = False) -> Callable[[Handler], Handler]:
        """``screens``: the service looks at the words of its boxes itself, each in its own way."""
        return self._add("view_submission", callback_id, screens=screens)

    def view_closed(self, callback_id: str) -> Callable[[Handler], Handler]:
        return self._add("view_closed", callback_id)

    def shortcut(self, callback_id: str) -> Callable[[Handler], Handler]:
        return self._add("shortcut", callback_id)

    def message_shortcut(
        self, callback_id: str, *, screens: bool = False
    ) -> Callable[[Handler], Handler]:
        """``screens`` as of a command."""
        return self._add("message_action", callback_id, screens=screens)

    def options(self, action_id: str) -> Callable[[Handler], Handler]:
        return self._add("block_suggestion", action_id)

    def event(self, event_type: str) -> Callable[[Handler], Handler]:
        return self._add("event", event_type)

    def subcommand(self, line: str) -> Subcommand | None:
        """What hears that line; None where nothing but the help for unknown words does."""
        command, _, text = line.partition(" ")
        word = first_word({"text": text})
        known = {each.word: each for each in self.subcommands.get(command, ())}
        takes_words = "" in known and bool(known[""].usage)
        return known.get(word) or (known[""] if takes_words else None)

    def _add(self, kind: str, name: str, *, screens: bool = False) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            if (kind, name) in self.routes:
                raise ValueError(f"two handlers for {kind} {name}")
            wants = frozenset(inspect.signature(handler).parameters)
            self.routes[kind, name] = Route(handler, wants, screens)
            return handler

        return register

    def unfold(self, body: Body) -> None:
        """Make the long form of a command its short form."""
        unfold(body, self.subcommands, ids.PEERBOT)

    def find(self, body: Body) -> Route | None:
        return self.routes.get(self.name_of(body)) or self._fallback(body)

    def name_of(self, body: Body) -> tuple[str, str]:
        """What a request is about, as kind and id."""
        if "command" in body:
            return "command", f"{body['command']} {first_word(body)}"
        kind = body.get("type", "")
        match kind:
            case "event_callback":
                return "event", body["event"].get("type", "")
            case "block_actions":
                return kind, body["actions"][0].get("action_id", "")
            case "view_submission" | "view_closed":
                return kind, body["view"].get("callback_id", "")
            case "block_suggestion":
                return kind, body.get("action_id", "")
        return kind, body.get("callback_id", "")

    def _fallback(self, body: Body) -> Route | None:
        return self.routes.get(("command", f"{body['command']} ")) if "command" in body else None

    def words_of(self, body: Body) -> str:
        """What a command says beyond the word that found its handler."""
        text: str = body.get("text", "").strip()
        if self.name_of(body) not in self.routes:
            return text
        return text[len(first_word(body)) :].strip()
