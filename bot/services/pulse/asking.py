"""Whom a round asks, and whether they may be asked the same now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.text import plural
from bot.directory import OutOfSight
from bot.domain.pulse import AGAIN_AFTER, CircleKind, Group, Proposal, Round, State, asked_in_groups
from bot.domain.questions import Question, own_id
from bot.domain.times import local_day
from bot.errors import InvalidInput
from bot.services.pulse.base import UseCases


@dataclass(frozen=True, slots=True)
class Asked:
    """The people whom a round asks with their group, and who is in its channel to see it there."""

    groups: Mapping[str, Group]
    present: frozenset[str]


class Asking(UseCases):
    async def find(self, proposal: Proposal) -> Asked:
        """Raises InvalidInput where the bot cannot look into the channel."""
        circle = proposal.circle
        try:
            present = await self.context.slack.people_in(proposal.channel)
        except OutOfSight as hidden:
            raise InvalidInput(str(hidden), ids.PULSE_CHANNEL) from None
        people = present
        if circle.kind is CircleKind.GROUP:
            found = await self.context.slack.people_of(circle.ids[0]) if circle.ids else None
            people = found or []
        async with self.context.database.reading() as session:
            store = self.people(session)
            match circle.kind:
                case CircleKind.PRACTICES:
                    members = await store.members_of(circle.ids)
                case CircleKind.ALL:
                    members = await store.members()
                case _:
                    members = await store.members(people)
        return Asked(asked_in_groups(members), frozenset(present))

    async def check_not_again(
        self, session: AsyncSession, proposal: Proposal, asked: Asked, now: datetime
    ) -> None:
        """Whoever sees two results of nearly the same people can work out what a few said.

        Raises InvalidInput.
        """
        store = self.rounds(session)
        asks = _meanings(proposal.questions)
        same = [
            each
            for each in await store.since(now - AGAIN_AFTER - timedelta(days=1))
            if asks & _meanings(each.questions) and not _shows_nothing(each)
        ]
        open_now = [each.id for each in same if each.state is State.OPEN]
        twice = await store.asked_elsewhere(open_now, asked.groups)
        if twice:
            raise InvalidInput(
                f"Pulse {min(twice)} is open and asks some of the same people the same. Two results "
                "side by side could show what a few of them said, so please wait until it has closed.",
                ids.PULSE_CHANNEL,
            )
        for each in same:
            if each.id not in open_now and _same_place(each, proposal):
                self._check_a_week_ago(each, now)

    def _check_a_week_ago(self, round_: Round, now: datetime) -> None:
        opened = local_day(round_.opens_at, self.zone)
        days = (local_day(now, self.zone) - opened).days
        if days < AGAIN_AFTER.days:
            again = opened + AGAIN_AFTER
            raise InvalidInput(
                f"Pulse {round_.id} asked the same here {_ago(days)}. Within a week its result and the "
                f"next could show what a few people said, so please choose {again:%A} {again.day} "
                f"{again:%B} or later.",
                ids.PULSE_CHANNEL,
            )


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


def _meanings(questions: Iterable[Question]) -> set[str]:
    """By id and by words: somebody may have copied the words of a question into their own."""
    return {
        name for each in questions for name in (each.id, own_id(each.text, each.type, each.choices))
    }


def _same_place(round_: Round, proposal: Proposal) -> bool:
    return round_.channel == proposal.channel or round_.circle.key == proposal.circle.key


def _ago(days: int) -> str:
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
