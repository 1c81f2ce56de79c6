"""Which practices one's own is compared with: finding them, saying how, and asking for others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.text import listed
from bot.domain.comparisons.figures import FEWEST, Comparison
from bot.domain.comparisons.observations import is_practice
from bot.domain.comparisons.peers import (
    ENOUGH,
    NEEDED,
    USUAL,
    HowChosen,
    PeerChoice,
    PeerGroup,
    everybody,
    narrowed,
    nearest,
)
from bot.domain.comparisons.traits import (
    MEASURED,
    TRAIT_INDICATORS,
    Candidates,
    Pool,
    Trait,
    Traits,
)
from bot.domain.people import Practice, Role
from bot.domain.times import local_day
from bot.errors import InvalidInput
from bot.services.comparisons.base import UseCases
from storage.comparisons.peers import PeerStore

SHORTLIST = 60
"""So many of England's nearest are looked at for figures first: nearly always enough have some."""

HIGHEST = {Trait.LIST_SIZE: 10_000_000, Trait.DEPRIVATION: 100, Trait.AGE: 100}
"""What no practice is beyond: patients, a score, per cent."""


@dataclass(frozen=True, slots=True)
class KnownPractices:
    """Every practice that peers may come from, as it was when ``version`` was read."""

    version: tuple[Any, ...]
    practices: dict[str, Traits]
    group: Candidates
    england: Candidates

    @classmethod
    def of(
        cls, version: tuple[Any, ...], known: Iterable[Traits], members: Iterable[Practice]
    ) -> "KnownPractices":
        """What the members' own list says fills gaps: it has a list size and a decile.

        Practices elsewhere of which only the name is known are nobody's peers and left out.
        """
        practices = {each.ods_code: each for each in known}
        group = []
        for member in members:
            traits = practices.get(member.ods_code, Traits(member.ods_code))
            filled = replace(
                traits,
                list_size=traits.list_size or member.list_size,
                imd_decile=member.imd_decile,
            )
            practices[member.ods_code] = filled
            group.append(filled)
        theirs = {each.ods_code for each in group}
        practices = {
            code: each for code, each in practices.items() if each.is_known or code in theirs
        }
        return cls(
            version, practices, Candidates.among(group), Candidates.among(practices.values())
        )

    @property
    def members(self) -> frozenset[str]:
        """The codes of the group's."""
        return frozenset(each.ods_code for each in self.group.practices)

    @property
    def only_group(self) -> bool:
        return len(self.practices) == len(self.group.practices)


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom peers are looked for, how, and of which figures (None: of none in particular)."""

    own: Traits
    choice: PeerChoice
    comparison: Comparison | None

    @property
    def having(self) -> frozenset[str] | None:
        """The group's practices that have figures; None where it does not matter."""
        if self.comparison is None:
            return None
        return frozenset(each.ods_code for each in self.comparison.figures)

    @property
    def by_setting(self) -> bool:
        return Trait.RURALITY in self.choice.traits and self.own.rural is not None


