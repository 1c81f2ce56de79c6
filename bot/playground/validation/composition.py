"""Composition objects: text, options, confirmation (slack.md 3.4)."""

from collections.abc import Iterator
from typing import Any

from bot.playground.validation.schema import (
    Check,
    Problem,
    anything,
    array,
    boolean,
    both,
    exactly_one,
    integer,
    one_of,
    record,
    string,
)

ID = string(255)
PLAIN = ("plain_text",)
EITHER = ("plain_text", "mrkdwn")


def text(most: int, kinds: tuple[str, ...] = EITHER) -> Check:
    """A text object of at most so many characters."""
    fields = record(
        {"type": anything, "text": string(most, least=1)}, {"emoji": boolean, "verbatim": boolean}
    )

    def check(value: Any, at: str) -> Iterator[Problem]:
        yield from fields(value, at)
        if isinstance(value, dict) and value.get("type") not in (*kinds, None):
            yield f"unsupported type: {value['type']}", f"{at}/type"

    return check


def plain(most: int) -> Check:
    return text(most, PLAIN)


CONFIRM = record(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)


def option(kinds: tuple[str, ...] = PLAIN, *, url: bool = False) -> Check:
    return record(
        {"text": text(75, kinds), "value": string(150)},
        {"description": text(75, kinds)} | ({"url": string(3000)} if url else {}),
    )


def option_groups(most: int = 100) -> Check:
    return array(
        record({"label": plain(75), "options": array(option(), 1, 100)}), least=1, most=most
    )


FILTER = record(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

DISPATCH = record(
    {},
    {
        "trigger_actions_on": array(
            one_of("on_enter_pressed", "on_character_entered"), least=1, most=2
        )
    },
)

SLACK_FILE = both(
    record({}, {"id": string(), "url": string(3000)}),
    exactly_one("id", "url"),
)

OPTIONS_ANSWER = both(
    record({}, {"options": array(option(), 0, 100), "option_groups": option_groups()}),
    exactly_one("options", "option_groups"),
)

MAX_ITEMS = integer(1)


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """All options of a select, grouped or not."""
    grouped = element.get("option_groups") or []
    inside = [each for group in grouped for each in group.get("options", [])]
    return [*(element.get("options") or []), *inside]


def initial_among_options(value: Any, at: str) -> Iterator[Problem]:
    """What is chosen at first must be one of what there is to choose."""
    if not isinstance(value, dict):
        return
    try:
        there = [_bare(each) for each in options_of(value)]
    except (AttributeError, TypeError):
        return  # the options are wrong themselves, which is said elsewhere
    one = value.get("initial_option")
    if one is not None and _bare(one) not in there:
        yield "must be one of the provided options", f"{at}/initial_option"
    several = value.get("initial_options")
    if isinstance(several, list):
        for index, each in enumerate(several):
            if _bare(each) not in there:
                yield "must be one of the provided options", f"{at}/initial_options/{index}"


def _bare(option: Any) -> Any:
    if not isinstance(option, dict) or not isinstance(option.get("text"), dict):
        return option
    return option.get("value"), option["text"].get("text")
