"""What the body is called and is, from when to when, and when it works: for whoever looks after the bot."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from difflib import get_close_matches
from types import MappingProxyType
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.text import date_words
from bot.domain.arrangements import Body, BodyKind
from bot.domain.bodies import Overlap, change, in_effect, mark
from bot.domain.people import Workspace
from bot.domain.rhythm import Rhythm, next_moment
from bot.domain.setting_up import Step
from bot.domain.sources import ODS_CODE
from bot.domain.times import local_day, local_moment
from bot.errors import InvalidInput, NotFound
from bot.services.people import clean_name
from bot.services.use_cases import WorkspaceUseCases
from bot.tick import Firing, Timer
from storage.bodies import BodyStore

BODY = "body"  # the kind of schedule; its subject is the first day of what the group then is
BY_ITSELF = "Peerbot"  # the actor, in the audit log
MOST = 31  # prompts a month: more than one a day would be no budget
DIVISIONS = ("ENG", "WLS", "SCT", "NIR", "")  # whose bank holidays; "" for none
LONGEST = 24 * 60  # minutes of protected time

NO_FORM: Mapping[str, str] = MappingProxyType({})
HOURS_FORM = MappingProxyType(
    {"hours": ids.HOURS_CLOSES, "budget": ids.HOURS_BUDGET, "protected": ids.HOURS_PROTECTED}
)
"""Under which field of the form what cannot be is said."""

Reading = Callable[[Rhythm], Rhythm]
"""What becomes of a body's hours and days, as they are at that moment."""
CHANGED_MEANWHILE = (
    "Somebody else has changed this since you opened it. Nothing is saved: please open it once more, "
    "see what it says now, and make your change there."
)


class BodyService(WorkspaceUseCases):
    @property
    def timers(self) -> dict[str, Timer]:
        return {BODY: self.take_effect}

    async def set(
        self,
        actor: str,
        *,
        name: str | None = None,
        rhythm: Rhythm | Reading | None = None,
        under: Mapping[str, str] = NO_FORM,
    ) -> Workspace:
        """Name the body and say when it works; what is left out stays. Raises InvalidInput."""
        now = self.now()
        async with self.context.database.transaction() as session:
            before = await self.people(session).for_change()
            after = before
            if name is not None:
                after = replace(after, body_name=clean_name(name))
                today = local_day(now, before.time_zone)
                await BodyStore(session, self.workspace_id).rename(today, after.body_name)
            if rhythm is not None:
                wanted = rhythm if isinstance(rhythm, Rhythm) else rhythm(before.rhythm)
                after = _settled(replace(after, rhythm=sensible(wanted, now, under)))
            after = await self._keep(session, before, after, now)
            said = ", ".join(_changed(before, after)) or "nothing"
            await self.note(session, actor, "set the body", said)
        return after

    async def describe(
        self, actor: str, new: Body, zone: str | None = None, *, stood: str = ""
    ) -> Workspace:
        """Say what the group is from a day on: at once, or by itself when that day comes.

        What it was before stays as history. ``stood`` marks what the form showed. Raises InvalidInput.
        """
        now = self.now()
        new = _sensible_body(new)
        async with self.context.database.transaction() as session:
            before = await self.people(session).for_change()
            zone = before.time_zone if zone is None else zone
            after = replace(
                before,
                rhythm=sensible(replace(before.rhythm, zone=zone), now, {"zone": ids.BODY_ZONE}),
            )
            today = local_day(now, zone)
            store = BodyStore(session, self.workspace_id)
            known = await store.all()
            unchanged = new in known and zone == before.time_zone
            if stood and not unchanged and stood != mark(before.body_name, before.time_zone, known):
                raise InvalidInput(CHANGED_MEANWHILE, ids.BODY_NAME)
            await self._put(session, store, known, new, today)
            current = in_effect(await store.all(), today)
            if current == new and not (new.last and new.last < today):
                after = replace(after, body_name=new.name)
            after = await self._keep(session, before, after, now)
            await self._plan(session, today, zone)
            said = _described(known, new, before.time_zone != zone)
            await self.note(session, actor, "said what the group is", said)
        return after

    async def take_back(self, actor: str, first: date) -> None:
        """A change that has not come yet does not come. Raises NotFound."""
        async with self.context.database.transaction() as session:
            today = local_day(self.now(), (await self.people(session).for_change()).time_zone)
            store = BodyStore(session, self.workspace_id)
            planned = next((each for each in await store.all() if each.first == first), None)
            if planned is None or planned.first <= today:
                raise NotFound("That change is not planned any more: it has begun, or was removed.")
            await store.remove(first)
            await self.schedules(session).cancel(BODY, first.isoformat())
            said = f"name, kind and code from {date_words(first)}"
            await self.note(session, actor, "took back what the group was to be", said)

    async def all(self, session: AsyncSession) -> list[Body]:
        """What the group was, is and will be; the first first."""
        return await BodyStore(session, self.workspace_id).all()

    async def history(self) -> list[Body]:
        async with self.context.database.reading() as session:
            return await self.all(session)

    async def take_effect(self, session: AsyncSession, firing: Firing) -> None:
        """A day has come on which the group is something else."""
        before = await self.people(session).for_change()
        today = local_day(firing.now, before.time_zone)
        body = in_effect(await self.all(session), today)
        if body is None or body.name == before.body_name:
            return
        await self._keep(session, before, replace(before, body_name=body.name), firing.now)
        said = f"name from {date_words(body.first)}"
        await self.note(session, BY_ITSELF, "set the body", said)

    # ---- helpers

    async def _put(
        self, session: AsyncSession, store: BodyStore, known: list[Body], new: Body, today: date
    ) -> None:
        try:
            done = change(known, new, today)
        except Overlap as other:
            raise InvalidInput(
                f"From {date_words(other.there.first)} on the group was "
                f"“{other.there.name}”: choose a day after that.",
                ids.BODY_FROM,
            ) from None
        for day in done.removed:
            await store.remove(day)
        await store.put(done.put)

    async def _plan(self, session: AsyncSession, today: date, zone: str) -> None:
        """Have every change that is to come made when its day begins, in the zone as it is now."""
        for each in await self.all(session):
            if each.first > today:
                at = local_moment(each.first, time(0), zone).at
                await self.schedules(session).set(BODY, each.first.isoformat(), at)

    async def _keep(
        self, session: AsyncSession, before: Workspace, after: Workspace, now: datetime
    ) -> Workspace:
        after = replace(after, time_zone=after.rhythm.zone)
        people = self.people(session)
        await people.set_body(after.body_name, after.rhythm)
        if after.arrangements != before.arrangements:
            await people.arrange(after.arrangements)
        if after.time_zone != before.time_zone:
            await self._plan(session, local_day(now, after.time_zone), after.time_zone)
        return after


