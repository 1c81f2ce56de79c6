"""The Home tab as a whole: the sections in their order, short enough, and a mark of what they say."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from bot.blocks.home.answering import to_answer
from bot.blocks.home.figures import my_figures
from bot.blocks.home.greeting import foot, greeting
from bot.blocks.home.mine import held_back, my_actions, my_notes, my_sessions
from bot.blocks.home.organising import in_the_group, looking_after, pulses, setting_up
from bot.blocks.home.others import (
    concerns,
    left_to_set_up,
    settings,
    where_settled,
    where_unsettled,
)
from bot.blocks.home.when import when_line
from bot.blocks.kit import View, section
from bot.blocks.text import BLOCKS_PER_VIEW
from bot.domain.delivery import Block
from bot.domain.home import Home

Section = Callable[[Home, int], Iterator[Block]]
"""Handed how many of a kind it may show at most; without anything to say it yields nothing."""

SECTIONS: tuple[Section, ...] = (
    greeting,
    left_to_set_up,
    where_unsettled,
    to_answer,
    my_sessions,
    my_actions,
    setting_up,
    pulses,
    in_the_group,
    concerns,
    looking_after,
    my_figures,
    held_back,
    my_notes,
    where_settled,
    settings,
    when_line,
    foot,
)
FOR_VISITORS: tuple[Section, ...] = (greeting, to_answer, my_sessions, foot)

GENEROUS = (5, 4, 3, 2, 1)
"""How many of each kind are shown: as many as fit."""

MARK = "home:"


def build_home(home: Home, said: str = "") -> View:
    """``said`` is what came of the button that was pressed."""
    blocks = next(
        (found for most in GENEROUS if len(found := _blocks(home, said, most)) <= BLOCKS_PER_VIEW),
        _blocks(home, said, 1)[:BLOCKS_PER_VIEW],
    )
    return {"type": "home", "blocks": blocks, "private_metadata": _mark(blocks)}


def _blocks(home: Home, said: str, most: int) -> list[Block]:
    sections = FOR_VISITORS if home.visitor else SECTIONS
    first, *rest = [list(each(home, most)) for each in sections]
    answer = [section(said if "*" in said else f"*{said}*")] if said else []
    return [*first, *answer, *(block for each in rest for block in each)]


# ---- whether it has changed


def mark_of(view: View) -> str:
    """What stands for a tab's contents."""
    return str(view["private_metadata"])


def _mark(blocks: list[Block]) -> str:
    return MARK + hashlib.sha256(orjson.dumps(blocks)).hexdigest()[:20]


def is_ours(shown: Any) -> bool:
    """Whether a view that Slack hands over is one of these."""
    return bool(shown) and str(shown.get("private_metadata") or "").startswith(MARK)


def same_as(shown: Any, view: View) -> bool:
    """Whether what Slack shows says the same already."""
    return is_ours(shown) and bool(shown["private_metadata"] == view["private_metadata"])
