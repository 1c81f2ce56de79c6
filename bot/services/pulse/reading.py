"""What a closed round lets one know: pulling it, taking it away, posting it, and replying to it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.pulse import messages, summary
from bot.blocks.text import listed
from bot.directory import NotShared
from bot.domain.deeds import Deed, may
from bot.domain.pulse import (
    COUNTED,
    FIRST_NUDGE,
    SECOND_NUDGE,
    Round,
    State,
    key_prefix,
    round_in,
)
from bot.domain.results import Reply, Report, read
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.services.people import refusal
from bot.services.pulse.base import FILE, NUDGE, UseCases
from bot.services.pulse.files import FileKind, file_of
from bot.services.pulse.proof import prove
from bot.services.screening import refuse_identifiers

LONGEST_REPLY = 1500  # characters
SEALED = (State.OPEN, State.CLOSING)
NUDGED_AFTER = (FIRST_NUDGE.days, SECOND_NUDGE.days)

Which = int | str | None
"""A round by its number, or the last of those that these words fit, or the last of all."""


class Reading(UseCases):
    # ---- pulling it

    async def pull_summary(self, user: str, which: Which = None) -> Report:
        """The results of a round, or of the last that has closed, with those before it in its series.

        ``which`` is its number, or words of its title or channel: then the last of such.

        Raises a sentence while it is sealed, and NotAllowed for anybody but a manager or a lead.
        """
        async with self.context.database.reading() as session:
            await self._check_may_read(session, user, which)
            return await self._report(session, which)

    async def _check_may_read(self, session: AsyncSession, user: str, which: Which) -> None:
        """Managers and leads; and whoever looks after that round."""
        member = await self.people(session).member(user)
        if may(member, Deed.SEE_SUMMARY):
            return
        round_ = await self.rounds(session).round(which) if isinstance(which, int) else None
        if round_ is not None and user in (round_.owner, round_.deputy):
            return
        raise NotAllowed(await refusal(self.people(session), Deed.SEE_SUMMARY))

    async def report(self, which: Which = None) -> Report:
        """The same for the command line, whose user has the database anyway."""
        async with self.context.database.reading() as session:
            return await self._report(session, which)

    async def _report(self, session: AsyncSession, which: Which) -> Report:
        store = self.rounds(session)
        round_ = await self._wanted(session, which)
        if round_.cancelled:
            raise Conflict(
                f"Pulse {round_.id} was cancelled: everything that was answered has been deleted."
            )
        if not round_.counted:
            turnout = await store.turnout(round_)
            raise Conflict(summary.render_sealed(round_, turnout, self.zone))
        series = await store.series_up_to(round_)
        cells = await store.cells_of([each.id for each in series])
        results = [read(each, cells.get(each.id, [])) for each in series]
        workspace = self.context.workspace
        return Report(
            results[-1],
            tuple(results[:-1]),
            await store.reply(round_.id),
            workspace.body_name,
            workspace.time_zone,
        )

    async def _wanted(self, session: AsyncSession, which: Which) -> Round:
        """That round; else the last that was counted, or else the last."""
        store = self.rounds(session)
        if isinstance(which, int):
            return await self.found(session, which)
        # Without words the newest is enough; the words are looked for in all.
        limit = None if which else 1
        counted = await store.rounds(*COUNTED, limit=limit)
        rounds = [*counted, *await store.rounds(*SEALED, limit=limit)]
        if not rounds:
            raise NotFound(f"There has been no pulse yet. Start one with `{ids.PULSE} new`.")
        meant = [each for each in rounds if not which or _is_meant(each, which)]
        if not meant:
            titles = sorted({each.title for each in rounds if each.title})
            raise NotFound(
                f"There is no pulse about that. There are: {listed(titles)}. You can also give the "
                f"number of one, as in `{ids.PULSE} summary 3`."
            )
        return meant[0]

    async def proof(self, round_id: int) -> str:
        """All that the database holds about a round, in words and rows."""
        async with self.context.database.reading() as session:
            return await prove(session, self.context.workspace, round_id)

    # ---- taking it away

    async def ask_for_file(self, user: str, kind: FileKind, which: Which = None) -> Round:
        """Have a file made and sent to this person. Raises as ``pull_summary`` does.

        The audit log says who took it away.
        """
        report = await self.pull_summary(user, which)
        about = f"{key_prefix(report.round.id)}file:{kind}:{user}"
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).plan(FILE, about, self.now())
            await self.note(session, user, "exported a pulse", about)
        return report.round

    async def send_file(self, subject: str, now: datetime) -> datetime | None:
        """Make the file and share it, at most once: what is lost on the way can be asked for again."""
        _, _, _, kind, user = subject.split(":")
        report = await self.report(round_in(subject))
        file = await file_of(report, FileKind(kind), self.context.charts)
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).forget(FILE, subject)
        words = f"{file.title}. Only what may be shown is in it."
        try:
            await self.context.slack.share(user, file.name, file.title, file.content, words)
        except NotShared:
            async with self.context.database.transaction() as session:
                told = messages.file_not_sent(report.round, user, kind, now)
                await self.delivery(session).plan(told, now=now)
        return None

    async def show_pictures(self, user: str, round_id: int) -> Report:
        """Send this person the charts in their messages. Raises as ``pull_summary`` does."""
        report = await self.pull_summary(user, round_id)
        async with self.context.database.transaction() as session:
            planned = messages.charts_for(report, user, self.now())
            await self.delivery(session).plan(*planned, now=self.now())
        return report

    # ---- posting it

    async def post(self, user: str, round_id: int) -> Report:
        """Post the results under the pulse's own message in its channel, once. Raises a sentence."""
        report = await self.pull_summary(user, round_id)
        async with self.context.database.transaction() as session:
            if not await self._post(session, user, report):
                raise Conflict(
                    f"The results are in <#{report.round.channel}> already, so they are not posted "
                    "again."
                )
        return report

    async def _post(self, session: AsyncSession, user: str, report: Report) -> bool:
        planned = messages.results(report, user)
        done = await self.delivery(session).plan(*planned, now=self.now())
        if done.new:
            about = f"{key_prefix(report.round.id)}posted"
            await self.note(session, user, "posted the results of a pulse", about)
        return done.new > 0

    # ---- "You said, we did"

    async def reply_to_write(self, user: str, round_id: int) -> Report:
        """The round to which this person may reply. Raises a sentence."""
        async with self.context.database.reading() as session:
            report = await self._report(session, round_id)
            await self._check_may_reply(session, user, report)
        return report

    async def reply(self, user: str, round_id: int, text: str) -> Report:
        """Say in the channel what was done; with the results, if they are not there yet."""
        text = text.strip()
        if not text:
            raise InvalidInput("Please say what was done, or what will be.", ids.REPLY_TEXT)
        if len(text) > LONGEST_REPLY:
            raise InvalidInput(
                f"Please say this in {LONGEST_REPLY:,} characters or fewer.", ids.REPLY_TEXT
            )
        refuse_identifiers(text, ids.REPLY_TEXT)
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.rounds(session).round(round_id, locked=True)  # one reply, not two at once
            report = await self._report(session, round_id)
            await self._check_may_reply(session, user, report)
            await self.rounds(session).change(round_id, reply=text, replied_by=user, replied_at=now)
            report = replace(report, reply=Reply(text, user, now))
            await self._post(session, user, report)
            await self.delivery(session).plan(*messages.reply(report), now=now)
            about = key_prefix(round_id)
            await self.schedules(session).cancel(NUDGE, f"{about}nudge")
            nudges = [messages.nudge_key(report.round, days) for days in NUDGED_AFTER]
            await self.delivery(session).withdraw(nudges)
            await self.note(session, user, "replied to a pulse", f"{about}replied")
        return report

    async def _check_may_reply(self, session: AsyncSession, user: str, report: Report) -> None:
        round_ = report.round
        member = await self.people(session).member(user)
        looks_after = user in (round_.owner, round_.deputy)
        if not looks_after and not may(member, Deed.SEE_SUMMARY):
            raise NotAllowed(
                f"The reply to this pulse is written by <@{round_.owner}>, a manager or a clinical lead."
            )
        if not round_.answered:
            raise Conflict("Nobody answered this pulse, so there is nobody to reply to.")
        if report.reply is not None:
            raise Conflict(
                f"<@{report.reply.by}> has replied to this pulse already: it is in "
                f"<#{round_.channel}>."
            )


def _is_meant(round_: Round, words: str) -> bool:
    """Whether all of these words are in its title, or name its channel."""
    if round_.channel in words:
        return True
    title = f"{round_.title} {round_.set_id}".casefold()
    return all(each in title for each in words.casefold().split())
