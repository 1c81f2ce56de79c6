"""What people say to the times of a vote, and what time brings to it: a reminder, and its close."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.merged import compose
from bot.blocks.sessions import polls
from bot.blocks.sessions.poll_results import render_result
from bot.domain.calendar import Calendar
from bot.domain.delivery import Message
from bot.domain.sessions.finding import (
    InProgress,
    Poll,
    PollState,
    Says,
    Slot,
    Voter,
    turnout,
)
from bot.domain.sessions.slots import CLOSES_AT, working_days_on
from bot.domain.times import local_day, local_moment
from bot.errors import Conflict, NotAllowed
from bot.services.sessions import finding_messages as outgoing
from bot.services.sessions.base import may_organise
from bot.services.sessions.finding_base import CLOSE, NUDGE, REMIND, FindingBase, Held
from bot.tick import Firing
from storage.people import rhythm_of

Sheet = tuple[Poll, tuple[Slot, ...], Voter, tuple[Voter, ...]]
"""A vote, its slots that are still to come, what one person said, what everybody said."""


class Voting(FindingBase):
    # ---- answering

    async def sheet(self, user: str, poll_id: int) -> Sheet:
        """For the form in which this person says when they can."""
        async with self.context.database.reading() as session:
            held = await self.held(session, poll_id)
            own = await self._may_vote(session, held, user)
        return held.poll, held.poll.to_come(self.now()), own, held.voters

    async def vote(
        self, user: str, poll_id: int, votes: Mapping[int, Says], where: str = polls.ASK
    ) -> tuple[Poll, Message]:
        """Keep what they say; slots that they leave out stay as they were. Conflict when it is over.

        Closes the vote when everybody has answered everything. Gives how the message ``where`` they
        pressed looks now; in a channel, what is said to them alone.
        """
        return await self._vote(user, poll_id, votes.get, where)

    async def vote_all(
        self, user: str, poll_id: int, says: Says, where: str = polls.ASK
    ) -> tuple[Poll, Message]:
        """The same to every slot that is still to come."""
        return await self._vote(user, poll_id, lambda _slot_id: says, where)

    async def _vote(
        self, user: str, poll_id: int, said: Callable[[int], Says | None], where: str
    ) -> tuple[Poll, Message]:
        now = self.now()
        async with self.context.database.transaction() as session:
            held = await self.held(session, poll_id, locked=True)
            await self._may_vote(session, held, user)
            to_come = held.poll.to_come(now)
            votes = {each.id: says for each in to_come if (says := said(each.id))}
            if votes:
                await self.polls(session).vote(poll_id, user, votes, now)
                held = await self.held(session, poll_id)
                if all(each.has_said_all(to_come) for each in held.voters):
                    await self.close(session, held, now)
                    held = await self.held(session, poll_id)
                else:
                    await self._show_own(session, held, user, now)
                    await self.show_board(session, held, now)
            return held.poll, await self._shown(session, held, user, where)

    async def _may_vote(self, session: AsyncSession, held: Held, user: str) -> Voter:
        own = held.voter(user)
        if own is None:
            raise NotAllowed(
                "This vote asks the people of the practices that are named in it. If you would like "
                f"to come, tell <@{held.poll.lead}>."
            )
        if not held.poll.takes_votes(self.now()):
            raise await self.refuse_over(session, held.poll)
        return own

    async def _show_own(self, session: AsyncSession, held: Held, user: str, now: datetime) -> None:
        """Their own messages say what they said."""
        own, poll, deliveries = held.voter(user), held.poll, self.delivery(session)
        if own is None or user == poll.lead:
            return
        asked = polls.render_ask(poll, held.practices, own)
        await deliveries.change(outgoing.ask_key(poll.id, user), asked, now)
        reminded = polls.render_reminder(poll, held.practices, own)
        await deliveries.change(outgoing.remind_key(poll.id, user), reminded, now)

    async def _shown(self, session: AsyncSession, held: Held, user: str, where: str) -> Message:
        """How the message that they pressed looks now, with those it went out with."""
        poll, own = held.poll, held.voter(user)
        assert own is not None
        if where == polls.CHANNEL:
            return polls.render_over(poll, polls.noted_words(poll, own))
        key = {
            polls.LEAD: outgoing.lead_key(poll.id),
            polls.REMINDER: outgoing.remind_key(poll.id, user),
        }.get(where, outgoing.ask_key(poll.id, user))
        message = _as_it_looks(held, own, where)
        return compose(await self.delivery(session).show(key, message))

    # ---- looking

    async def in_progress(self, user: str) -> list[InProgress]:
        """The votes that concern this person: their own, and for organisers all."""
        async with self.context.database.reading() as session:
            organises = may_organise(await self.people(session).member(user))
            store = self.polls(session)
            found = await store.in_progress()
            voters = await store.voters_of(each.id for each in found)
        seen = (_seen(poll, voters.get(poll.id, ()), user, organises) for poll in found)
        return [each for each in seen if each is not None]

    async def who_said_what(self, user: str, poll_id: int) -> Held:
        """For the lead only; where they have left, for whoever organises."""
        async with self.context.database.reading() as session:
            held = await self.held(session, poll_id)
            if user not in await self.deciders(self.people(session), held.poll):
                raise NotAllowed(
                    f"Only <@{held.poll.lead}>, who asked, sees who said what. `/peer list` shows how "
                    "many have answered."
                )
        return held

    # ---- what time brings

    async def remind(self, session: AsyncSession, firing: Firing) -> None:
        """Once, those who have not answered."""
        poll = await self.polls(session).get(int(firing.subject), locked=True)
        if poll is None or not poll.takes_votes(firing.now):
            return
        held = await self.held(session, poll.id)
        unsent = await self._still_to_go_out(session, held)
        silent = [each for each in held.voters if each.user not in unsent]
        await self.delivery(session).plan(
            *outgoing.reminders(poll, held.practices, silent), now=firing.now
        )

    async def _still_to_go_out(self, session: AsyncSession, held: Held) -> set[str]:
        """Who has not even been asked yet is not reminded: it would be two at once."""
        keys = {outgoing.ask_key(held.poll.id, each.user): each.user for each in held.voters}
        unsent = await self.delivery(session).not_gone_out(keys)
        return {keys[each] for each in unsent}

    async def closes(self, session: AsyncSession, firing: Firing) -> None:
        """Its time has come."""
        poll = await self.polls(session).get(int(firing.subject), locked=True)
        if poll is not None and poll.state is PollState.OPEN and poll.closes_at <= firing.now:
            await self.close(session, await self.held(session, poll.id), firing.now)

    async def nudge(self, session: AsyncSession, firing: Firing) -> None:
        """A closed vote still waits: its lead is told once more, and others who could choose."""
        poll = await self.polls(session).get(int(firing.subject), locked=True)
        if poll is None or poll.state is not PollState.CLOSED:
            return
        held = await self.held(session, poll.id)
        every = await self.people(session).members()
        readers = {each.slack_user_id for each in every if may_organise(each)} | {poll.lead}
        choice = await self.choice(session, held, firing.now)
        have, asked = turnout(poll, held.voters)
        await self.delivery(session).plan(
            *(
                outgoing.nudge(
                    poll, each, render_result(poll, choice, have, asked, each, nudge=True)
                )
                for each in sorted(readers)
            ),
            now=firing.now,
        )

    # ---- closing

    async def close(self, session: AsyncSession, held: Held, now: datetime) -> None:
        """No more answers; the lead hears which time is best. Of several who try, one does."""
        poll = held.poll
        if not await self.polls(session).move(poll.id, [PollState.OPEN], PollState.CLOSED):
            return
        await self.end_timers(session, poll.id)
        await self.tell_over(session, held, polls.closed_words(poll))
        choice = await self.choice(session, held, now)
        have, asked = turnout(poll, held.voters)
        readers = await self.deciders(self.people(session), poll)
        deliveries = self.delivery(session)
        await deliveries.plan(
            *(
                outgoing.result(poll, each, render_result(poll, choice, have, asked, each))
                for each in readers
            ),
            now=now,
        )
        await deliveries.change(
            outgoing.lead_key(poll.id), polls.closed_board(poll, held.voters), now
        )
        calendar = (await rhythm_of(session, self.workspace_id)).calendar
        await self.schedules(session).set(NUDGE, str(poll.id), _nudge_at(poll, now, calendar))

    async def close_now(self, user: str, poll_id: int) -> Poll:
        async with self.context.database.transaction() as session:
            held = await self.held_to_decide(session, user, poll_id)
            if held.poll.state is not PollState.OPEN:
                raise await self._not_open(session, held.poll)
            await self.close(session, held, self.now())
            await self.note(session, user, "closed a vote on times", str(poll_id))
        return held.poll

    async def _not_open(self, session: AsyncSession, poll: Poll) -> Conflict:
        if poll.state is PollState.CLOSED:
            return Conflict("This vote has closed already. `/peer list` lets you choose the time.")
        return await self.refuse_over(session, poll)


def _as_it_looks(held: Held, own: Voter, where: str) -> Message:
    poll = held.poll
    if poll.state is not PollState.OPEN:
        if where == polls.LEAD:
            return polls.closed_board(poll, held.voters)
        return polls.render_over(poll, polls.closed_words(poll))
    if where == polls.LEAD:
        return polls.render_lead(poll, held.practices, held.voters)
    if where == polls.REMINDER:
        return polls.render_reminder(poll, held.practices, own)
    return polls.render_ask(poll, held.practices, own)


def _seen(poll: Poll, voters: tuple[Voter, ...], user: str, organises: bool) -> InProgress | None:
    own = next((each for each in voters if each.user == user), None)
    have, asked = turnout(poll, voters)
    if organises or poll.lead == user:
        return InProgress(poll, asked, have, own, voters)
    return InProgress(poll, asked, have, own) if own else None


def _nudge_at(poll: Poll, now: datetime, calendar: Calendar) -> datetime:
    day = working_days_on(local_day(now, poll.zone), 1, calendar)
    return local_moment(day, CLOSES_AT, poll.zone).at


__all__ = ["CLOSE", "NUDGE", "REMIND", "Voting"]
