"""The ladder of consent: a practice says itself how others see its figures."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons.consent import render_changed
from bot.domain.comparisons.consent import (
    WHOLE_GROUP,
    Changed,
    Consent,
    Rung,
    Standing,
    is_chosen,
    rung_of,
    taken_down,
)
from bot.domain.delivery import DirectMessage
from bot.services.comparisons.redrawing import Redrawing


class Consenting(Redrawing):
    async def standing(self, user: str, code: str | None = None) -> Standing:
        """How others see this person's practice. Raises NotFound for who has none on record.

        ``code``: which of their practices, where they have several; else the main one.
        """
        async with self.context.database.reading() as session:
            member, practice = await self.member_with_practice(session, user, code)
            chosen = await self.consents(session).of(practice.ods_code)
            return Standing(practice, tuple(chosen), member.practices)

    async def choose(
        self, user: str, request: str, channel: str, rung: Rung | None, code: str | None = None
    ) -> Changed:
        """Have others see this person's practice so, at once, and in what is posted already.

        ``rung`` None: in that channel as in the whole group. ``request`` names the form.
        """
        async with self.context.database.transaction() as session:
            practice = await self.practice_of(session, user, code)
            store = self.consents(session)
            await store.lock()
            known = await store.of(practice.ods_code)
            before = rung_of(known, channel)
            if is_chosen(known, channel, rung):
                return Changed(practice, channel, before, before, anything=False)
            down: tuple[str, ...] = ()
            if rung is None:
                await store.forget(practice.ods_code, [channel])
            else:
                consent = Consent(practice.ods_code, channel, rung, user, self.now())
                await store.put(consent)
                down = taken_down(known, rung) if channel == WHOLE_GROUP else ()
                await store.forget(practice.ods_code, down)
            after = rung_of(await store.of(practice.ods_code), channel)
            changed = Changed(practice, channel, before, after, taken_down=down)
            await self._follow(session, user, request, changed)
            return changed

    async def _follow(
        self, session: AsyncSession, user: str, request: str, changed: Changed
    ) -> None:
        """What is posted is brought up to date, and the practice's other members hear of it.

        They are told whatever the month's budget for prompts is: it is their practice's name, and on a
        Home tab they would learn of it too late.
        """
        code = changed.practice.ods_code
        subject = f"{code} {changed.channel or 'whole group'}: {changed.now}"
        await self.note(session, user, "changed how others see a practice", subject)
        await self.plan(session, await self.snippets(session).with_figure_of(code))
        message = render_changed(user, changed)
        colleagues = await self.people(session).working_at(code)
        await self.delivery(session).plan(
            *(
                DirectMessage(
                    f"consent:{request}:{each.slack_user_id}", each.slack_user_id, message
                )
                for each in colleagues
                if each.slack_user_id != user
            ),
            now=self.now(),
        )