class Peers(UseCases):
    _known: KnownPractices | None = None

    def peer_store(self, session: AsyncSession) -> PeerStore:
        return PeerStore(session, self.workspace_id)

    def today(self) -> date:
        return local_day(self.now(), self.zone)

    # ---- finding them

    async def peers_of(
        self,
        session: AsyncSession,
        practice: Practice,
        key: str | None = None,
        *,
        comparison: Comparison | None = None,
        choice: PeerChoice | None = None,
    ) -> PeerGroup:
        """The practices that this one is compared with, as it has chosen or as is usual.

        ``key`` names the indicator that they must have figures for; ``comparison`` is the same, for
        who has read it already. Without either, any practice may be a peer.
        """
        known = await self.known(session)
        if comparison is None and key is not None:
            comparison = await self.figures(session).comparison(key)
        if choice is None:
            kept = await self.peer_store(session).choice(practice.ods_code)
            choice = kept.choice if kept else USUAL
        own = known.practices.get(practice.ods_code, Traits(practice.ods_code))
        wanted = Wanted(own, choice, comparison)
        found = await self._found(session, known, wanted)
        if found.chosen:
            return found
        whole = everybody(own, known.group, choice, having=wanted.having)
        return replace(whole, missing=found.missing)

    async def _found(
        self, session: AsyncSession, known: KnownPractices, wanted: Wanted
    ) -> PeerGroup:
        own, choice, having = wanted.own, wanted.choice, wanted.having
        if own.ods_code not in known.members:
            return everybody(own, known.group, choice, having=having)
        there = known.members if having is None else known.members & having
        pool = choice.pool or (Pool.GROUP if len(there) >= ENOUGH else Pool.ENGLAND)
        if pool is Pool.PCN:
            return await self._in_pcn(session, known, wanted)
        if pool is Pool.ENGLAND and not known.only_group:
            return await self._in_england(session, known.england, wanted)
        return nearest(own, known.group, choice, having=having)

    async def _in_pcn(
        self, session: AsyncSession, known: KnownPractices, wanted: Wanted
    ) -> PeerGroup:
        own, pcn = wanted.own, wanted.own.pcn
        same = [each for each in known.practices.values() if pcn and each.pcn == pcn]
        having = await self._having(session, wanted, [each.ods_code for each in same])
        return nearest(own, Candidates.among(same), wanted.choice, pool=Pool.PCN, having=having)

    async def _in_england(
        self, session: AsyncSession, england: Candidates, wanted: Wanted
    ) -> PeerGroup:
        """Those with figures among the nearest; only where they are too few, among all."""
        own, choice = wanted.own, wanted.choice
        if wanted.comparison is None:
            return nearest(own, england, choice, pool=Pool.ENGLAND)
        longer = nearest(own, england, replace(choice, size=SHORTLIST), pool=Pool.ENGLAND)
        if longer.chosen and wanted.by_setting is (Trait.RURALITY in longer.used):
            some = await self._having(session, wanted, longer.codes)
            short = narrowed(longer, england, choice, some or frozenset())
            if len(short.members) == choice.size:
                return short
        having = await self._having(session, wanted, None)
        return nearest(own, england, choice, pool=Pool.ENGLAND, having=having)

    async def _having(
        self, session: AsyncSession, wanted: Wanted, codes: Iterable[str] | None
    ) -> frozenset[str] | None:
        """Those of these (None: of all) with figures; None where it does not matter."""
        if wanted.comparison is None:
            return None
        key, period = wanted.comparison.indicator.key, wanted.comparison.period
        return await self.peer_store(session).with_figures(key, period, codes)

    async def known(self, session: AsyncSession) -> KnownPractices:
        """Kept in memory until something in it has changed."""
        store, today = self.peer_store(session), self.today()
        members = await self.people(session).practices()
        version = (today, *await store.version(), *members)
        if self._known is None or self._known.version != version:
            self._known = KnownPractices.of(version, await store.traits(today), members)
        return self._known

    # ---- how they were chosen, and others

    async def how_chosen(
        self, user: str, key: str | None = None, code: str | None = None
    ) -> HowChosen:
        """For any member of a practice. Raises NotFound for who has none.

        ``code``: which of their practices, where they have several; else the main one.
        """
        async with self.context.database.reading() as session:
            member, practice = await self.member_with_practice(session, user, code)
            known = await self.known(session)
            peers = await self.peers_of(session, practice, key)
            kept = await self.peer_store(session).choice(practice.ods_code)
            managers = await self.people(session).with_role([Role.MANAGER])
        names = tuple(each.slack_user_id for each in managers)
        return HowChosen(practice, peers, kept, key, known.only_group, names, member.practices)

    async def choose(
        self, user: str, choice: PeerChoice, key: str | None = None, code: str | None = None
    ) -> HowChosen:
        """Have the practice's peers chosen otherwise. Raises InvalidInput under the field."""
        async with self.context.database.transaction() as session:
            practice = await self.practice_of(session, user, code)
            check_traits(choice)
            check(choice, await self.peers_of(session, practice, choice=choice))
            store = self.peer_store(session)
            await store.choose(practice.ods_code, choice, user, self.now())
            await self.note(session, user, "chose peers", practice.ods_code)
        return await self.how_chosen(user, key, code)

    async def back_to_usual(
        self, user: str, key: str | None = None, code: str | None = None
    ) -> HowChosen:
        async with self.context.database.transaction() as session:
            practice = await self.practice_of(session, user, code)
            await self.peer_store(session).forget_choice(practice.ods_code)
            await self.note(session, user, "chose peers as usual", practice.ods_code)
        return await self.how_chosen(user, key, code)

    # ---- what practices are like

    async def take_traits(self, session: AsyncSession, indicator_keys: Iterable[str]) -> int:
        """After an import: what it says of the practices themselves; of how many, in all.

        Reads the newest figures of those indicators that say what a practice is like; others are
        none of its business.
        """
        store = self.peer_store(session)
        names = {each.ods_code: each.name for each in await self.people(session).practices()}
        taken = 0
        for key in sorted(set(indicator_keys) & TRAIT_INDICATORS.keys()):
            values = await store.latest(key)
            traits = read_traits(TRAIT_INDICATORS[key], values)
            await store.put_traits(traits, names, self.now())
            taken += len(traits)
        return taken


