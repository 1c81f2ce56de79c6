"""What somebody who asks for a peer session in words of their own has said already, for the form."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.people import Member
from bot.domain.sessions import Format
from bot.domain.sessions.asking import Request, read_request
from bot.domain.sessions.choice import Wanted
from bot.domain.talking import Slots
from bot.domain.talking.handing import ahead_of
from bot.domain.times import local_day
from bot.services.sessions.base import Sessions

PASSED = "The day that you asked for has passed meanwhile: please choose another."


class Asking(Sessions):
    async def wanted(self, user: str, slots: Slots, channel: str | None) -> Wanted:
        """What was understood of a sentence; ``channel`` is where it was said.

        People who are named bring their practices.
        """
        async with self.context.database.reading() as session:
            named = await self.people(session).members([user, *slots.people])
        ahead = ahead_of(slots, local_day(self.now(), self.zone))
        lead = next((each for each in named if each.slack_user_id == user), None)
        others = [each for each in named if each.slack_user_id in slots.people]
        wanted = wanted_by(request_of(ahead, others), lead)
        return replace(
            wanted,
            channel=wanted.channel or channel,
            indicator_key=ahead.indicator,
            note=PASSED if slots.day and not ahead.day else "",
        )

    async def more_of(self, user: str, wanted: Wanted) -> Wanted:
        """Where the words given as a topic say when as well: what they say, and the topic without it."""
        async with self.context.database.reading() as session:
            people = self.people(session)
            practices = await people.practices()
            lead = await people.member(user)
        request = read_request(f"discuss {wanted.topic}", self.now(), self.zone, practices)
        if request is None or not request.topic or not request.says_when:
            return wanted
        read = wanted_by(request, lead)
        return replace(read, channel=read.channel or wanted.channel)


def request_of(slots: Slots, others: Collection[Member]) -> Request:
    codes = [*slots.ods_codes, *(each.practice.ods_code for each in others if each.practice)]
    return Request(
        topic=slots.topic or slots.indicator_words,
        day=slots.day,
        clock=slots.clock,
        repeats=slots.repeats,
        minutes=slots.minutes,
        ods_codes=tuple(dict.fromkeys(codes)),
        everybody=slots.everybody,
        format=slots.format,
        channel=slots.channel,
        finding=slots.finding,
    )


def wanted_by(request: Request, lead: Member | None) -> Wanted:
    """What the form opens with. Practices that are named meet the lead's own."""
    codes = set(request.ods_codes)
    if codes and lead is not None and lead.practice is not None:
        codes.add(lead.practice.ods_code)
    format = request.format
    if request.everybody and not codes and format is None:
        format = Format.LOCALITY
    return Wanted(
        topic=request.topic,
        channel=request.channel,
        day=request.day.isoformat() if request.day else None,
        clock=f"{request.clock:%H:%M}" if request.clock else None,
        minutes=request.length,
        repeats=request.repeats,
        format=format,
        ods_codes=tuple(sorted(codes)),
        finding=request.finding and not request.repeats,
    )
