"""A body with members, and its pulse service: on a real database, with a clock that one can set."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, BinaryIO

from sqlalchemy import select

from bot.directory import CannotPost, NoAnswer, NotShared, OutOfSight, Profile, UserGroup
from bot.domain.channels import WhoElse
from bot.domain.people import Member, Role
from bot.domain.pulse import FLOOR, Circle, CircleKind, Opened, Proposal, Round
from bot.domain.questions import OWNERSHIP_4, Agreement, QuestionSet
from bot.domain.times import local_day
from bot.downloads import NotHandedOver
from bot.secrets import Secrets, make_key, parse_secrets
from bot.services.factory import Factory, NoCharts, Services
from storage.database import Database
from storage.people import PeopleStore
from storage.schema.delivery import DeliveryRow
from tests.support.acting import act
from tests.support.people import PRACTICES, member

BODY = "Wold Valley PCN"
OPENING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CHANNEL = "C0PULSE"
MANAGER = Member("U900", None, frozenset({Role.MANAGER}), None)
LEADERS = tuple(member(number, formal=True) for number in range(1, 8))
MEMBERS = tuple(member(number) for number in range(11, 27))
UNRECORDED = tuple(member(number, formal=None) for number in range(31, 37))
ASKS = OWNERSHIP_4.worded(BODY)
QUESTIONS = ASKS.questions


@dataclass
class Town:
    """In Slack's place: who is in which channel and group, and the files that were shared or given."""

    channels: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)  # of user groups
    shared: list[tuple[str, str, bytes]] = field(default_factory=list)
    takes_files: bool = True
    elsewhere: dict[str, WhoElse] = field(default_factory=dict)  # by shared channel
    silent: bool = False  # does not say who reads along
    profiles: dict[str, Profile] = field(default_factory=dict)

    async def is_shared(self, channel: str) -> bool:
        if self.silent:
            raise NoAnswer("Slack did not say who can read that channel.")
        return channel in self.elsewhere

    async def who_else_sees(self, channel: str) -> WhoElse | None:
        return self.elsewhere.get(channel)

    closed: dict[str, str] = field(default_factory=dict)  # why channels cannot be posted to
    given: dict[str, bytes] = field(default_factory=dict)  # by people, by file id: its name as well

    async def people_in(self, channel: str) -> list[str]:
        if channel not in self.channels:
            raise OutOfSight("I cannot see who is in that channel.")
        return self.channels[channel]

    async def check_can_post(self, channel: str) -> None:
        if channel in self.closed:
            raise CannotPost(self.closed[channel])

    async def name_of(self, channel: str) -> str | None:
        return channel.lower()

    async def groups(self) -> list[UserGroup]:
        return [UserGroup(each, f"@{each.lower()}") for each in self.members]

    async def people_of(self, group: str) -> list[str] | None:
        return self.members.get(group)

    async def profile(self, user: str) -> Profile | None:
        return self.profiles.get(user)

    async def everybody(self) -> list[Profile]:
        return list(self.profiles.values())

    async def share(self, user: str, name: str, title: str, content: bytes, words: str) -> None:
        if not self.takes_files:
            raise NotShared("Slack did not confirm that it took the file.")
        self.shared.append((user, name, content))

    async def fetch(self, file_id: str, into: BinaryIO, most: int) -> str | None:
        if file_id not in self.given:
            raise NotHandedOver.deleted()
        into.write(self.given[file_id])
        into.seek(0)
        return file_id


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
    slack: Town = field(default_factory=Town)

    async def open(
        self,
        *people: Member,
        k: int = FLOOR,
        channel: str = CHANNEL,
        by: str = MANAGER.slack_user_id,
        asks: QuestionSet = ASKS,
        **more: Any,
    ) -> Round:
        """A round of a week that asks these people, who are all that is in the channel."""
        proposal = self.propose(*people, k=k, channel=channel, asks=asks, **more)
        opened: Opened = await self.services.pulse.opening.open_round(by, proposal)
        return opened.round

    def propose(
        self,
        *people: Member,
        k: int = FLOOR,
        channel: str = CHANNEL,
        asks: QuestionSet = ASKS,
        **more: Any,
    ) -> Proposal:
        self.slack.channels[channel] = [each.slack_user_id for each in people]
        day = local_day(self.clock.now() + timedelta(days=7), "Europe/London")
        circle = more.pop("circle", Circle(CircleKind.CHANNEL, (channel,)))
        return Proposal(channel, asks, k, day, time(17), circle, **more)

    async def answer(self, round_: Round, who: Member, *said: str) -> None:
        """One answer to every question, or the same to all."""
        asked = round_.questions
        answers = said if len(said) > 1 else said * len(asked)
        ids = [each.id for each in asked]
        await self.services.pulse.answering.cast_ballot(
            round_.id, who.slack_user_id, dict(zip(ids, answers, strict=True))
        )

    async def planned(self) -> list[str]:
        """The keys of all messages that were planned."""
        async with self.database.reading() as session:
            return sorted(await session.scalars(select(DeliveryRow.key)))

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
    slack = Town()
    factory = Factory(database, clock, secrets, NoCharts(), random.Random(7), slack=slack)
    services = await factory.for_team("T0WOLD")
    async with database.transaction() as session:
        store = PeopleStore(session, services.workspace.id)
        await store.name_body(BODY, "Europe/London")
        await store.put_practices(PRACTICES)
        await store.put_members([MANAGER, *people])
    await factory.everywhere()
    return House(database, await factory.for_team("T0WOLD"), factory, clock, secrets, slack)
