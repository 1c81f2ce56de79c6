"""Practices like one's own: the nearest in size, deprivation, age and setting, and who they are in kind.

The method is the usual one for comparator groups of English health bodies and councils: traits are
standardised, and those with the smallest Euclidean distance are the neighbours (CIPFA, Nearest
Neighbours Model; NHS England, RightCare methodology, "similar 10"; ONS, Clustering similar local
authorities and statistical nearest neighbours in the UK, methodology). Each trait counts the same.
"""

import heapq
import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.comparisons.figures import FEWEST
from bot.domain.comparisons.traits import MEASURED, Candidates, Pool, Trait, Traits, measure
from bot.domain.people import Practice

USUAL_SIZE = 10
SIZES = (5, USUAL_SIZE, 20)
"""How many peers can be asked for; fewer than five would not be shown."""

ENOUGH = 20
"""From so many practices with figures on, peers are found within the group; else in all of England."""

NEEDED = 2
"""With fewer known traits than this, "like yours" would promise too much."""

ALIKE = 0.5
"""So many standard deviations apart still count as about the same."""


@dataclass(frozen=True, slots=True)
class PeerChoice:
    """How a practice wants its peers chosen. Without a pool: the group if large enough, else England."""

    pool: Pool | None = None
    size: int = USUAL_SIZE
    traits: frozenset[Trait] = frozenset(Trait)


USUAL = PeerChoice()


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The practices that one is compared with.

    ``codes`` never include one's own. ``used`` are the traits that they were chosen by; ``missing``
    those that were asked for and are not known of one's own practice. ``chosen`` is False where
    nobody could be chosen, and it is everybody else in ``pool``. ``alike`` are the traits in which
    all of them are about the same as one's own. ``pool_size``: how many could have been chosen.
    """

    own: Traits
    members: tuple[Traits, ...]
    pool: Pool
    choice: PeerChoice
    used: tuple[Trait, ...] = ()
    missing: tuple[Trait, ...] = ()
    alike: frozenset[Trait] = frozenset()
    pool_size: int = 0
    by_decile: bool = False

    @property
    def chosen(self) -> bool:
        return bool(self.used)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.ods_code for each in self.members)

    @property
    def in_kind(self) -> str:
        """ "10 urban practices of 7,000 to 12,000 patients": true of each, and naming none."""
        return in_kind(self)


@dataclass(frozen=True, slots=True)
class KeptChoice:
    """What was chosen for a practice, by whom (a Slack id) and when."""

    choice: PeerChoice
    chosen_by: str
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class HowChosen:
    """What a member is told of how their practice's peers were chosen.

    ``key`` is the indicator that they were looking at, if any. ``only_group``: no practice outside
    the group is known. ``managers`` (Slack ids) can add what is missing.
    """

    practice: Practice
    peers: PeerGroup
    kept: KeptChoice | None
    key: str | None
    only_group: bool
    managers: tuple[str, ...]
    theirs: tuple[Practice, ...] = ()  # all of the reader, who may work at several

    @property
    def chosen(self) -> str:
        """The indicator and, for who works at several, the practice: what a form remembers."""
        several = f" {self.practice.ods_code}" if len(self.theirs) > 1 else ""
        return f"{self.key or ''}{several}"


def nearest(
    own: Traits,
    candidates: Candidates,
    choice: PeerChoice = USUAL,
    *,
    pool: Pool = Pool.GROUP,
    having: Container[str] | None = None,
) -> PeerGroup:
    """The practices most like one's own, nearest first; those equally near by their code.

    Only those of which everything is known that counts; where enough are in the same setting, only
    these. ``having`` are the codes of those that have figures, if not all have. With too little
    known, or too few practices, nobody is chosen and all that have figures are one's peers.
    """
    used = _used(own, candidates, choice)
    near = candidates.near(own, used) if used else []
    if having is not None:
        near = [each for each in near if each[1] in having]
    missing = _missing(own, candidates, choice)
    if len(near) < FEWEST:
        return everybody(own, candidates, choice, pool=pool, having=having)
    alike_setting = [each for each in near if each[2].rural == own.rural]
    by_setting = Trait.RURALITY in choice.traits and own.rural is not None
    same = by_setting and len(alike_setting) >= choice.size
    found = heapq.nsmallest(choice.size, alike_setting if same else near)
    members = tuple(practice for _, _, practice in found)
    return PeerGroup(
        own=own,
        members=members,
        pool=pool,
        choice=choice,
        used=(*used, Trait.RURALITY) if same else used,
        missing=missing,
        alike=_alike(own, members, candidates, used),
        pool_size=len(near),
        by_decile=candidates.by_decile,
    )


def narrowed(
    found: PeerGroup, candidates: Candidates, choice: PeerChoice, having: Container[str]
) -> PeerGroup:
    """The nearest of a longer list that have figures."""
    members = tuple(each for each in found.members if each.ods_code in having)[: choice.size]
    alike = _alike(found.own, members, candidates, found.used)
    return replace(found, members=members, choice=choice, alike=alike)


def everybody(
    own: Traits,
    candidates: Candidates,
    choice: PeerChoice = USUAL,
    *,
    pool: Pool = Pool.GROUP,
    having: Container[str] | None = None,
) -> PeerGroup:
    """All the others as one's peers, for want of something to choose them by."""
    members = tuple(
        each
        for each in candidates.practices
        if each.ods_code != own.ods_code and (having is None or each.ods_code in having)
    )
    missing = _missing(own, candidates, choice)
    return PeerGroup(
        own,
        members,
        pool,
        choice,
        missing=missing,
        pool_size=len(members),
        by_decile=candidates.by_decile,
    )


