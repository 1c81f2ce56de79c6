"""Answers a sentence that asks for a peer session: what was understood, and a button to the form."""

from dataclasses import replace

from bot.blocks.sessions.asking import render_not_kept, render_understood
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.domain.people import Member
from bot.domain.screening import kinds_found
from bot.domain.sessions import Format
from bot.domain.sessions.asking import Request, read_request
from bot.domain.sessions.choice import Wanted
from bot.errors import NotAllowed
from bot.services.sessions.base import Sessions


class Asking(Sessions):
    async def answer(self, user: str, said: str) -> Message | None:
        """None where the sentence asks for no session. Nothing of it is kept."""
        now = self.now()
        if read_request(said, now, self.zone) is None:
            return None
        async with self.context.database.reading() as session:
            try:
                people = await self.organiser(session, user, Deed.SET_UP_SESSION)
            except NotAllowed as refused:
                return Message(str(refused))
            practices = await people.practices()
            lead = await people.member(user)
        if kinds := kinds_found(said):
            return render_not_kept(kinds)
        request = read_request(said, now, self.zone, practices)
        assert request is not None
        named = [each for each in practices if each.ods_code in request.ods_codes]
        wanted = wanted_by(request, lead)
        return render_understood(request, named, wanted, now, self.zone)

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
