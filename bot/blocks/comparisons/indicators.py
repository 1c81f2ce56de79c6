"""The list of indicators by theme, and the form in which a lead edits one."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    actions,
    button,
    context,
    header,
    input_,
    modal,
    option,
    plain_text_input,
    radio,
    section,
    select,
    users_select,
)
from bot.blocks.text import escape, plural, truncate
from bot.domain.delivery import Block
from bot.domain.indicators import Indicator, Polarity, Theme
from bot.domain.indicators.wording import LONGEST_ALIASES, LONGEST_NAME, LONGEST_QUESTION

PAGE = 40  # indicators in one view, which holds 100 blocks
YES, NO = "yes", "no"

DIRECTIONS = {
    Polarity.HIGH_IS_GOOD: "Higher is usually better",
    Polarity.LOW_IS_GOOD: "Lower is usually better",
    Polarity.NO_JUDGEMENT: "Neither direction is better",
}


def build_indicators_modal(indicators: Sequence[Indicator], page: int, *, may_edit: bool) -> View:
    """One page of them, by theme and name; an Edit button each for those who may."""
    order = list(Theme)
    sorted_ = sorted(indicators, key=lambda each: (order.index(each.theme), each.name.casefold()))
    last = max(0, (len(sorted_) - 1) // PAGE)
    page = min(page, last)
    shown = sorted_[page * PAGE : (page + 1) * PAGE]
    blocks: list[Block] = [context(_intro(len(sorted_), page, last))]
    for theme, group in groupby(shown, key=lambda each: each.theme):
        blocks.append(header(_heading(theme)))
        blocks += [_line(each, may_edit) for each in group]
    blocks += _pages(page, last)
    return modal(ids.INDICATORS, "Indicators", blocks, close="Close", private_metadata=str(page))


def _heading(theme: Theme) -> str:
    return theme.words[0].upper() + theme.words[1:]


def _intro(count: int, page: int, last: int) -> str:
    if not count:
        return "There are no figures yet, so there is nothing to list."
    where = f" Page {page + 1} of {last + 1}." if last else ""
    return (
        f"There are figures on {plural(count, 'indicator')}. To see your practice's: "
        f"`{ids.COMPARE}` and a few words of the name.{where}"
    )


def _line(indicator: Indicator, may_edit: bool) -> Block:
    words = f"*{escape(indicator.name)}*\n{escape(indicator.question)}"
    edit = button(ids.INDICATOR_EDIT, "Edit", indicator.key, label=f"Edit {indicator.name}")
    return section(words, edit if may_edit else None)


def _pages(page: int, last: int) -> Iterator[Block]:
    buttons = []
    if page > 0:
        buttons.append(button(f"{ids.INDICATORS_PAGE}back", "Page before", str(page - 1)))
    if page < last:
        buttons.append(button(f"{ids.INDICATORS_PAGE}next", "Next page", str(page + 1)))
    if buttons:
        yield actions(buttons)


def build_edit_modal(indicator: Indicator, page: int) -> View:
    """Its words, its direction, who answers for it, and whether its counts are public."""
    return modal(
        ids.INDICATOR_SAVE,
        "Edit indicator",
        [
            section(_what(indicator)),
            *_words(indicator),
            *_rules(indicator),
        ],
        submit="Save",
        private_metadata=f"{page} {indicator.key}",
    )


def _what(indicator: Indicator) -> str:
    """What cannot be changed here: how the publisher counts it."""
    lines = (
        f"*Counted:* {indicator.counted}",
        f"*Against:* {indicator.against}",
        f"*From:* {indicator.publisher.name}",
        "What you change stays when new figures are imported.",
    )
    return escape("\n".join(lines))


def _words(indicator: Indicator) -> Iterator[Block]:
    """As long as may be kept: a publisher's own may be longer, and Slack takes no form with that."""
    name = plain_text_input(
        ids.INDICATOR_NAME, truncate(indicator.name, LONGEST_NAME), max_length=LONGEST_NAME
    )
    yield input_(ids.INDICATOR_NAME, "Name", name)
    question = plain_text_input(
        ids.INDICATOR_QUESTION,
        truncate(indicator.question, LONGEST_QUESTION),
        multiline=True,
        max_length=LONGEST_QUESTION,
    )
    yield input_(
        ids.INDICATOR_QUESTION,
        "Question",
        question,
        hint="What every reader sees first. Plain words.",
    )
    themes = [option(_heading(each), each) for each in Theme]
    yield input_(ids.INDICATOR_THEME, "Theme", select(ids.INDICATOR_THEME, themes, indicator.theme))
    aliases = plain_text_input(
        ids.INDICATOR_ALIASES,
        truncate(indicator.aliases, LONGEST_ALIASES),
        multiline=True,
        max_length=LONGEST_ALIASES,
    )
    yield input_(
        ids.INDICATOR_ALIASES,
        "Other words it is found by",
        aliases,
        hint="As people say it: antibiotics, stewardship. Spelling mistakes are forgiven.",
        optional=True,
    )


def _rules(indicator: Indicator) -> Iterator[Block]:
    directions = [option(words, each) for each, words in DIRECTIONS.items()]
    yield input_(
        ids.INDICATOR_POLARITY,
        "Direction",
        radio(ids.INDICATOR_POLARITY, directions, indicator.polarity),
    )
    yield input_(
        ids.INDICATOR_OWNER,
        "Who answers for these figures",
        users_select(ids.INDICATOR_OWNER, indicator.owner),
        hint="Hears when a figure is questioned. Nobody chosen: the managers.",
        optional=True,
    )
    answers = [
        option("Yes, they are published", YES),
        option("No: show small counts as *, others rounded", NO),
    ]
    public = radio(ids.INDICATOR_PUBLIC, answers, YES if indicator.public else NO)
    yield input_(ids.INDICATOR_PUBLIC, "Are the counts public?", public)
