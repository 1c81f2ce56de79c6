"""Opening a round: now, later, or again and again; with what will come of it said beforehand."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.pulse import messages
from bot.blocks.text import plural, when
from bot.directory import OutOfSight
from bot.domain.ballots import new_salt
from bot.domain.delivery import DirectMessage, Wave
from bot.domain.people import Member
from bot.domain.pulse import (
    AGAIN_AFTER,
    ORGANISERS,
    BadClosingTime,
    CircleKind,
    Group,
    Opened,
    Plan,
    Planned,
    Preview,
    Proposal,
    Round,
    State,
    Turnout,
    asked_in_groups,
    closing_moment,
    key_prefix,
    plan_in,
    plan_prefix,
    reminder_moment,
)
from bot.domain.questions import BUILT_IN, Question, QuestionSet, built_in
from bot.domain.schedule import (
    Avoid,
    Lateness,
    NotUnderstood,
    Repeating,
    Schedule,
    describe,
    parse,
    upcoming,
)
from bot.domain.times import local_day
from bot.errors import Conflict, InvalidInput, NotFound, PeerbotError
from bot.services.people import PeopleService
from bot.services.pulse.base import CLOSE, OPEN, OPENING, REMIND, TURNOUT, UseCases
from bot.services.screening import refuse_identifiers
from bot.tick import Firing
from storage.people import rhythm_of
from storage.pulse import Occasion, QuestionSetStore, Salt

log = logging.getLogger(__name__)

TOLD_EVERY = timedelta(seconds=3)
GRACE = timedelta(hours=12)  # a round whose time came while nothing ran opens no later than this
PLANNED_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class _Times:
    opens_at: datetime
    again_at: datetime | None = None
    pattern: Repeating | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The people whom a round asks with their group, and who is in its channel to see it there."""

    groups: dict[str, Group]
    present: frozenset[str]