def _used(own: Traits, candidates: Candidates, choice: PeerChoice) -> tuple[Trait, ...]:
    """What peers can be chosen by; nothing where that is too little."""
    wanted = choice.traits.intersection(MEASURED)
    used = tuple(
        trait
        for trait in candidates.usable
        if trait in wanted and measure(own, trait, candidates.by_decile) is not None
    )
    return used if len(used) >= min(NEEDED, len(wanted)) else ()


def _missing(own: Traits, candidates: Candidates, choice: PeerChoice) -> tuple[Trait, ...]:
    """What was asked for and is not known of one's own practice."""
    unknown = {trait for trait in MEASURED if measure(own, trait, candidates.by_decile) is None}
    if own.rural is None:
        unknown.add(Trait.RURALITY)
    return tuple(trait for trait in Trait if trait in choice.traits and trait in unknown)


def _alike(
    own: Traits, members: Sequence[Traits], candidates: Candidates, used: Iterable[Trait]
) -> frozenset[Trait]:
    """The traits in which all of them are about the same as one's own."""
    here, points = candidates.point(own), [candidates.point(each) for each in members]

    def close(place: int) -> bool:
        mine = here[place] or 0.0
        return all(abs((there[place] or 0.0) - mine) <= ALIKE for there in points)

    return frozenset(trait for trait in used if trait in MEASURED and close(MEASURED.index(trait)))


# ---- in kind


def in_kind(group: PeerGroup) -> str:
    """Who the peers are, in words that are true of each of them and name none.

    Their setting and at most two things more: how they were chosen says the rest.
    """
    many = "practice" if len(group.members) == 1 else "practices"
    if not group.chosen:
        return f"all the other {len(group.members):,} {many} of {_POOL_WORDS[group.pool]}"
    setting = f" {_SETTING[group.own.rural]}" if Trait.RURALITY in group.used else ""
    who = f"{len(group.members)}{setting} {many}"
    if Trait.LIST_SIZE in group.used:
        who += f" of {sizes(group.members)} patients"
    if Trait.DEPRIVATION in group.used:
        return f"{who}, {_deprived(group)}"
    return f"{who}, {_older(group)}" if Trait.AGE in group.used else who


_POOL_WORDS = {Pool.GROUP: "the group", Pool.PCN: "your PCN", Pool.ENGLAND: "England"}
_SETTING = {True: "rural", False: "urban", None: ""}


def sizes(members: Iterable[Traits]) -> str:
    """``7,000 to 12,000``: rounded outwards, so that each is within."""
    known = [each.list_size for each in members if each.list_size]
    return _range(_down(min(known)), _up(max(known)))


def _step(size: int) -> int:
    return 1000 if size >= 10_000 else 500


def _down(size: int) -> int:
    return size - size % _step(size)


def _up(size: int) -> int:
    return size + -size % _step(size)


def _range(low: int, high: int, unit: str = "") -> str:
    return f"{low:,}{unit}" if low == high else f"{low:,}{unit} to {high:,}{unit}"


def _deprived(group: PeerGroup) -> str:
    if Trait.DEPRIVATION in group.alike:
        return "in areas about as deprived as yours"
    unit = "decile" if group.by_decile else "score"
    return f"in areas of deprivation {unit} {deprivation(group.members, group.by_decile)}"


def deprivation(members: Iterable[Traits], by_decile: bool) -> str:
    """``24 to 41``: of scores, rounded outwards, or of deciles."""
    if by_decile:
        deciles = [each.imd_decile for each in members if each.imd_decile is not None]
        return _range(min(deciles), max(deciles))
    scores = [each.imd_score for each in members if each.imd_score is not None]
    return _range(math.floor(min(scores)), math.ceil(max(scores)))


def _older(group: PeerGroup) -> str:
    if Trait.AGE in group.alike:
        return "with about as many patients aged 65 and over"
    return f"with {older(group.members)} of patients aged 65 and over"


def older(members: Iterable[Traits]) -> str:
    """``8% to 21%``, rounded outwards."""
    shares = [100 * each.over_65 for each in members if each.over_65 is not None]
    return _range(math.floor(min(shares)), math.ceil(max(shares)), "%")
