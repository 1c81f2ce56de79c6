"""The snippet of the month: a channel gets figures again and again, if there are new ones."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.comparisons import monthly as blocks
from bot.directory import NoAnswer
from bot.domain.channels import WhoElse
from bot.domain.comparisons import Comparison
from bot.domain.comparisons.monthly import (
    PLANS,
    Listed,
    Offer,
    Preview,
    Skip,
    SnippetPlan,
    Turn,
    Wanted,
    heir_of,
    in_turn,
    may_stop,
    why_not,
)
from bot.domain.deeds import Deed
from bot.domain.indicators import Indicator
from bot.domain.people import Role
from bot.domain.rhythm import next_moment
from bot.domain.schedule import Avoid, Lateness, Repeating, Slot, describe
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound, PeerbotError
from bot.services.comparisons.base import UseCases
from bot.services.comparisons.posting import Posting, SharedElsewhere
from bot.services.comparisons.timing import times
from bot.services.context import Context
from bot.services.people import refusal
from bot.tick import Firing
from storage.comparisons.monthly import SnippetPlanStore
from storage.people import rhythm_of

log = logging.getLogger(__name__)

MONTHLY = (
    "comparisons.monthly"  # a kind of schedule and of work; their subject begins "snippetplan:3"
)
GRACE = timedelta(days=3)  # what is later than this is not posted
SOON = timedelta(hours=1)  # what is later than this waits for working hours
DEED = Deed.POST_MONTHLY
LATE = "Its time came while Peerbot was not running, and has passed by now."


class Monthly(UseCases):
    def __init__(self, context: Context, posting: Posting) -> None:
        super().__init__(context)
        self.posting = posting

    def plans(self, session: AsyncSession) -> SnippetPlanStore:
        return SnippetPlanStore(session, self.workspace_id)

    # ---- setting it up

    async def offer(self, user: str) -> Offer:
        """What runs, and what can be chosen. Raises NotAllowed."""
        async with self.context.database.reading() as session:
            await self.check_may_post(session, user, DEED)
            indicators = await self.kept_indicators(session).with_figures()
            return Offer(await self._listed(session, user, indicators), tuple(indicators))

    async def _listed(
        self, session: AsyncSession, user: str, indicators: Sequence[Indicator]
    ) -> tuple[Listed, ...]:
        member = await self.people(session).member(user)
        schedules = {
            each.subject: each
            for each in await self.schedules(session).all()
            if each.kind == MONTHLY
        }
        found = []
        for plan in await self.plans(session).all():
            schedule = schedules.get(plan.subject)
            words = describe(schedule.schedule.pattern, self.zone) if schedule else ""
            next_at = schedule.next_at if schedule else None
            mine = may_stop(plan, user, member)
            found.append(Listed(plan, words, next_at, _names(plan.keys, indicators), mine))
        return tuple(found)

    async def preview(self, user: str, wanted: Wanted) -> Preview:
        """What would come of it. Raises NotAllowed, and InvalidInput under its field."""
        now = self.now()
        async with self.context.database.reading() as session:
            await self.check_may_post(session, user, DEED)
            indicators = await self.kept_indicators(session).with_figures()
            await self._check_free(session, user, wanted)
            pattern, first = await self._times(session, wanted.words, now)
            turn = await self._turn(session, wanted.channel, wanted.keys)
        words = describe(pattern, self.zone)
        return Preview(wanted, words, first.at, turn, _names(wanted.keys, indicators))

    async def start(self, user: str, wanted: Wanted) -> tuple[SnippetPlan, Preview]:
        """Have it posted from now on; the same form sent twice is one plan. Raises as ``preview``."""
        preview = await self.preview(user, wanted)
        now = self.now()
        async with self.context.database.transaction() as session:
            plan = await self.plans(session).add(wanted.channel, wanted.keys, user, now)
            if plan is None:
                return await self._same(session, user, wanted), preview
            pattern, _ = await self._times(session, wanted.words, now)
            await self.schedules(session).repeat(
                MONTHLY,
                plan.subject,
                pattern,
                now,
                avoid=Avoid.MOVE,
                lateness=Lateness.LATEST,
            )
            await self.note(session, user, "planned a snippet of the month", plan.subject)
        return plan, preview

    async def _check_free(self, session: AsyncSession, user: str, wanted: Wanted) -> None:
        there = await self.plans(session).in_channel(wanted.channel)
        if there is not None and not _is_same(there, user, wanted):
            raise InvalidInput(
                f"This channel has one already, set up by <@{there.made_by}>. Stop that one first, or "
                "choose another channel.",
                ids.MONTHLY_CHANNEL,
            )

    async def _same(self, session: AsyncSession, user: str, wanted: Wanted) -> SnippetPlan:
        """The plan that stood in the way, if it is this one. Raises Conflict."""
        there = await self.plans(session).in_channel(wanted.channel)
        if there is None or not _is_same(there, user, wanted):
            raise Conflict("Somebody has just set up another one for this channel.")
        return there

    async def _times(
        self, session: AsyncSession, words: str, now: datetime
    ) -> tuple[Repeating, Slot]:
        calendar = (await rhythm_of(session, self.workspace_id)).calendar
        return times(words, now, self.zone, calendar)

    async def stop(self, user: str, plan_id: int) -> SnippetPlan:
        """Nothing more is posted by itself. Raises a sentence."""
        async with self.context.database.transaction() as session:
            plan = await self.plans(session).plan(plan_id)
            if plan is None:
                raise NotFound("This has been stopped already: nothing more comes by itself.")
            people = self.people(session)
            if not may_stop(plan, user, await people.member(user)):
                asks = await refusal(people, Deed.STOP_MONTHLY, "stop it")
                raise NotAllowed(f"<@{plan.made_by}> set this up and can stop it. {asks}")
            await self._remove(session, plan)
            await self.note(session, user, "stopped a snippet of the month", plan.subject)
        return plan

    async def _remove(self, session: AsyncSession, plan: SnippetPlan) -> None:
        await self.plans(session).remove(plan.id)
        await self.schedules(session).cancel(MONTHLY, plan.subject)

    # ---- by itself

    async def begin(self, session: AsyncSession, firing: Firing) -> None:
        """Its time has come: what to post is looked up outside this transaction."""
        subject = f"{firing.subject}:{firing.slot.isoformat()}"
        await self.work_to_do(session).plan(MONTHLY, subject, firing.now)

    async def post(self, subject: str, now: datetime) -> datetime | None:
        """Post what has its turn, once; whoever made the plan hears if there is nothing, or why not."""
        number, _, slot = subject.removeprefix(PLANS).partition(":")
        plan = await self._to_post(int(number), slot)
        if plan is None:
            return None
        meant = datetime.fromisoformat(slot)
        if now - meant > GRACE:
            await self._tell_refused(plan, slot, LATE)
            return None
        if now - meant > SOON:
            later = await self._next_working(now)
            if later > now:
                return later
        async with self.context.database.reading() as session:
            turn = await self._turn(session, plan.channel, plan.keys)
        try:
            await self._post(plan, slot, turn)
        except NoAnswer:
            raise  # tried again in a while
        except SharedElsewhere:
            await self._ask(plan, slot)
        except PeerbotError as refused:
            await self._tell_refused(plan, slot, str(refused))
        return None

    async def _to_post(self, plan_id: int, slot: str) -> SnippetPlan | None:
        """The plan, if it has not been stopped and this time has not been posted."""
        async with self.context.database.transaction() as session:
            plan = await self.plans(session).plan(plan_id)
            if plan is None or await self.plans(session).was_posted(plan.request(slot)):
                return None
            if await self.people(session).member(plan.made_by) is None:
                return await self._pass_on(session, plan)
            return plan

    async def _next_working(self, now: datetime) -> datetime:
        async with self.context.database.reading() as session:
            rhythm = await rhythm_of(session, self.workspace_id)
        return next_moment(now, rhythm) or now

    async def _post(self, plan: SnippetPlan, slot: str, turn: Turn) -> None:
        """Raises a sentence where the channel, or whoever made the plan, stands against it."""
        if turn.comparison is None:
            log.info("monthly_skipped plan=%s", plan.id)
            async with self.context.database.transaction() as session:
                told = blocks.not_posted(plan, slot, turn, self.zone)
                await self.delivery(session).plan(told, now=self.now())
            return
        await self.context.slack.check_can_post(plan.channel)
        key = turn.comparison.indicator.key
        await self.posting.post_snippet(key, plan.channel, plan.request(slot), plan.made_by)

    async def _ask(self, plan: SnippetPlan, slot: str) -> None:
        """Another organisation reads along there: whoever looks after the plan says whether it may."""
        others = await self.posting.who_else_sees(plan.channel)
        async with self.context.database.transaction() as session:
            told = blocks.asks(plan, slot, others or WhoElse(plan.channel))
            await self.delivery(session).plan(told, now=self.now())

    async def post_agreed(self, user: str, plan_id: int, slot: str) -> SnippetPlan:
        """Post what has its turn where another organisation reads along. Raises a sentence."""
        async with self.context.database.reading() as session:
            plan = await self.plans(session).plan(plan_id)
            if plan is None:
                raise NotFound("This has been stopped already: nothing more comes by itself.")
            if user != plan.made_by:
                raise NotAllowed(f"<@{plan.made_by}> looks after this now, and can say whether.")
            if await self.plans(session).was_posted(plan.request(slot)):
                return plan
            turn = await self._turn(session, plan.channel, plan.keys)
        if turn.comparison is None:
            raise Conflict("There is nothing new to post any more.")
        await self.context.slack.check_can_post(plan.channel)
        key = turn.comparison.indicator.key
        request = plan.request(slot)
        await self.posting.post_snippet(key, plan.channel, request, user, agreed=True)
        return plan

    async def _turn(self, session: AsyncSession, channel: str, keys: Sequence[str]) -> Turn:
        """Whose turn it is in a channel as things stand, or why it is nobody's."""
        there = [each.key for each in await self.kept_indicators(session).with_figures()]
        posted = await self.plans(session).posted(channel)
        skipped: set[Skip] = set()
        candidates = in_turn(keys, there, posted)
        for key in candidates:
            comparison = await self._comparison(session, key, channel)
            skip = why_not(comparison, posted.get(key))
            if skip is None:
                return Turn(comparison)
            skipped.add(skip)
        last = max((posted[key].at for key in candidates if key in posted), default=None)
        return Turn(None, frozenset(skipped), last)

    async def _comparison(self, session: AsyncSession, key: str, channel: str) -> Comparison | None:
        """As that channel may see it."""
        found = await self.figures(session).comparison(key)
        if found is None:
            return None
        return await self.posting.figures_for_others(session, found, channel)

    async def _tell_refused(self, plan: SnippetPlan, slot: str, why: str) -> None:
        log.info("monthly_refused plan=%s", plan.id)
        async with self.context.database.transaction() as session:
            told = blocks.refused(plan, slot, why)
            await self.delivery(session).plan(told, now=self.now())

    # ---- when somebody leaves

    async def pass_on(self, user: str) -> None:
        """Their account is off: their plans go to whoever may post, or stop with a word."""
        async with self.context.database.reading() as session:
            if not await self.plans(session).all(user):
                return
        async with self.context.database.transaction() as session:
            for plan in await self.plans(session).all(user):
                await self._pass_on(session, plan)

    async def _pass_on(self, session: AsyncSession, plan: SnippetPlan) -> SnippetPlan | None:
        """The plan in its heir's hands; None if nobody is left who may post, and it has stopped."""
        leaver = plan.made_by
        members = await self.people(session).members()
        heir = heir_of(leaver, members)
        if heir is None:
            await self._remove(session, plan)
            told = [
                blocks.stopped(plan, leaver, each.slack_user_id)
                for each in members
                if each.has([Role.ADMINISTRATOR]) and each.slack_user_id != leaver
            ]
            await self.delivery(session).plan(*told, now=self.now())
            await self.note(session, leaver, "left a snippet of the month to nobody", plan.subject)
            return None
        await self.plans(session).pass_on(plan.id, heir)
        await self.delivery(session).plan(blocks.passed_on(plan, leaver, heir), now=self.now())
        await self.note(session, heir, "took over a snippet of the month", plan.subject)
        return await self.plans(session).plan(plan.id)


def _is_same(plan: SnippetPlan, user: str, wanted: Wanted) -> bool:
    """Whether it came of this very form."""
    return (plan.made_by, plan.keys) == (user, wanted.keys)


def _names(keys: Sequence[str], indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Of an indicator that is gone, its key."""
    names = {each.key: each.name for each in indicators}
    return tuple(names.get(key, key) for key in keys)