class Opening(UseCases):
    # ---- question sets

    async def question_sets(self) -> list[QuestionSet]:
        """Those that come with Peerbot, then people's own."""
        async with self.context.database.reading() as session:
            return [*BUILT_IN, *await QuestionSetStore(session, self.workspace_id).all()]

    async def question_set(self, set_id: str) -> QuestionSet:
        """Raises NotFound."""
        found = built_in(set_id)
        if found is None:
            async with self.context.database.reading() as session:
                found = await QuestionSetStore(session, self.workspace_id).find(set_id)
        if found is None:
            raise NotFound(
                "These questions are no longer there. Please close this form and begin again."
            )
        return found

    async def save_questions(
        self, user: str, title: str, questions: tuple[Question, ...]
    ) -> QuestionSet:
        """Keep somebody's own set, in the place of one of the same title. Raises a sentence."""
        await self.require_organiser(user, "write questions for a pulse")
        refuse_identifiers(title, ids.QUESTIONS_TITLE)
        for place, question in enumerate(questions):
            refuse_identifiers(question.text, f"{ids.QUESTIONS_TEXT}{place}")
            refuse_identifiers("\n".join(question.choices), f"{ids.QUESTIONS_CHOICES}{place}")
        if any(each.title.casefold() == title.casefold() for each in BUILT_IN):
            raise InvalidInput("This title is taken. Please choose another.", ids.QUESTIONS_TITLE)
        async with self.context.database.transaction() as session:
            store = QuestionSetStore(session, self.workspace_id)
            saved = await store.save(title, questions, user, self.now())
            await self.note(session, user, "wrote questions for a pulse", saved.id)
        return saved

    # ---- opening

    async def require_organiser(self, user: str, deed: str = "start a pulse") -> Member:
        """Raises NotAllowed for anybody but a manager or a lead."""
        return await PeopleService(self.context).require(user, ORGANISERS, deed)

    async def preview(self, user: str, proposal: Proposal) -> Preview:
        """What would come of it. Raises NotAllowed, and InvalidInput or Conflict in a sentence."""
        await self.require_organiser(user)
        await self._check_deputy(user, proposal)
        times = self._times(proposal)
        opens_at = times.opens_at
        closes_at = self._closing(proposal, opens_at)
        asked = await self._asked(proposal)
        async with self.context.database.reading() as session:
            check_enough(len(asked.groups), proposal)
            if proposal.opens is None:
                await self._check_not_again(session, proposal, asked, self.now())
            rhythm = await rhythm_of(session, self.workspace_id)
        reminds_at = (
            reminder_moment(opens_at, closes_at, rhythm.calendar, self.zone)
            if proposal.remind
            else None
        )
        groups = Counter(asked.groups.values())
        repeats = describe(times.pattern, self.zone) if times.pattern else ""
        return Preview(proposal, groups, opens_at, closes_at, reminds_at, repeats, times.again_at)

    async def open_round(self, user: str, proposal: Proposal) -> Opened:
        """Ask those of the proposal's circle who are members, from now on.

        Raises NotAllowed, and InvalidInput or Conflict in a sentence.
        """
        await self.require_organiser(user)
        closes_at = self._closing(proposal, self.now())
        asked = await self._asked(proposal)
        async with self.context.database.transaction() as session:
            return await self._open(session, user, proposal, asked, closes_at)

    async def start(self, user: str, proposal: Proposal) -> Opened | Planned:
        """Open it now, or keep it until its time comes. Raises as ``open_round`` does."""
        if proposal.opens is None and not proposal.repeats:
            return await self.open_round(user, proposal)
        planned = await self.plan(user, proposal)
        if proposal.opens is None:  # it repeats, and the first comes now
            try:
                await self.open_round(user, replace(proposal, repeats=""))
            except PeerbotError:
                await self.end_plan(user, planned.plan.id)
                raise
        return planned

    async def _open(
        self,
        session: AsyncSession,
        by: str,
        proposal: Proposal,
        asked: _Asked,
        closes_at: datetime,
        occasion: Occasion | None = None,
    ) -> Opened:
        now = self.now()
        check_enough(len(asked.groups), proposal)
        await self._check_not_again(session, proposal, asked, now)
        salt = Salt(new_salt(), self.context.secrets.current.id)
        round_ = await self.rounds(session).open(
            proposal, by, asked.groups, salt, now, closes_at, occasion
        )
        if round_ is None:
            raise InvalidInput(
                "A pulse is open in this channel already. Wait until it has closed, so that "
                "people are not asked twice.",
                ids.PULSE_CHANNEL,
            )
        await self._announce(session, round_, asked, now)
        return Opened(round_, Counter(asked.groups.values()))

    async def _announce(
        self, session: AsyncSession, round_: Round, asked: _Asked, now: datetime
    ) -> None:
        workspace = self.context.workspace
        about = key_prefix(round_.id)
        schedules = self.schedules(session)
        await schedules.set(CLOSE, f"{about}close", round_.closes_at)
        if round_.remind:
            calendar = (await rhythm_of(session, self.workspace_id)).calendar
            at = reminder_moment(now, round_.closes_at, calendar, self.zone)
            if at is not None:
                await schedules.set(REMIND, f"{about}remind", at)
        await self.note(session, round_.owner, "opened a pulse", f"{about}opened")
        await self.work_to_do(session).plan(TURNOUT, f"{about}turnout", now + TOLD_EVERY)
        opening = messages.opening(
            round_, Turnout(0, round_.asked), workspace.body_name, workspace.time_zone
        )
        await self.delivery(session).plan(opening, now=now)
        elsewhere = sorted(set(asked.groups) - asked.present)
        if elsewhere:
            title = f"Pulse {round_.id}, to those who are not in its channel"
            await self.delivery(session).plan(
                *self._to_each(round_, elsewhere),
                now=now,
                wave=Wave(f"{about}ask", title, round_.owner),
            )

    def _to_each(self, round_: Round, people: Iterable[str]) -> Iterable[DirectMessage]:
        workspace = self.context.workspace
        message = messages.render_asked(round_, workspace.body_name, workspace.time_zone)
        for user in people:
            yield messages.asked(round_, user, message)

    async def _check_deputy(self, user: str, proposal: Proposal) -> None:
        if proposal.deputy is None:
            return
        if proposal.deputy == user:
            raise InvalidInput(
                "A deputy is somebody else. Please choose one, or leave it empty.", ids.PULSE_DEPUTY
            )
        member = await PeopleService(self.context).member(proposal.deputy)
        if member is None or not member.has(ORGANISERS):
            raise InvalidInput(
                "Please choose a manager or a clinical lead, who may see the results as well.",
                ids.PULSE_DEPUTY,
            )

    # ---- who is asked

    async def _asked(self, proposal: Proposal) -> _Asked:
        circle = proposal.circle
        present: list[str] = []
        try:
            present = await self.context.slack.people_in(proposal.channel)
        except OutOfSight as hidden:
            raise InvalidInput(str(hidden), ids.PULSE_CHANNEL) from None
        people: list[str] | None = present
        if circle.kind is CircleKind.GROUP:
            people = await self.context.slack.people_of(circle.ids[0]) if circle.ids else []
        async with self.context.database.reading() as session:
            store = self.people(session)
            match circle.kind:
                case CircleKind.PRACTICES:
                    members = await store.members_of(circle.ids)
                case CircleKind.ALL:
                    members = await store.members()
                case _:
                    members = await store.members(people)
        return _Asked(asked_in_groups(members), frozenset(present))

    async def _check_not_again(
        self, session: AsyncSession, proposal: Proposal, asked: _Asked, now: datetime
    ) -> None:
        """Whoever sees two results of nearly the same people can work out what a few said."""
        store = self.rounds(session)
        asks = {each.id for each in proposal.questions}
        same = [
            each
            for each in await store.since(now - AGAIN_AFTER)
            if asks & {question.id for question in each.questions} and not _shows_nothing(each)
        ]
        open_now = [each.id for each in same if each.state is State.OPEN]
        twice = await store.asked_elsewhere(open_now, asked.groups)
        if twice:
            raise InvalidInput(
                f"Pulse {min(twice)} is open and asks some of the same people the same. Two results "
                "side by side could show what a few of them said, so please wait until it has closed.",
                ids.PULSE_CHANNEL,
            )
        today = local_day(now, self.zone)
        for each in same:
            days = (today - local_day(each.opens_at, self.zone)).days
            if each.id not in open_now and _same_place(each, proposal) and days < AGAIN_AFTER.days:
                again = local_day(each.opens_at, self.zone) + AGAIN_AFTER
                raise InvalidInput(
                    f"Pulse {each.id} asked the same here {_ago(days)}. Within a week its result "
                    "and the next could show what a few people said, so please choose "
                    f"{again:%A} {again.day} {again:%B} or later.",
                    ids.PULSE_CHANNEL,
                )

    # ---- when

    def _closing(self, proposal: Proposal, opens_at: datetime) -> datetime:
        """As many days after it opens as the form said, whenever that is."""
        days = self._days(proposal)
        try:
            return closing_moment(
                local_day(opens_at, self.zone) + timedelta(days=days),
                proposal.clock,
                self.zone,
                opens_at,
            )
        except BadClosingTime as error:
            field = ids.PULSE_DAY if error.is_day else ids.PULSE_TIME
            raise InvalidInput(str(error), field) from None

    def _days(self, proposal: Proposal) -> int:
        return (proposal.day - local_day(proposal.opens or self.now(), self.zone)).days

    def _times(self, proposal: Proposal) -> _Times:
        """When it opens first, and when again. Raises InvalidInput."""
        now = self.now()
        if proposal.opens is not None and proposal.opens <= now:
            raise InvalidInput("This has passed. Please choose a later time.", ids.PULSE_OPENS_TIME)
        if proposal.opens is not None and proposal.opens > now + PLANNED_AHEAD:
            raise InvalidInput(
                "This is more than a year ahead. Please check the year.", ids.PULSE_OPENS_DAY
            )
        if not proposal.repeats:
            return _Times(proposal.opens or now)
        pattern = self._pattern(proposal)
        since = self._repeats_from(proposal)
        coming = [slot.at for slot, _ in islice(upcoming(Schedule(pattern), since), 2)]
        opens_at = now if proposal.opens is None else coming.pop(0)
        if not coming:
            raise InvalidInput("This does not come again.", ids.PULSE_REPEATS)
        again_at = coming[0]
        if again_at - opens_at < AGAIN_AFTER - GRACE:
            raise InvalidInput(
                "People can be asked the same once a week at most. Write it like “every other "
                "Thursday”, “monthly” or “quarterly”.",
                ids.PULSE_REPEATS,
            )
        if self._closing(proposal, opens_at) > again_at:
            raise InvalidInput(
                f"It comes again on {when(again_at, self.zone)}, before this one has closed. "
                "Please let it close earlier.",
                ids.PULSE_DAY,
            )
        return _Times(opens_at, again_at, pattern)

    def _repeats_from(self, proposal: Proposal) -> datetime:
        """What repeats and opens now comes again in a week at the earliest."""
        if proposal.opens is None:
            return self.now() + AGAIN_AFTER - GRACE
        return proposal.opens - timedelta(seconds=1)

    def _pattern(self, proposal: Proposal) -> Repeating:
        since = self._repeats_from(proposal)
        first = (proposal.opens or self.now()).astimezone(ZoneInfo(self.zone))
        usual = first.time().replace(second=0, microsecond=0)
        try:
            pattern = parse(proposal.repeats, since, self.zone, usual=usual)
        except NotUnderstood as error:
            raise InvalidInput(str(error), ids.PULSE_REPEATS) from None
        if not isinstance(pattern, Repeating):
            raise InvalidInput(
                "This is one day. Write it like “quarterly” or “every first Tuesday at 09:00”, or "
                "leave it empty.",
                ids.PULSE_REPEATS,
            )
        return pattern

    # ---- by itself

    async def plan(self, user: str, proposal: Proposal) -> Planned:
        """Keep a proposal until its time comes. Raises a sentence."""
        preview = await self.preview(user, proposal)
        times = self._times(proposal)
        now = self.now()
        async with self.context.database.transaction() as session:
            days = self._days(proposal)
            plan = await self.plans(session).add(proposal, user, days, now)
            subject = f"{plan_prefix(plan.id)}open"
            schedules = self.schedules(session)
            first_at = preview.opens_at
            if times.pattern is not None:
                since = self._repeats_from(proposal)
                slot = await schedules.repeat(
                    OPEN,
                    subject,
                    times.pattern,
                    since,
                    avoid=Avoid.MOVE,
                    lateness=Lateness.LATEST,
                    grace=GRACE,
                )
                first_at = slot.at if slot else first_at
            else:
                await schedules.set(OPEN, subject, first_at, lateness=Lateness.LATEST, grace=GRACE)
            await self.note(session, user, "planned a pulse", subject)
        return Planned(plan, first_at, preview.repeats)

    async def begin(self, session: AsyncSession, firing: Firing) -> None:
        """The time of a plan has come: who is asked is looked up outside this transaction."""
        occasion = f"{plan_prefix(plan_in(firing.subject))}{firing.slot.isoformat()}"
        since = int(firing.now.timestamp())
        await self.work_to_do(session).plan(OPENING, f"{occasion}@{since}", firing.now)

    async def open_planned(self, subject: str, now: datetime) -> datetime | None:
        """Open the round of one time of a plan; its owner hears why if it cannot be opened."""
        _, number, when_ = subject.split(":", 2)
        slot, _, since = when_.rpartition("@")
        occasion = Occasion(int(number), slot)
        async with self.context.database.reading() as session:
            plan = await self.plans(session).plan(occasion.plan_id)
            done = await self.rounds(session).on_occasion(occasion)
        if plan is None or plan.ended or done is not None:
            return None
        if now.timestamp() - float(since) > GRACE.total_seconds():
            await self._tell_not_opened(plan, slot, "Slack could not be reached for half a day.")
            return None
        try:
            await self._open_by(plan, occasion)
        except PeerbotError as refused:
            await self._tell_not_opened(plan, slot, str(refused))
        return None

    async def _open_by(self, plan: Plan, occasion: Occasion) -> None:
        proposal = plan.proposal(local_day(self.now(), self.zone))
        closes_at = self._closing(proposal, self.now())
        asked = await self._asked(proposal)
        async with self.context.database.transaction() as session:
            await self._open(session, plan.owner, proposal, asked, closes_at, occasion)
            if not plan.repeats:
                await self.plans(session).end(plan.id, self.now())

    async def _tell_not_opened(self, plan: Plan, slot: str, why: str) -> None:
        log.info("pulse_not_opened plan=%s", plan.id)
        async with self.context.database.transaction() as session:
            told = messages.not_opened(plan, slot, why)
            await self.delivery(session).plan(told, now=self.now())
            if not plan.repeats:
                await self.plans(session).end(plan.id, self.now())

    async def end_plan(self, user: str, plan_id: int) -> Plan:
        """No more rounds of a plan; one that is open stays open. Raises a sentence."""
        async with self.context.database.transaction() as session:
            plan = await self.plans(session).plan(plan_id)
            if plan is None:
                raise NotFound("This plan is no longer there.")
            await self.check_manages(session, user, "stop it from opening", plan.owner, plan.deputy)
            if not await self.plans(session).end(plan_id, self.now()):
                raise Conflict("This has ended before: nothing more will open by itself.")
            subject = f"{plan_prefix(plan_id)}open"
            await self.schedules(session).cancel(OPEN, subject)
            await self.note(session, user, "ended a planned pulse", subject)
        return plan


def check_enough(number: int, proposal: Proposal) -> None:
    if number >= proposal.k:
        return
    there = f"only {plural(number, 'is', 'are')}" if number else "nobody is"
    in_channel = proposal.circle.kind is CircleKind.CHANNEL
    raise InvalidInput(
        f"At least {proposal.k} GPs or leads must be {'in the channel' if in_channel else 'asked'}, "
        f"since nothing is shown about fewer, and {there}. Choose "
        f"{'another channel' if in_channel else 'others'}, or import who your members are.",
        ids.PULSE_CHANNEL if in_channel else ids.PULSE_CIRCLE,
    )


def _shows_nothing(round_: Round) -> bool:
    return round_.answered is not None and round_.answered < round_.k


def _same_place(round_: Round, proposal: Proposal) -> bool:
    return round_.channel == proposal.channel or round_.circle.key == proposal.circle.key


def _ago(days: int) -> str:
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
