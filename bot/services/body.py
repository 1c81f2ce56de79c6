"""What the body is called, and when it works: for whoever looks after the bot."""

from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from zoneinfo import available_timezones

from bot.domain.people import Workspace
from bot.domain.rhythm import Rhythm, next_moment
from bot.errors import InvalidInput
from bot.services.context import Context
from bot.services.people import clean_name
from storage.audit import AuditStore
from storage.people import PeopleStore

MOST = 31  # prompts a month: more than one a day would be no budget
DIVISIONS = ("ENG", "WLS", "SCT", "NIR", "")  # whose bank holidays; "" for none
LONGEST = 24 * 60  # minutes of protected time


class BodyService:
    def __init__(self, context: Context) -> None:
        self.context = context

    async def set(
        self, actor: str, *, name: str | None = None, rhythm: Rhythm | None = None
    ) -> Workspace:
        """Name the body and say when it works; what is left out stays. Raises InvalidInput."""
        now, before = self.context.clock.now(), self.context.workspace
        after = replace(
            before,
            body_name=before.body_name if name is None else clean_name(name),
            rhythm=before.rhythm if rhythm is None else sensible(rhythm, now),
        )
        after = replace(after, time_zone=after.rhythm.zone)
        async with self.context.database.transaction() as session:
            await PeopleStore(session, before.id).set_body(after.body_name, after.rhythm)
            await AuditStore(session, before.id).note(
                actor, "set the body", _changed(before, after), now
            )
        return after


def sensible(rhythm: Rhythm, now: datetime) -> Rhythm:
    """The same, if a body can work so. Raises InvalidInput."""
    known = available_timezones()
    if rhythm.zone not in known:
        near = get_close_matches(rhythm.zone, known, 1)
        ask = f" Did you mean {near[0]}?" if near else " Write it as Europe/London."
        raise InvalidInput(f"There is no time zone “{rhythm.zone}”.{ask}")
    if rhythm.opens >= rhythm.closes:
        raise InvalidInput("The day must open before it closes: write --hours 08:00-18:30.")
    if not 0 <= rhythm.budget <= MOST:
        raise InvalidInput(f"The budget is a number of messages a month, from 0 to {MOST}.")
    if rhythm.calendar.division not in DIVISIONS:
        raise InvalidInput("Bank holidays are those of ENG, WLS, SCT or NIR, or none.")
    for each in rhythm.calendar.protected:
        if not 0 < each.minutes <= LONGEST:
            raise InvalidInput("Protected learning time lasts from a minute to 24 hours.")
    if next_moment(now, rhythm) is None:
        raise InvalidInput("That would leave no time at all in which to write to anybody.")
    return rhythm


def _changed(before: Workspace, after: Workspace) -> str:
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
    return ", ".join(name for name, changed in changes.items() if changed) or "nothing"