def sensible(rhythm: Rhythm, now: datetime, under: Mapping[str, str] = NO_FORM) -> Rhythm:
    """The same, if a body can work so. Raises InvalidInput, ``under`` the field of a form, if any."""
    known = available_timezones()
    if rhythm.zone not in known:
        near = get_close_matches(rhythm.zone, known, 1)
        ask = f" Did you mean {near[0]}?" if near else " Write it as Europe/London."
        raise InvalidInput(f"There is no time zone “{rhythm.zone}”.{ask}", under.get("zone"))
    if rhythm.opens >= rhythm.closes:
        how = "" if under else ": write --hours 08:00-18:30"
        raise InvalidInput(f"The day must open before it closes{how}.", under.get("hours"))
    if not 0 <= rhythm.budget <= MOST:
        raise InvalidInput(
            f"The budget is a number of messages a month, from 0 to {MOST}.", under.get("budget")
        )
    if rhythm.calendar.division not in DIVISIONS:
        raise InvalidInput("Bank holidays are those of ENG, WLS, SCT or NIR, or none.")
    for each in rhythm.calendar.protected:
        if not 0 < each.minutes <= LONGEST:
            raise InvalidInput(
                "Protected learning time lasts from a minute to 24 hours.", under.get("protected")
            )
    if next_moment(now, rhythm) is None:
        raise InvalidInput(
            "That would leave no time at all in which to write to anybody.", under.get("protected")
        )
    return rhythm


def _sensible_body(new: Body) -> Body:
    """The same, as it is kept. Raises InvalidInput under the field."""
    code = new.code.strip().upper()
    if code and not ODS_CODE.fullmatch(code):
        raise InvalidInput(
            "An ODS code has from 3 to 6 letters and digits, such as 14L or U12345.", ids.BODY_CODE
        )
    if new.last is not None and new.last < new.first:
        raise InvalidInput(
            "This day is before the one on which it begins. Choose a later one, or none.",
            ids.BODY_TO,
        )
    return replace(new, name=clean_name(new.name, ids.BODY_NAME), code=code)


def _settled(workspace: Workspace) -> Workspace:
    """Somebody has looked at the hours."""
    known = workspace.arrangements
    settled = tuple(dict.fromkeys((*known.settled, Step.HOURS.value)))
    return replace(workspace, arrangements=replace(known, settled=settled))


def _described(known: Sequence[Body], new: Body, is_zone_new: bool) -> str:
    """What is another than it was, from when, for the audit log."""
    before = in_effect(known, new.first) or Body(new.first, "", BodyKind.OTHER)
    changes = {
        "name": before.name != new.name,
        "kind": before.kind != new.kind,
        "code": before.code != new.code,
        "last day": before.last != new.last,
        "first day": before.first != new.first,
        "time zone": is_zone_new,
    }
    said = ", ".join(name for name, changed in changes.items() if changed) or "nothing"
    return f"{said}; from {date_words(new.first)}"


def _changed(before: Workspace, after: Workspace) -> Iterator[str]:
    """What is no longer as it was, for the audit log."""
    one, other = before.rhythm, after.rhythm
    changes = {
        "name": before.body_name != after.body_name,
        "zone": one.zone != other.zone,
        "hours": (one.opens, one.closes) != (other.opens, other.closes),
        "budget": one.budget != other.budget,
        "holidays": one.calendar.division != other.calendar.division,
        "protected time": one.calendar.protected != other.calendar.protected,
    }
    yield from (name for name, changed in changes.items() if changed)
