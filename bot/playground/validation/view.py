"""Views: the rules for modals and Home tabs, and Slack's answer when one is broken (slack.md 3.1)."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.playground.errors import ApiError
from bot.playground.records import Json, Workspace
from bot.playground.validation.blocks import HOME, MODAL
from bot.playground.validation.composition import ID, plain
from bot.playground.validation.message import picture_problems
from bot.playground.validation.schema import (
    Problem,
    anything,
    as_text,
    boolean,
    one_of,
    record,
    string,
)
from bot.playground.validation.walk import flat
from bot.playground.validation.whole import problems_of

if TYPE_CHECKING:
    from bot.playground.slack import Slack

LARGEST = 250 * 1024

SHARED = {"private_metadata": string(3000), "callback_id": ID, "external_id": ID}
FIELDS = {
    MODAL: record(
        {"type": anything, "title": plain(24), "blocks": anything},
        SHARED
        | {
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    HOME: record({"type": anything, "blocks": anything}, SHARED),
}


def view_problems(
    view: Any, *, kinds: tuple[str, ...] = (MODAL, HOME), at: str = "/view"
) -> Iterator[Problem]:
    """What is wrong with a view, apart from pictures that do not exist."""
    if not isinstance(view, dict):
        yield "must provide an object", at
        return
    kind = view.get("type")
    if kind not in kinds:
        yield from one_of(*kinds)(kind, f"{at}/type")
        return
    yield from FIELDS[kind](view, at)
    if "blocks" not in view:
        return
    broken = list(problems_of(view["blocks"], kind, f"{at}/blocks"))
    yield from broken
    if kind == MODAL and not broken and not view.get("submit") and _has_input(view["blocks"]):
        yield "missing required field: submit", at


def _has_input(blocks: list[Json]) -> bool:
    return any(block["type"] == "input" for block in flat(blocks))


def check_view(slack: "Slack", team: Workspace, said: Any, *, kinds: tuple[str, ...]) -> Json:
    """The view as the app gave it, parsed. Raises what ``views.*`` answer to a wrong one."""
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except ValueError as broken:
            raise invalid_arguments(("must provide an object", "/view")) from broken
    if len(json.dumps(said)) > LARGEST:
        raise ApiError("view_too_large")
    problems = list(view_problems(said, kinds=kinds))
    if not problems:
        problems = list(picture_problems(slack, team, said["blocks"], "/view/blocks"))
    if problems:
        raise invalid_arguments(("failed to match all allowed schemas", "/view"), *problems)
    view: Json = said
    return view


def invalid_arguments(*problems: Problem) -> ApiError:
    lines = [f"[ERROR] {as_text(each)}" for each in problems]
    return ApiError("invalid_arguments", response_metadata={"messages": lines})
