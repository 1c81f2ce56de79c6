"""What a message is about, as far as its headline and its buttons say; never its text."""

import re
from collections.abc import Iterator
from html import unescape

from bot.blocks.concerns.forms import Begun
from bot.blocks.text import truncate
from bot.domain.concerns import MOST_TITLE, About
from bot.payloads import Body

# By how the ids of a message's buttons begin (a figure's has one that begins like a session's), and by
# its headline where it has none of these buttons.
_BUTTONS = (
    (About.FIGURE, ("snippet_", "compare_", "challenge_")),
    (About.POLL, ("pulse_",)),
    (
        About.SESSION,
        ("session_", "run_", "role_", "reason_", "idea_", "action_", "poll_", "note_", "summary_"),
    ),
)
_HEADLINES = ((About.POLL, "Pulse"), (About.SESSION, ("Peer session", "Summary:")))
_NAMED = re.compile(
    r"^\*(?P<pulse>Pulse[^*]*)\*|\bpeer session:? \*(?P<topic>[^*]+)\*", re.IGNORECASE
)


def begun_with(message: Body) -> Begun:
    """Of a message that an app wrote; what people write is theirs."""
    if "bot_id" not in message:
        return Begun()
    title = next(_headlines(message), "")
    return Begun(_about(list(_buttons(message)), title), truncate(title, MOST_TITLE))


def _about(buttons: list[str], title: str) -> About | None:
    by_buttons = (
        about
        for about, beginnings in _BUTTONS
        if any(each.startswith(beginnings) for each in buttons)
    )
    by_headline = (about for about, beginnings in _HEADLINES if title.startswith(beginnings))
    return next(by_buttons, None) or next(by_headline, None)


def _buttons(message: Body) -> Iterator[str]:
    for block in message.get("blocks") or ():
        elements = [*(block.get("elements") or ()), block.get("accessory") or {}]
        yield from (str(each.get("action_id", "")) for each in elements)


def _headlines(message: Body) -> Iterator[str]:
    """Its headline; where it has none, what a section names in bold as a pulse or a session."""
    blocks = message.get("blocks") or ()
    for block in blocks:
        if block.get("type") == "header":
            yield _plain(block)
    for block in blocks:
        if block.get("type") == "section" and (named := _NAMED.search(_plain(block))):
            yield named["pulse"] or f"Peer session: {named['topic']}"


def _plain(block: Body) -> str:
    text = (block.get("text") or {}).get("text", "")
    return " ".join(unescape(str(text)).split())
