"""The group's summary in its thread, made anew from what is kept whenever something changes."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import words as figures_words
from bot.blocks.sessions.after import render_summary
from bot.domain.delivery import Reply
from bot.domain.sessions import PeerSession
from bot.domain.sessions.after import (
    Aftermath,
    Summary,
    asked_for_feedback,
    attendance,
    feedback,
    is_ticked,
)
from bot.domain.sessions.points import PointKind, reasons_counted, said
from bot.services.sessions.base import Sessions
from bot.services.sessions.outgoing import THREAD, key
from storage.people import fewest
from storage.sessions import OutcomeStore, RunStore

SUMMARY = "summary"  # the name of its message


class SummingUp(Sessions):
    def outcomes(self, session: AsyncSession) -> OutcomeStore:
        return OutcomeStore(session, self.workspace_id)

    async def sum_up_again(self, session: AsyncSession, kept: PeerSession) -> None:
        """Something was said or recorded: where there is a summary, it says so too."""
        outcome = await self.outcomes(session).get(kept.id)
        if outcome is not None and outcome.met:
            await self.sum_up(session, kept)

    async def sum_up(self, session: AsyncSession, kept: PeerSession) -> Summary:
        """Have the summary in the thread say what is known now; the group has met."""
        now = self.now()
        outcome = await self.outcomes(session).get(kept.id)
        assert outcome is not None
        summary = await self.summary(session, kept, outcome)
        message = render_summary(summary)
        reply = Reply(
            key(kept.id, SUMMARY),
            key(kept.id, THREAD),
            message,
            owner=kept.facilitated_by,
            about=f"the summary of the peer session on {kept.topic}",
        )
        deliveries = self.delivery(session)
        await deliveries.plan(reply, now=now)
        await deliveries.change(reply.key, message, now)
        return summary

    async def summary(
        self, session: AsyncSession, kept: PeerSession, outcome: Aftermath
    ) -> Summary:
        store = self.outcomes(session)
        invited = await self.sessions(session).invitees(kept.id)
        there = [each.user for each in invited if each.attended]
        could_be_asked = asked_for_feedback(await self.people(session).members(there))
        least = await fewest(session, self.workspace_id)
        snippet = await self.snippet_of(session, kept.snippet_id)
        points = await RunStore(session, self.workspace_id).points(kept.id)
        return Summary(
            kept,
            attendance(invited, kept.guests),
            reasons_counted(points),
            tuple(each.words for each in said(points, PointKind.IDEA) if each.words),
            tuple(await self.actions(session).of_sessions([kept.id])),
            figures_words.of_what(snippet.comparison, kept.zone) if snippet else "",
            await store.next_in_series(kept.id, self.now()),
            feedback(
                outcome,
                is_ticked(invited),
                len(could_be_asked),
                matched=await store.matched_with(kept.id) is not None,
                least=least,
            ),
            least,
        )