def read_traits(trait: Trait, values: Mapping[str, float]) -> list[Traits]:
    """What an indicator's values say of practices; other areas and senseless values are left out."""
    said = {
        area: value
        for area, value in values.items()
        if is_practice(area) and 0 <= value <= HIGHEST[trait]
    }
    match trait:
        case Trait.LIST_SIZE:
            return [Traits(code, list_size=round(value)) for code, value in said.items()]
        case Trait.DEPRIVATION:
            return [Traits(code, imd_score=value) for code, value in said.items()]
        case _:
            return [Traits(code, over_65=value / 100) for code, value in said.items()]


def check_traits(choice: PeerChoice) -> None:
    """Raises InvalidInput where nothing is left to tell near from far."""
    if not choice.traits.intersection(MEASURED):
        raise InvalidInput(
            "Please tick list size, deprivation or age as well: by the setting alone, all urban "
            "practices would be equally near.",
            ids.PEERS_TRAITS,
        )


def check(choice: PeerChoice, peers: PeerGroup) -> None:
    """Raises InvalidInput, under the field that is to be changed, where this finds nobody."""
    if choice.pool is Pool.PCN and peers.own.pcn is None:
        raise InvalidInput(
            "I do not know which PCN your practice is in. Whoever looks after Peerbot can add it to "
            "the practices file.",
            ids.PEERS_POOL,
        )
    if choice.pool is Pool.ENGLAND and peers.chosen and peers.pool is not Pool.ENGLAND:
        raise InvalidInput(
            "I know no practices outside the group yet. Please choose from the group meanwhile.",
            ids.PEERS_POOL,
        )
    if peers.chosen:
        return
    asked = choice.traits.intersection(MEASURED)
    unknown = [each.words for each in MEASURED if each in asked.intersection(peers.missing)]
    if unknown and len(asked) - len(unknown) < min(NEEDED, len(asked)):
        raise InvalidInput(
            f"Not known of your practice yet: {listed(unknown)}. Please choose other things to "
            "compare by; whoever looks after Peerbot can add what is missing.",
            ids.PEERS_TRAITS,
        )
    raise InvalidInput(
        f"This finds fewer than {FEWEST} other practices of which all of it is known: too few to "
        "compare with. Please choose from more practices, or other things to compare by.",
        ids.PEERS_POOL,
    )
