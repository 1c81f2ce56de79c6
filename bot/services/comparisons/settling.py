"""Settling what was questioned: answering it, reminding who has it, passing it on when they leave."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.comparisons import settling as say
from bot.domain.comparisons.challenges import Challenge, challenge_in, who_answers
from bot.domain.comparisons.snippets import SNIPPETS
from bot.domain.delivery import Outgoing
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound, PeerbotError
from bot.services.comparisons.redrawing import Redrawing
from bot.services.screening import refuse_identifiers
from bot.tick import Firing

CHALLENGED = "comparisons.challenged"  # a kind of schedule; its subject is the challenge's key


class Settling(Redrawing):
    async def to_answer(self, user: str, challenge_id: int) -> Challenge:
        """An open question that waits for this person's answer. Raises a sentence."""
        async with self.context.database.reading() as session:
            return await self._for_owner(session, user, challenge_id)

    async def answer(self, user: str, challenge_id: int, words: str) -> Challenge:
        """Answer it, to whoever asked and in its snippet's thread.

        Whatever stands against it is said under the field, so that the form keeps what was written.
        """
        words = written(words, ids.CHALLENGE_REPLY_WORDS, "Please write an answer.")
        async with self.context.database.transaction() as session:
            known = await self.challenges(session).get(challenge_id)
            if known is not None and (known.answered_by, known.answer) == (user, words):
                return known  # the same form, sent again
            try:
                return await self._settle(session, user, challenge_id, words)
            except PeerbotError as error:
                raise InvalidInput(str(error), ids.CHALLENGE_REPLY_WORDS) from None

    async def settle(self, user: str, challenge_id: int) -> Challenge:
        """Settle it without words. Raises a sentence where that is done, or not theirs to do."""
        async with self.context.database.transaction() as session:
            return await self._settle(session, user, challenge_id, None)

    async def _settle(
        self, session: AsyncSession, user: str, challenge_id: int, answer: str | None
    ) -> Challenge:
        await self._for_owner(session, user, challenge_id)
        now = self.now()
        if not await self.challenges(session).settle(challenge_id, user, answer, now):
            await self._for_owner(session, user, challenge_id)  # says who was quicker
        challenge = await self.found(session, challenge_id)
        messages: list[Outgoing] = [say.to_asker(challenge), *say.settled_at_owners(challenge)]
        if answer is not None and challenge.about.snippet_id is not None:
            thread = f"{SNIPPETS}{challenge.about.snippet_id}"
            messages.append(say.answer_in_thread(challenge, thread))
        await self.delivery(session).plan(*messages, now=now)
        await self.schedules(session).cancel(CHALLENGED, challenge.key)
        await self.mark(session, challenge)
        await self.note(session, user, "settled a question about a figure", challenge.key)
        return challenge

    # ---- what time and people's leaving bring

    async def remind(self, session: AsyncSession, firing: Firing) -> None:
        """No answer in time: whoever has it is reminded, once, and the managers have it too."""
        challenge = await self.challenges(session).get(challenge_in(firing.subject))
        if challenge is None or not challenge.is_open:
            return
        reminders = (say.reminder(challenge, each, self.zone) for each in challenge.owners)
        await self.delivery(session).plan(*reminders, now=firing.now)
        managers = who_answers(None, await self.people(session).members(), challenge.raised_by)
        await self._hand_on(session, challenge, challenge.owners, managers, say.why_later())

    async def pass_on(self, user: str) -> None:
        """Somebody's account is closed: what only they were to answer goes to the managers."""
        async with self.context.database.transaction() as session:
            members = [
                each for each in await self.people(session).members() if each.slack_user_id != user
            ]
            for challenge in await self.challenges(session).open():
                if user in challenge.owners:
                    left = tuple(each for each in challenge.owners if each != user)
                    heirs = () if left else who_answers(None, members, challenge.raised_by)
                    await self._hand_on(session, challenge, left, heirs, say.why_left(user))

    async def _hand_on(
        self,
        session: AsyncSession,
        challenge: Challenge,
        stay: Sequence[str],
        heirs: Sequence[str],
        why: str,
    ) -> None:
        """It is with those who stay and their heirs; with nobody it stays where it was."""
        new = tuple(each for each in heirs if each not in stay)
        owners = (*stay, *new)
        if not owners or owners == challenge.owners:
            return
        await self.challenges(session).hand_to(challenge.id, owners)
        await self.send(session, replace(challenge, owners=owners), new, why)

    # ---- for those who ask as well

    async def send(
        self, session: AsyncSession, challenge: Challenge, owners: Sequence[str], why: str = ""
    ) -> None:
        """The question, to these of those who are to answer it."""
        asker = await self.people(session).member(challenge.raised_by)
        theirs = asker.practices if asker else ()
        about = (each for each in theirs if each.ods_code == challenge.about.ods_code)
        practice = next(about, asker.practice if asker else None)
        messages = (say.to_owner(challenge, each, practice, self.zone, why) for each in owners)
        await self.delivery(session).plan(*messages, now=self.now())

    async def mark(self, session: AsyncSession, challenge: Challenge) -> None:
        """Its snippet says how it stands."""
        if challenge.about.snippet_id is not None:
            await self.plan(session, [challenge.about.snippet_id])

    async def found(self, session: AsyncSession, challenge_id: int) -> Challenge:
        """Raises NotFound."""
        challenge = await self.challenges(session).get(challenge_id)
        if challenge is None:
            raise NotFound("This question is no longer kept here.")
        return challenge

    async def _for_owner(self, session: AsyncSession, user: str, challenge_id: int) -> Challenge:
        challenge = await self.found(session, challenge_id)
        if user not in challenge.owners:
            who = say.people(challenge.owners)
            raise NotAllowed(f"This question is with {who}: it is theirs to answer.")
        if not challenge.is_open:
            raise Conflict(f"<@{challenge.answered_by}> has settled this already.")
        return challenge


def written(words: str, block_id: str, otherwise: str) -> str:
    """What somebody wrote, screened. Raises InvalidInput under the field."""
    words = words.strip()
    if not words:
        raise InvalidInput(otherwise, block_id)
    refuse_identifiers(words, block_id)
    return words
