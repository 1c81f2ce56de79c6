"""Questioning a number: it goes to whoever answers for it, and stays visible until it is settled."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.comparisons.settling import people
from bot.blocks.text import day, either
from bot.domain.comparisons.challenges import (
    ANSWER_WITHIN,
    About,
    Asking,
    Challenge,
    Listed,
    Questioned,
    listed_for,
    questioned,
    who_answers,
)
from bot.domain.deeds import Deed, may
from bot.domain.indicators import Indicator
from bot.domain.joining import works_at
from bot.domain.people import Member, Role
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound, PeerbotError
from bot.services.comparisons.settling import CHALLENGED, Settling, written


class Challenging(Settling):
    async def prepare(self, user: str, about: About) -> Asking:
        """Whom this person would ask. Raises a sentence where there is nothing or nobody to ask."""
        async with self.context.database.reading() as session:
            return await self._asking(session, user, about)

    async def challenge(self, user: str, request: str, about: About, words: str) -> Challenge:
        """Send a question to whoever answers for a number. ``request`` names the form.

        Whatever stands against it is said under the field, so that the form keeps what was written.
        """
        words = written(words, ids.CHALLENGE_WORDS, "Please say what is wrong with it.")
        async with self.context.database.transaction() as session:
            store = self.challenges(session)
            known = await store.of_request(request)
            if known is not None:
                return known
            try:
                asking = await self._asking(session, user, about, locked=True)
            except PeerbotError as error:
                raise InvalidInput(str(error), ids.CHALLENGE_WORDS) from None
            now = self.now()
            id_ = await store.add(request, asking.about, words, user, now, asking.owners)
            if id_ is None:
                raise Conflict("This was sent twice at the same moment, and is on its way.")
            challenge = await self.found(session, id_)
            await self.send(session, challenge, challenge.owners)
            schedules = self.schedules(session)
            await schedules.set(CHALLENGED, challenge.key, now + ANSWER_WITHIN)
            await self.mark(session, challenge)
            await self.note(session, user, "questioned a figure", challenge.key)
            return challenge

    async def _asking(
        self, session: AsyncSession, user: str, about: About, *, locked: bool = False
    ) -> Asking:
        indicator, channel = await self._subject(session, user, about)
        about = replace(about, key=indicator.key)
        store = self.challenges(session)
        if locked:
            await store.lock(indicator.key)
        before = await store.open_by(user, about)
        if before is not None:
            since, who = day(before.raised_at, self.zone), people(before.owners)
            raise Conflict(
                f"You asked about this on {since}, and it is with {who}. When that is settled you can "
                "ask again; until then, please write to them."
            )
        members = await self.people(session).members()
        owners = await self._owners(session, user, indicator.owner, members)
        later = not set(who_answers(None, members, user)) <= set(owners)
        return Asking(indicator, about, channel, owners, managers_later=later)

    async def _subject(
        self, session: AsyncSession, user: str, about: About
    ) -> tuple[Indicator, str | None]:
        """What is questioned, and the channel that it was posted to."""
        if about.snippet_id is not None:
            snippet = await self.found_snippet(session, about.snippet_id)
            return snippet.comparison.indicator, snippet.channel
        member, _ = await self.member_with_practice(session, user)
        if not works_at(member, about.ods_code or ""):
            raise NotAllowed("This is another practice's figure: only they can question it.")
        found = await self.kept_indicators(session).get(about.key)
        if found is None:
            raise NotFound("These figures are no longer kept here.")
        return found[1], None

    async def _owners(
        self, session: AsyncSession, user: str, owner: str | None, members: Sequence[Member]
    ) -> tuple[str, ...]:
        """Raises NotFound where nobody else answers for the figure, saying who can set that."""
        if owner is not None and await self.people(session).has_left(owner):
            owner = None
        owners = who_answers(owner, members, user)
        if owners:
            return owners
        leads = [f"<@{each.slack_user_id}>" for each in members if each.has([Role.LEAD])]
        raise NotFound(
            "Nobody else answers for these figures yet, so a question would reach nobody. "
            f"{either(leads[:3] or ['A clinical lead'])} can name somebody for them, and whoever looks "
            "after Peerbot can record a manager."
        )

    # ---- looking

    async def listed(self, user: str) -> Listed:
        """The open questions that concern this person."""
        async with self.context.database.reading() as session:
            member = await self.people(session).member(user)
            oversees = may(member, Deed.SEE_CHALLENGES)
            return listed_for(user, await self.challenges(session).open(), oversees=oversees)

    async def open_challenges(
        self, session: AsyncSession, key: str, ods_code: str | None = None
    ) -> Questioned | None:
        """What is open about an indicator: about the figures of all, and of this practice alone."""
        return questioned(await self.challenges(session).open_about(key, ods_code))
