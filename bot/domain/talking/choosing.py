"""Where a sentence can mean two things: the one that comes first, and the one beside it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.indicators import Indicator, find_indicators
from bot.domain.talking.model import Intent, Reading, Understood, Vocabulary

AS_LIKELY = 0.9
"""Another thing that is this likely, beside the likeliest, is offered as well."""

OFFERED = 3
FOR_ANYBODY = (Intent.COMPARE, Intent.SESSIONS, Intent.NOTES)
ABOUT_FIGURES = (Intent.COMPARE, Intent.POST, Intent.PEERS, Intent.LEARN)


def choices(reading: Reading, vocabulary: Vocabulary) -> tuple[Understood, ...]:
    """What was understood, and where that is open a second: another figure, or another thing to do."""
    best = reading.best
    if best is None:
        return ()
    named = figures_meant(best, vocabulary)
    if len(named) > 1:
        return tuple(about(best, each) for each in named[:2])
    others = (each for each in reading.nearest if each.command != best.command)
    second = next((each for each in others if each.score >= best.score * AS_LIKELY), None)
    return (best, second) if second else (best,)


def figures_meant(understood: Understood, vocabulary: Vocabulary) -> list[Indicator]:
    """Those that the words fit, where they fit several and it matters which."""
    slots = understood.slots
    if understood.intent not in ABOUT_FIGURES or slots.indicator or not slots.indicator_words:
        return []
    return find_indicators(slots.indicator_words, vocabulary.indicators)


def about(understood: Understood, indicator: Indicator) -> Understood:
    slots = replace(understood.slots, indicator=indicator.key, indicator_words=indicator.name)
    return replace(understood, slots=slots)


def filled_up(allowed: Iterable[Understood]) -> list[Understood]:
    """Three different things to offer, besides help, which is always there.

    What anybody may do takes the place of what they may not.
    """
    found: dict[Intent, Understood] = {}
    for each in (*allowed, *map(Understood, FOR_ANYBODY)):
        if each.intent is not Intent.HELP:
            found.setdefault(each.intent, each)
    return list(found.values())[:OFFERED]
