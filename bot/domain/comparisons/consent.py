"""How far a practice shows its figures: a ladder that each practice climbs or comes down itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.comparisons.figures import Comparison, Figure
from bot.domain.comparisons.shown import comparison_as_shown
from bot.domain.people import Practice

WHOLE_GROUP = ""
"""As a channel: everywhere that a practice has not chosen otherwise."""

LEFT_UNNAMED = 3
"""Names are shown only while so many dots stay without one (or none does): else the last dots would
be named by those beside them."""


class Rung(StrEnum):
    """The steps of the ladder, the lowest first."""

    OWN_EYES = "own_eyes"  # in nobody else's picture, count or median
    UNLABELLED = "unlabelled"  # a dot among the dots
    NAMED = "named"  # and in a channel the name, as somebody to ask

    @property
    def height(self) -> int:
        return list(Rung).index(self)


USUAL = Rung.UNLABELLED

Rungs = Mapping[str, Rung]
"""Where practices stand in one channel, by ODS code; who is not in it stands where all begin."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a practice chose for the whole group, or for one channel; by whom of it, and when."""

    ods_code: str
    channel: str
    rung: Rung
    changed_by: str
    changed_at: datetime


def in_force(consents: Iterable[Consent], channel: str) -> Consent | None:
    """Of one practice's choices the one that counts there: for that channel, else the whole group."""
    by_channel = {each.channel: each for each in consents}
    return by_channel.get(channel) or by_channel.get(WHOLE_GROUP)


def rung_of(consents: Iterable[Consent], channel: str) -> Rung:
    chosen = in_force(consents, channel)
    return chosen.rung if chosen else USUAL


def rungs_in(consents: Iterable[Consent], channel: str) -> dict[str, Rung]:
    """Where each practice that has chosen anything stands in that channel."""
    by_code: dict[str, list[Consent]] = {}
    for each in consents:
        by_code.setdefault(each.ods_code, []).append(each)
    return {code: rung_of(those, channel) for code, those in by_code.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """How others see one practice: all that it has chosen, for the whole group first."""

    practice: Practice
    chosen: tuple[Consent, ...] = ()
    theirs: tuple[Practice, ...] = ()  # all of the reader, who may work at several


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a choice for one channel or the whole group; ``taken_down`` are channels that
    follow the whole group again since it came down."""

    practice: Practice
    channel: str
    before: Rung
    now: Rung
    anything: bool = True  # else it was chosen so before
    taken_down: tuple[str, ...] = ()


def is_chosen(consents: Iterable[Consent], channel: str, rung: Rung | None) -> bool:
    """Whether a practice has chosen just that for that channel; None: nothing of its own."""
    own = {each.channel: each.rung for each in consents}
    usual = USUAL if channel == WHOLE_GROUP else None
    return own.get(channel, usual) is rung


def taken_down(consents: Iterable[Consent], rung: Rung) -> tuple[str, ...]:
    """The channels that come down with the whole group, so that nowhere more is seen than was said."""
    known = list(consents)
    if rung.height >= rung_of(known, WHOLE_GROUP).height:
        return ()
    return tuple(
        each.channel
        for each in known
        if each.channel != WHOLE_GROUP and each.rung.height > rung.height
    )


def without_own_eyes(comparison: Comparison, rungs: Rungs, keep: str | None = None) -> Comparison:
    """Without the practices that nobody else is to see; ``keep`` is the reader's own."""
    seen = (
        each
        for each in comparison.figures
        if each.ods_code == keep or rungs.get(each.ods_code, USUAL) is not Rung.OWN_EYES
    )
    return replace(comparison, figures=tuple(seen))


def as_others_see(comparison: Comparison, keep: str | None = None) -> Comparison:
    """Without small numbers, and from rounded counts where these are not public.

    ``keep`` is the reader's own practice, which knows its own.
    """
    seen = {each.ods_code: each for each in comparison_as_shown(comparison).figures}
    own = comparison.figure_of(keep) if keep else None
    if own is not None:
        seen[own.ods_code] = own
    shown = (seen.get(each.ods_code) for each in comparison.figures)
    return replace(comparison, figures=tuple(each for each in shown if each is not None))


def named_figures(comparison: Comparison, rungs: Rungs) -> tuple[Figure, ...]:
    """The figures that may stand with their practice's name, in a comparison as others see it.

    Only public ones: whoever reads along in a channel, managers too, could look these up anyway.
    """
    if not comparison.indicator.public or comparison.spread is None:
        return ()
    named = [each for each in comparison.figures if rungs.get(each.ods_code) is Rung.NAMED]
    unnamed = len(comparison.figures) - len(named)
    return () if 0 < unnamed < LEFT_UNNAMED else tuple(named)
