"""A body with members, and its pulse service: on a real database, with a clock that one can set."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from bot.domain.people import Member, Role
from bot.domain.pulse import FLOOR, Opened, Proposal, Round
from bot.domain.questions import OWNERSHIP_4, Agreement
from bot.domain.times import local_day
from bot.secrets import Secrets, make_key, parse_secrets
from bot.services.factory import Factory, NoCharts, Services
from storage.database import Database
from storage.people import PeopleStore
from tests.support.acting import act
from tests.support.people import PRACTICES, member

BODY = "Wold Valley PCN"
OPENING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CHANNEL = "C0PULSE"
MANAGER = Member("U900", None, frozenset({Role.MANAGER}), None)
LEADERS = tuple(member(number, formal=True) for number in range(1, 8))
MEMBERS = tuple(member(number) for number in range(11, 27))
UNRECORDED = tuple(member(number, formal=None) for number in range(31, 37))
QUESTIONS = OWNERSHIP_4.worded(BODY)


@dataclass
class SetClock:
    moment: datetime = OPENING

    def now(self) -> datetime:
        return self.moment


@dataclass
class House:
    """One workspace without Slack around it."""

    database: Database
    services: Services
    factory: Factory
    clock: SetClock
    secrets: Secrets = field(repr=False)

    async def open(
        self,
        *people: Member,
        k: int = FLOOR,
        channel: str = CHANNEL,
        by: str = MANAGER.slack_user_id,
    ) -> Round:
        """A round of a week that asks these people."""
        day = local_day(self.clock.now() + timedelta(days=7), "Europe/London")
        proposal = Proposal(channel, QUESTIONS, k, day, time(17))
        present = [each.slack_user_id for each in people]
        opened: Opened = await self.services.pulse.open_round(by, proposal, present)
        return opened.round

    async def answer(self, round_: Round, who: Member, *said: Agreement) -> None:
        """One answer to every question, or the same to all."""
        answers = said if len(said) > 1 else said * len(QUESTIONS)
        await self.services.pulse.cast_ballot(round_.id, who.slack_user_id, as_said(*answers))

    async def tick(self, **by: float) -> None:
        """Move the clock on, and let what is then due happen."""
        self.clock.moment += timedelta(**by)
        await act(self.database, self.clock, self.factory.for_workspace)


def as_said(*answers: Agreement) -> Mapping[str, Agreement]:
    return {question.id: answer for question, answer in zip(QUESTIONS, answers, strict=True)}


async def furnish(database: Database, *people: Member, secrets: Secrets | None = None) -> House:
    """A house whose workspace knows these people, and a manager."""
    clock = SetClock()
    secrets = secrets or parse_secrets(make_key())
    factory = Factory(database, clock, secrets, NoCharts(), random.Random(7))
    services = await factory.for_team("T0WOLD")
    async with database.transaction() as session:
        store = PeopleStore(session, services.workspace.id)
        await store.name_body(BODY, "Europe/London")
        await store.put_practices(PRACTICES)
        await store.put_members([MANAGER, *people])
    await factory.everywhere()
    return House(database, await factory.for_team("T0WOLD"), factory, clock, secrets)
