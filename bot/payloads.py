"""What Slack's payloads say, whatever their shape: who did it and where, and what a form holds."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who did it, and where."""

    user_id: str
    team_id: str
    enterprise_id: str = ""
    channel_id: str | None = None


def first_word(body: Body) -> str:
    text: str = body.get("text", "")
    return text.split(maxsplit=1)[0].lower() if text.strip() else ""


def is_event(body: Body) -> bool:
    return bool(body.get("type") == "event_callback")


def caller_of(body: Body) -> Caller:
    """Who and where, in any of Slack's payload shapes (slack.md 2)."""
    if "command" in body:
        return Caller(
            body["user_id"],
            body["team_id"],
            body.get("enterprise_id") or "",
            body.get("channel_id"),
        )
    if is_event(body):
        user = body["event"].get("user", "")
        channel = body["event"].get("channel")
        return Caller(
            user["id"] if isinstance(user, dict) else user,
            body["team_id"],
            body.get("enterprise_id") or "",
            channel if isinstance(channel, str) else None,
        )
    view = body.get("view") or {}
    team = view.get("app_installed_team_id") or (body.get("team") or {}).get("id", "")
    channel = body.get("channel") or {}
    enterprise = body.get("enterprise") or {}
    return Caller(body["user"]["id"], team, enterprise.get("id", ""), channel.get("id"))


_TYPED = ("plain_text_input", "email_text_input", "url_text_input", "rich_text_input")


def typed_in(view: Body) -> dict[str, str]:
    """What somebody typed into a form, by block; of rich text all that is said in it."""
    found: dict[str, str] = {}
    for block_id, actions in view.get("state", {}).get("values", {}).items():
        for state in actions.values():
            if state.get("type") in _TYPED:
                said = state.get("value") or _said(state.get("rich_text_value"))
                if said:
                    found[block_id] = said
    return found


def without(view: Body, blocks: Collection[str]) -> Body:
    """The same view as if nothing had been typed into these blocks."""
    state = view.get("state", {})
    values = {
        block_id: {name: _emptied(each) for name, each in actions.items()}
        if block_id in blocks
        else actions
        for block_id, actions in state.get("values", {}).items()
    }
    return {**view, "state": {**state, "values": values}}


def _emptied(state: Body) -> Body:
    return {**state, **{name: None for name in ("value", "rich_text_value") if name in state}}


def _said(rich: Any) -> str:
    """The words of rich text, in their order."""
    if isinstance(rich, dict):
        own = [str(rich[name]) for name in ("text", "url") if isinstance(rich.get(name), str)]
        return " ".join([*own, _said(rich.get("elements"))]).strip()
    return "".join(map(_said, rich)) if isinstance(rich, list) else ""


def flat_values(view: Body) -> dict[str, Any]:
    """The state of a view as one value a block: text, chosen value or values, or None."""
    return {
        block_id: _value(next(iter(actions.values())))
        for block_id, actions in view.get("state", {}).get("values", {}).items()
        if actions
    }


_PLAIN = (
    "value",
    "selected_date",
    "selected_time",
    "selected_date_time",
    "selected_user",
    "selected_users",
    "selected_conversation",
    "selected_conversations",
    "selected_channel",
    "selected_channels",
    "rich_text_value",
    "files",
)


def _value(state: dict[str, Any]) -> Any:
    if "selected_option" in state:
        return state["selected_option"]["value"] if state["selected_option"] else None
    if "selected_options" in state:
        return [each["value"] for each in state["selected_options"] or []]
    return next((state[name] for name in _PLAIN if name in state), None)
