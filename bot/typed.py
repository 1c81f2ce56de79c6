"""Finds what somebody typed in any of Slack's payloads: what is sent, and what only travels along."""

from collections.abc import Collection
from typing import Any

from bot.payloads import Body

WORDS = ""  # in place of a box: what follows a command, or is searched for
BOXES = ("plain_text_input", "email_text_input", "url_text_input", "rich_text_input")
Typed = dict[str, str]


def typed_in(body: Body) -> tuple[Typed, Typed]:
    """What was sent to be used, and what came with it, both by block."""
    if "command" in body:
        return _words(body.get("text")), {}
    match body.get("type"):
        case "view_submission":
            return _in_boxes(body["view"]), {}
        case "message_action":
            return _words(body["message"].get("text")), {}
        case "block_suggestion":
            return {}, _words(body.get("value"))
        case "view_closed":
            return {}, _in_boxes(body["view"])
        case "block_actions":
            action = body["actions"][0]
            sent = _words(_text_of(action)) if action.get("type") in BOXES else {}
            return sent, _in_boxes(body.get("view") or body)
    return {}, {}


def leave_out(body: Body, blocks: Collection[str]) -> None:
    """Make the payload one in which nothing was typed into these blocks."""
    if body.get("type") == "block_suggestion":
        body["value"] = ""
    for block_id, actions in _values(body.get("view") or body).items():
        for state in actions.values() if block_id in blocks else ():
            state.update({name: None for name in ("value", "rich_text_value") if name in state})


def _words(text: str | None) -> Typed:
    return {WORDS: text} if text else {}


def _values(holder: Body) -> dict[str, dict[str, Body]]:
    values: dict[str, dict[str, Body]] = (holder.get("state") or {}).get("values") or {}
    return values


def _in_boxes(holder: Body) -> Typed:
    return {
        block_id: said
        for block_id, actions in _values(holder).items()
        for state in actions.values()
        if state.get("type") in BOXES and (said := _text_of(state))
    }


def _text_of(state: Body) -> str:
    return state.get("value") or _said(state.get("rich_text_value"))


def _said(rich: Any) -> str:
    """The words of rich text, in their order."""
    if isinstance(rich, dict):
        own = [str(rich[name]) for name in ("text", "url") if isinstance(rich.get(name), str)]
        return " ".join([*own, _said(rich.get("elements"))]).strip()
    return "".join(map(_said, rich)) if isinstance(rich, list) else ""
