"""Which practices a group has: from the register, by hand, and what becomes of those that have left."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.setting_up import practices as say
from bot.domain.comparisons import is_practice
from bot.domain.deeds import Deed
from bot.domain.delivery import DirectMessage, Message
from bot.domain.organisations import Register
from bot.domain.people import Practice
from bot.domain.practices import Listing, Stranger, compare, is_body, nowhere, proper
from bot.domain.sources import NotASource, Source, SourceKind, read_key
from bot.domain.times import local_day
from bot.errors import Conflict, InvalidInput, NotFound
from bot.services.comparisons.refreshing import Outcome, Refreshing
from bot.services.context import Context
from bot.services.people import permitted
from bot.services.use_cases import WorkspaceUseCases
from storage.bodies import BodyStore
from storage.organisations import OrganisationStore
from storage.setting_up import members_by_practice, topic_to_come

log = logging.getLogger(__name__)

LISTING = "setting_up.practices"  # a kind of work; its subject is "14L:U101:202611240900"
BUSY = timedelta(seconds=30)  # somebody else fetches the same: it is done soon
TOMORROW = timedelta(days=1)
NOT_A_CODE = "That is no ODS code of a body: those look like 14L, U12345 or QOP."


@dataclass(frozen=True, slots=True)
class Here:
    """The practices that are here, how many work at each, and which the register lists no more."""

    practices: Sequence[Practice]
    members: dict[str, int]
    strangers: dict[str, Stranger]


class Practices(WorkspaceUseCases):
    def __init__(self, context: Context, refreshing: Refreshing) -> None:
        super().__init__(context)
        self._refreshing = refreshing

    # ---- looking

    async def registers(self, user: str) -> tuple[int, list[Source], str]:
        """How many practices there are, whose register is looked up every week, the group's own code."""
        async with self.context.database.reading() as session:
            people = self.people(session)
            await permitted(people, user, Deed.SET_UP)
            sources = await self._refreshing.named(session, SourceKind.ODS)
            body = await BodyStore(session, self.workspace_id).on(self._today())
            return len(await people.practices()), sources, body.code if body else ""

    async def here(self, user: str) -> Here:
        async with self.context.database.reading() as session:
            people = self.people(session)
            await permitted(people, user, Deed.SET_UP)
            practices = await people.practices()
            members = await members_by_practice(session, self.workspace_id)
            codes = [each.key for each in await self._bodies(session)]
            register = await OrganisationStore(session, self.workspace_id).around(*codes)
        return Here(practices, members, nowhere(register, codes, practices, self._today()))

    async def _bodies(self, session: AsyncSession) -> list[Source]:
        """Those whose register has come at least once."""
        sources = await self._refreshing.named(session, SourceKind.ODS)
        return [
            each for each in sources if each.checked_at and (each.changed_at or not each.failures)
        ]

    # ---- from the register

    async def look_up(self, user: str, code: str) -> None:
        """Have the register asked for the practices of a body, now and every week."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await permitted(self.people(session), user, Deed.SET_UP)
            await self._refreshing.keep(session, SourceKind.ODS, code, user)
            await self.work_to_do(session).plan(LISTING, f"{code}:{user}:{now:%Y%m%d%H%M}", now)

    async def tell_listing(self, subject: str, now: datetime) -> datetime | None:
        """Ask the register, and tell whoever wanted to know what it lists; when to try again."""
        code, user, _ = subject.split(":")
        async with self.context.database.reading() as session:
            sources = await self._refreshing.named(session, SourceKind.ODS)
        source = next((each for each in sources if each.key == code), None)
        if source is None:
            return None
        try:
            outcome = await self._refreshing.fetch(source.id, user)
        except Conflict:
            return now + BUSY
        except NotFound:
            return None
        if outcome.news is None:
            return await self._not_listed(subject, outcome, now)
        async with self.context.database.reading() as session:
            register = await OrganisationStore(session, self.workspace_id).around(code)
            here = await self.people(session).practices()
        if not is_body(register, code):
            name = register.organisations[code].name if code in register.organisations else code
            why = f"{code} is one practice, {proper(name)}, and no body that practices belong to."
            await self._give_up(subject, outcome.source, why)
            return None
        await self._tell(subject, say.render_listing(compare(register, code, here, self._today())))
        return None

    async def _not_listed(self, subject: str, outcome: Outcome, now: datetime) -> datetime | None:
        """A code that has never brought anything, and brings something else, is a slip."""
        source, why = outcome.source, outcome.source.reason or ""
        if outcome.lasting and source.changed_at is None:
            await self._give_up(subject, source, why)
            return None
        code = source.key
        await self._tell(subject, say.render_not_listed(code, why, goes_on=True), ":later")
        return outcome.again_at or now + TOMORROW

    async def _give_up(self, subject: str, source: Source, why: str) -> None:
        user = subject.split(":")[1]
        try:
            await self._refreshing.remove(source.id, user)
        except NotFound:
            log.info("source_gone source=%s", source.id)
        await self._tell(subject, say.render_not_listed(source.key, why, goes_on=False), ":not")

    async def _tell(self, subject: str, message: Message, which: str = "") -> None:
        """To whoever asked, once for each time that they did."""
        user = subject.split(":")[1]
        key = f"practices:{subject}{which}"
        async with self.context.database.transaction() as session:
            await self.delivery(session).plan(DirectMessage(key, user, message), now=self.now())

    async def take_in(self, user: str, code: str) -> tuple[int, int]:
        """Those of the body that are not here yet; how many were taken, and how many were here.

        What is known of those that are here stays. Raises NotFound where the register is not known.
        """
        async with self.context.database.transaction() as session:
            people = self.people(session)
            await permitted(people, user, Deed.SET_UP)
            organisations = OrganisationStore(session, self.workspace_id)
            register = await organisations.around(code)
            listing = self._listing(register, code, await people.practices())
            sizes = await organisations.list_sizes([each.ods_code for each in listing.fresh])
            fresh = [replace(each, list_size=sizes.get(each.ods_code)) for each in listing.fresh]
            if fresh:
                await people.put_practices(fresh)
                said = f"{len(fresh)} of the register of {code}"
                await self.note(session, user, "took in practices", said)
        return len(fresh), len(listing.practices) - len(fresh)

    def _listing(self, register: Register, code: str, here: Sequence[Practice]) -> Listing:
        listing = compare(register, code, here, self._today())
        if not listing.practices:
            raise NotFound(
                f"The register of {code} is not at hand any more. Enter the code again in "
                "`/peerbot setup`, Practices."
            )
        return listing

    # ---- by hand

    async def add(self, user: str, typed: str, name: str) -> Practice:
        """One practice; without a name it is called as the register calls it. Raises InvalidInput."""
        code, name = typed.strip().upper(), " ".join(name.split())
        if not is_practice(code):
            raise InvalidInput(
                "The ODS code of a practice is a letter and five digits, such as P84004.",
                ids.PRACTICE_CODE,
            )
        async with self.context.database.transaction() as session:
            people = self.people(session)
            await permitted(people, user, Deed.SET_UP)
            known = await people.practice(code)
            if known is not None:
                raise InvalidInput(f"{code} is here already: {known.name}.", ids.PRACTICE_CODE)
            organisations = OrganisationStore(session, self.workspace_id)
            found = await organisations.get(code)
            if not name and found is None:
                raise InvalidInput("Please say what it is called.", ids.PRACTICE_NAME)
            size = (await organisations.list_sizes([code])).get(code)
            practice = Practice(code, name or proper(found.name if found else code), size)
            await people.put_practices([practice])
            await self.note(session, user, "added a practice", code)
        return practice

    async def remove(self, user: str, code: str) -> tuple[Practice, int]:
        """Its members stay, at no practice. Raises NotFound, or Conflict where it is to meet others."""
        async with self.context.database.transaction() as session:
            people = self.people(session)
            await permitted(people, user, Deed.SET_UP)
            practice = await people.practice(code)
            if practice is None:
                raise NotFound("That practice is not here any more: somebody has removed it.")
            topic = await topic_to_come(session, self.workspace_id, code)
            if topic is not None:
                raise Conflict(
                    f"{practice.name} takes part in a peer session to come, “{topic}”. Cancel that "
                    "first, or remove the practice afterwards."
                )
            members = (await members_by_practice(session, self.workspace_id)).get(code, 0)
            await people.remove_practice(code)
            await self.note(session, user, "removed a practice", code)
        return practice, members

    def _today(self) -> date:
        return local_day(self.now(), self.zone)


def read_body_code(typed: str) -> str:
    """The ODS code of a body, as it is written. Raises InvalidInput."""
    try:
        code = read_key(SourceKind.ODS, [typed])
    except NotASource:
        raise InvalidInput(NOT_A_CODE, ids.PRACTICES_ODS) from None
    if is_practice(code):
        raise InvalidInput(
            f"{code} looks like the code of one practice. Enter it below, under “One practice”; "
            "here goes the code of the body that practices belong to.",
            ids.PRACTICES_ODS,
        )
    return code
