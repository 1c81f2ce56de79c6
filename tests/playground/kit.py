"""Blocks and views for tests, as short as they can be said."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(text: str, value: str = "") -> Json:
    return {"text": plain(text), "value": value or text.lower()}


def radio(*texts: str, action_id: str = "pick", **more: Any) -> Json:
    options = [option(each) for each in texts]
    return {"type": "radio_buttons", "action_id": action_id, "options": options, **more}


def static_select(*texts: str, action_id: str = "pick", **more: Any) -> Json:
    return radio(*texts, action_id=action_id, **more) | {"type": "static_select"}


def text_input(action_id: str = "typed", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def input_(label: str, element: Json | None = None, block_id: str = "", **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id or label.lower(),
        "label": plain(label),
        "element": element or text_input(),
        **more,
    }


def modal(*blocks: Json, title: str = "A modal", **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}
