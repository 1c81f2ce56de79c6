"""Messages that did not arrive, and waves: looking at them, sending again, giving up, stopping."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.deeds import Deed
from bot.domain.delivery import NOT_ARRIVED, UNFINISHED, State, WaveProgress
from bot.errors import Conflict, NotFound
from bot.services.context import Context
from bot.services.people import PeopleService
from storage.audit import AuditStore
from storage.delivery import Delivery, LaneStore, Trouble, TroubleStore, WaveStore

EVERYTHING = 10_000


@dataclass(frozen=True, slots=True)
class Overview:
    """What did not arrive (the newest, and how many in all), what is under way, what holds it up."""

    letters: tuple[Delivery, ...]
    number: int
    waves: tuple[WaveProgress, ...]
    trouble: Trouble | None


class MessagesService:
    def __init__(self, context: Context) -> None:
        self.context = context

    async def overview(self, user: str, limit: int) -> Overview:
        """Raises NotAllowed for anybody but an administrator."""
        await self._require(user)
        async with self.context.database.reading() as session:
            return await self._overview(session, limit)

    async def everything(self) -> Overview:
        """For the command line, whose user has the database anyway."""
        async with self.context.database.reading() as session:
            return await self._overview(session, EVERYTHING)

    async def _overview(self, session: AsyncSession, limit: int) -> Overview:
        workspace_id = self.context.workspace.id
        troubles = TroubleStore(session, workspace_id)
        return Overview(
            tuple(await troubles.latest(limit)),
            await troubles.number(),
            tuple(await WaveStore(session, workspace_id).under_way()),
            await LaneStore(session, workspace_id).trouble(),
        )

    async def send_again(self, delivery_id: int, user: str | None) -> Delivery:
        """Send what did not arrive once more; by its owner or an administrator.

        ``user`` None is the command line. Raises Conflict when it has arrived, or is of no use now.
        """
        now = self.context.clock.now()
        await self._check_may_touch(delivery_id, user)
        async with self.context.database.transaction() as session:
            letter = await self._letter(session, delivery_id)
            if letter.until is not None and letter.until <= now:
                raise Conflict("It is too late for this message: it would be of no use any more.")
            if not await self._troubles(session).send_again(letter, now):
                raise _settled(letter)
            await self._note(session, user, "sent a message again", _named(letter))
        return letter

    async def is_there(self, delivery_id: int, user: str | None) -> Delivery:
        """Somebody has seen it in Slack."""
        now = self.context.clock.now()
        await self._check_may_touch(delivery_id, user)
        async with self.context.database.transaction() as session:
            letter = await self._letter(session, delivery_id)
            if not await self._troubles(session).is_there(letter, now):
                raise _settled(letter)
        return letter

    async def give_up(self, delivery_id: int, user: str | None) -> Delivery:
        await self._check_may_touch(delivery_id, user)
        async with self.context.database.transaction() as session:
            letter = await self._letter(session, delivery_id)
            if not await self._troubles(session).give_up(letter):
                raise _settled(letter)
            await self._note(session, user, "gave a message up", _named(letter))
        return letter

    async def stop_wave(self, wave_id: int, user: str | None) -> tuple[WaveProgress, int]:
        """Send no more of it; how many will not go out. By its owner or an administrator."""
        now = self.context.clock.now()
        async with self.context.database.reading() as session:
            wave = await self._wave(session, wave_id)
        if user != wave.owner:
            await self._require(user)
        async with self.context.database.transaction() as session:
            waves = WaveStore(session, self.context.workspace.id)
            wave = await self._wave(session, wave_id)
            if not wave.number(*UNFINISHED, State.WAITING):
                raise Conflict(f"All of “{wave.title}” have gone out already.")
            number = await waves.stop(wave_id, user or "command line", now)
            await self._note(session, user, "stopped a wave", wave.title)
        return wave, number or 0

    # ---- who may

    def _troubles(self, session: AsyncSession) -> TroubleStore:
        return TroubleStore(session, self.context.workspace.id)

    async def _check_may_touch(self, delivery_id: int, user: str | None) -> None:
        """Its owner may, and whoever may see all of them. Raises NotFound and NotAllowed."""
        async with self.context.database.reading() as session:
            letter = await self._kept(session, delivery_id)
        if user != letter.owner:
            await self._require(user)

    async def _letter(self, session: AsyncSession, delivery_id: int) -> Delivery:
        letter = await self._kept(session, delivery_id)
        if letter.state not in NOT_ARRIVED:
            raise _settled(letter)
        return letter

    async def _kept(self, session: AsyncSession, delivery_id: int) -> Delivery:
        letter = await self._troubles(session).find(delivery_id)
        if letter is None:
            raise NotFound("This message is no longer kept here.")
        return letter

    async def _wave(self, session: AsyncSession, wave_id: int) -> WaveProgress:
        wave = await WaveStore(session, self.context.workspace.id).progress(wave_id)
        if wave is None:
            raise NotFound("These messages are no longer here.")
        return wave

    async def _require(self, user: str | None) -> None:
        if user is not None:
            await PeopleService(self.context).require(user, Deed.SEE_MESSAGES)

    async def _note(self, session: AsyncSession, user: str | None, deed: str, subject: str) -> None:
        await AuditStore(session, self.context.workspace.id).note(
            user or "command line", deed, subject, self.context.clock.now()
        )


def _named(letter: Delivery) -> str:
    """What it is, without whom it is for: that may have to be forgotten."""
    return letter.about or f"message {letter.id}"


def _settled(letter: Delivery) -> Conflict:
    """Somebody was quicker, or it arrived after all."""
    match letter.state:
        case State.SENT:
            return Conflict("It has arrived already: there is nothing more to do.")
        case State.STOPPED | State.LAPSED:
            return Conflict("It was given up before, so it is not sent.")
    return Conflict("It is on its way already.")
