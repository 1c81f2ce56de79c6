"""Drains a workspace's lane: claims what may go now, sends it, writes down what became of it.

The protocol is in docs/decisions.md. A claim is committed before the call and lasts so long; what has
an unknown outcome is looked up or held, never blindly repeated; every write-back is fenced by the
attempt. Claims and outcomes of a moment share one transaction.
"""

import asyncio
import contextlib
import logging
from collections import Counter, deque
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.messages import told_of, told_of_wave
from bot.clock import Clock
from bot.delivery import outcomes
from bot.delivery.calls import METHODS, Caller, Draw, NotReady
from bot.delivery.lease import Lease, LeaseOver, Patience, elapsed
from bot.delivery.looking import LOOK_UP, look_up
from bot.delivery.outcomes import Done, Ended, Lost, Outcome, Undone
from bot.delivery.pacing import POST, Pacing, Rates
from bot.delivery.slack_api import (
    OutcomeUnknown,
    SlackApi,
    SlackLimited,
    SlackRefused,
    SlackUnreachable,
)
from bot.delivery.trouble import Outage
from bot.domain.delivery import Kind, State
from storage.database import Database
from storage.delivery import (
    A_SPOT,
    AHEAD,
    Claim,
    DeliveryStore,
    Head,
    LaneStore,
    TroubleStore,
    WaveStore,
)

log = logging.getLogger(__name__)

AT_ONCE = 32  # calls under way
HEADROOM = 0.15  # seconds: what may go so soon is claimed already, and goes at its time
GATHER = 0.05  # seconds: answers and claims so close together share a transaction
LOOK_AGAIN = 1.0  # seconds: another process may have planned something
LOOK_SHARE = 20  # looking takes a twentieth of the time at most
TO_SCAN = 200  # channels and people looked at once no more messages may be sent for now
NAMED = 10  # people named to the owner of a wave, of those whom it did not reach
A_MOMENT = 1.0  # seconds before what came too late is tried again
A_WHILE = 5.0  # seconds before a picture or a look-up is tried again


@dataclass(frozen=True, slots=True)
class Turn:
    """A message and the moment (``elapsed``) at which it may go."""

    head: Head
    at: float


class Sender:
    """One workspace's lane. One process drains it at a time, and paces it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        api: SlackApi,
        workspace_id: int,
        draw: Draw,
        rates: Rates | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.database = database
        self.clock = clock
        self.api = api
        self.workspace_id = workspace_id
        self.caller = Caller(api, draw)
        self.pacing = Pacing(rates or Rates())
        self.patience = patience or Patience()
        self.outage = Outage()
        self._ahead: dict[
            str, deque[Head]
        ] = {}  # by spot, in the order in which spots have their turn
        self._deep: set[str] = set()  # spots of which there may be more than we have looked at
        self._full = False  # there may be more spots than those
        self._useless: list[Head] = []
        self._outcomes: list[Outcome] = []
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._busy: dict[int, str] = {}  # the spots of those
        self._stirred = asyncio.Event()  # something was planned, or an answer came
        self._looked_at = 0.0
        self._look_cost = 0.0
        self._stale = True
        self._unsettled = False  # something is in doubt, and not looked up yet
        self._waves_to_tell = True
        self.stopping = False

    def wake(self) -> None:
        """Something was planned."""
        self._stale = True
        self._stirred.set()

    async def drain(self, *, seconds: float | None = None, linger: float = 0.0) -> float | None:
        """Send all that is due and may be sent now.

        Gives the seconds until something that has to wait may go, or None when nothing waits. Stays for
        what may go within ``linger`` seconds, and begins nothing new after ``seconds``.
        """
        ends = None if seconds is None else elapsed() + seconds
        self._stale = True
        await self._remember_trouble()
        beat = elapsed()
        while True:
            over = self.stopping or (ends is not None and elapsed() >= ends)
            if elapsed() - beat > self.patience.hold + LOOK_AGAIN:
                # Frozen for so long, another may drain this lane by now: leave it to the engine.
                ends, over = beat, True
            beat = elapsed()
            if not over:
                await self._look()
            picked = [] if over else self._pick()
            await self._write(picked)
            if self._flying or picked:
                await self._something(self._pause())
                continue
            if self._outcomes or (self._needs_look() and not over):
                continue
            pause = self._pause()
            if over:
                return None if self.stopping else pause and 0.0
            if pause is not None and pause <= linger:
                await self._something(pause)
                continue
            await self._tell_waves()
            if not self._stale:
                return pause
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Begin nothing new, let the calls under way end, and write down what became of them."""
        self.stopping = True
        self._stirred.set()
        while self._flying:
            await asyncio.wait(self._flying.values())
        await self._write([])

    # ---- what is next

    async def _look(self) -> None:
        if not self._needs_look():
            return
        self._stale = False
        begun = elapsed()
        async with self.database.reading() as session:
            lane = LaneStore(session, self.workspace_id)
            lost = await lane.in_doubt()
            heads = await lane.heads(self.clock.now(), list(self._flying))
        self._looked_at = elapsed()
        self._look_cost = self._looked_at - begun
        self._sort(heads)
        settled = [self._settle(claim) for claim in lost if not self.outage.lasts()]
        self._unsettled = not all(settled)

    def _needs_look(self) -> bool:
        since = elapsed() - self._looked_at
        # With much to send looking takes a while, and there is enough to send meanwhile.
        if self._ahead and since < self._look_cost * LOOK_SHARE:
            return False
        busy = self._ahead or self._flying or self._unsettled
        return self._stale or (bool(busy) and since >= LOOK_AGAIN)

    def _sort(self, heads: Sequence[Head]) -> None:
        self._ahead = {}
        self._useless = []
        numbers = Counter(head.spot for head in heads)
        self._deep = {spot for spot, number in numbers.items() if number >= A_SPOT}
        self._full = len(heads) >= AHEAD
        now = self.clock.now()
        for head in heads:
            if head.id in self._flying:
                continue
            if head.orphan or (head.until is not None and head.until <= now):
                self._useless.append(head)
            else:
                self._ahead.setdefault(head.spot, deque()).append(head)

    def _pick(self) -> list[Turn]:
        """What may go now, or very soon: one for each spot, as many as the limits allow."""
        undone = (each for each in self._outcomes if isinstance(each, Undone | Lost))
        self._look_anew_at({each.delivery.spot for each in undone})
        picked: list[Turn] = []
        if self.outage.lasts():
            return picked
        room = 1 - len(self._flying) if self.outage.is_on else AT_ONCE - len(self._flying)
        busy = set(self._busy.values())
        now = elapsed()
        for number, spot in enumerate(list(self._ahead)):
            if len(picked) >= room or (
                number > TO_SCAN and self.pacing.method(POST, now) > HEADROOM
            ):
                break
            method = METHODS[self._ahead[spot][0].kind]
            wait = max(self.pacing.spot(spot, now), self.pacing.method(method, now))
            if spot in busy or wait > HEADROOM:
                continue
            self.pacing.begin(method, now + wait)
            picked.append(Turn(self._next_of(spot), now + wait))
        return picked

    def _look_anew_at(self, spots: set[str]) -> None:
        """A message stays behind there, and those after it must not go first."""
        for spot in spots:
            self._ahead.pop(spot, None)
        self._stale |= bool(spots)

    def _next_of(self, spot: str) -> Head:
        waiting = self._ahead[spot]
        head = waiting.popleft()
        if not waiting:
            del self._ahead[spot]
        # In time, since looking may have to wait for its turn.
        self._stale |= spot in self._deep and len(waiting) <= A_SPOT // 2
        self._stale |= self._full and len(self._ahead) < AHEAD // 2
        return head

    def _pause(self) -> float | None:
        """Seconds until something may go; None when nothing waits."""
        if not self._ahead:
            return LOOK_AGAIN if self._unsettled else None
        now = elapsed()
        busy = set(self._busy.values())
        methods: dict[str, list[str]] = {}
        for spot, waiting in self._ahead.items():
            if spot not in busy:
                methods.setdefault(METHODS[waiting[0].kind], []).append(spot)
        waits = [self.pacing.soonest(method, spots, now) for method, spots in methods.items()]
        soonest = min(waits, default=LOOK_AGAIN) - HEADROOM
        return max(soonest, self.outage.left(), 0.001)

    async def _something(self, pause: float | None) -> None:
        """Wait for an answer, something planned, or the time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(pause or LOOK_AGAIN, LOOK_AGAIN)):
                await self._stirred.wait()
        if self._flying:
            await asyncio.sleep(GATHER)
        self._stirred.clear()

    # ---- claims and outcomes, in one transaction

    async def _write(self, picked: Sequence[Turn]) -> None:
        known, useless = list(self._outcomes), list(self._useless)
        if not (picked or known or useless):
            return
        heads = [turn.head for turn in picked]
        lease = Lease.begin(self.patience)
        async with self.database.transaction() as session:
            lane = LaneStore(session, self.workspace_id)
            await self._keep(session, lane, known)
            if useless:
                await lane.drop(useless)
            claims = await lane.claim(heads, self.clock.now(), self.patience.lease)
        self._outcomes = [each for each in self._outcomes if each not in known]
        self._useless = []
        # What was not sent is due again, and what was may be what others have waited for.
        self._stale |= bool(known or useless)
        claimed = {claim.delivery.id for claim in claims}
        self._look_anew_at({head.spot for head in heads if head.id not in claimed})
        for each in known:
            log.info("delivery_%s id=%s", type(each).__name__.lower(), each.delivery.id)
        at = {turn.head.id: turn.at for turn in picked}
        for claim in claims:
            self._fly(claim, self._send(claim, lease, at[claim.delivery.id]))

    async def _keep(self, session: AsyncSession, lane: LaneStore, known: Sequence[Outcome]) -> None:
        now = self.clock.now()
        await lane.sent(
            [(each.delivery, each.place) for each in known if isinstance(each, Done)], now
        )
        for each in known:
            match each:
                case Undone():
                    await lane.again(each.delivery)
                case Lost():
                    await lane.doubt(each.delivery, each.seconds)
                case Ended() if await lane.end(each.delivery, each.state, each.reason):
                    await self._tell(session, each)
        await self.outage.keep(lane, now)

    async def _tell(self, session: AsyncSession, ended: Ended) -> None:
        """Whoever can do something about it; of a wave they hear once, when it is over."""
        if ended.delivery.wave_id is not None:
            self._waves_to_tell = True
        elif ended.delivery.owner and ended.state in (State.FAILED, State.HELD):
            told = told_of(ended.delivery, ended.state, ended.reason)
            await DeliveryStore(session, self.workspace_id).plan(told, now=self.clock.now())

    async def _tell_waves(self) -> None:
        """Those that are over, of which something did not arrive."""
        if not self._waves_to_tell:
            return
        self._waves_to_tell = False
        async with self.database.reading() as session:
            waves = [
                (each, await TroubleStore(session, self.workspace_id).of_wave(each.id, NAMED))
                for each in await WaveStore(session, self.workspace_id).to_tell()
            ]
        for wave, letters in waves:
            async with self.database.transaction() as session:
                if await WaveStore(session, self.workspace_id).note_told(wave.id, self.clock.now()):
                    await DeliveryStore(session, self.workspace_id).plan(
                        told_of_wave(wave, letters), now=self.clock.now()
                    )
            self._stale = True

    async def _remember_trouble(self) -> None:
        async with self.database.reading() as session:
            known = await LaneStore(session, self.workspace_id).trouble()
        self.outage.remember(known, self.clock.now())

    # ---- calls

    def _fly(self, claim: Claim, call: Coroutine[Any, Any, Outcome]) -> None:
        id_ = claim.delivery.id

        async def run() -> None:
            try:
                outcome = await call
            except Exception:
                # Not foreseen, so nothing is known of it: it is looked up, as after a crash.
                log.exception("delivery_broke_off id=%s", id_)
                outcome = Lost(claim.delivery, self.patience.settle)
            self._outcomes.append(outcome)
            del self._flying[id_], self._busy[id_]
            self._stirred.set()

        self._busy[id_] = claim.delivery.spot
        self._flying[id_] = asyncio.create_task(run())

    async def _send(self, claim: Claim, lease: Lease, at: float) -> Outcome:
        delivery = claim.delivery
        await asyncio.sleep(max(at - elapsed(), 0.0))
        begun = elapsed()
        try:
            place = await self.caller.send(claim, lease)
        except SlackLimited as limited:
            self.pacing.limited(limited.method, delivery.spot, elapsed(), limited.seconds)
            return Undone(delivery)
        except SlackUnreachable:
            self.outage.unreachable()
            return Undone(delivery)
        except NotReady:
            self.pacing.rest(delivery.spot, elapsed(), A_WHILE)
            return Undone(delivery)
        except LeaseOver:
            self.pacing.rest(delivery.spot, elapsed(), A_MOMENT)
            return Undone(delivery)
        except SlackRefused as refused:
            return self._refused(claim, refused)
        except OutcomeUnknown as unknown:
            return self._unknown(claim, unknown)
        self.outage.over()
        self.pacing.done(delivery.spot, begun, elapsed())
        return Done(delivery, place)

    def _refused(self, claim: Claim, refused: SlackRefused) -> Outcome:
        log.warning("delivery_refused id=%s error=%s", claim.delivery.id, refused.error)
        if refused.error in outcomes.FOR_EVERYTHING:
            self.outage.refused(outcomes.FOR_EVERYTHING[refused.error])
            return Undone(claim.delivery)
        self.outage.over()
        return Ended(claim.delivery, State.FAILED, outcomes.refusal(refused.error))

    def _unknown(self, claim: Claim, unknown: OutcomeUnknown) -> Outcome:
        log.warning("delivery_unknown id=%s why=%s", claim.delivery.id, unknown)
        self.outage.failing()
        if claim.delivery.kind is Kind.EPHEMERAL:
            return Ended(claim.delivery, State.FAILED, outcomes.EPHEMERAL_LOST)
        settled = self.patience.answered if unknown.answered else self.patience.settle
        return Lost(claim.delivery, settled)

    # ---- unknown outcomes

    def _settle(self, claim: Claim) -> bool:
        """Find out what became of an attempt whose answer was lost; False if it is not its turn yet."""
        if claim.delivery.id in self._flying:
            return True
        now, methods = elapsed(), LOOK_UP.get(claim.delivery.kind, ())
        if len(self._flying) >= AT_ONCE or any(self.pacing.method(each, now) for each in methods):
            return False
        for each in methods:
            self.pacing.begin(each, now)
        self._fly(claim, self._find_out(claim))
        return True

    async def _find_out(self, claim: Claim) -> Outcome:
        delivery = claim.delivery
        if delivery.kind is Kind.UPDATE:
            return Undone(delivery)  # the newest state wins, so a repeat does no harm
        if delivery.kind is Kind.EPHEMERAL:
            return Ended(delivery, State.FAILED, outcomes.EPHEMERAL_LOST)
        try:
            place = await look_up(self.api, claim)
        except SlackLimited as limited:
            self.pacing.limited(limited.method, delivery.spot, elapsed(), limited.seconds)
            return Lost(delivery, max(limited.seconds, A_WHILE))
        except SlackUnreachable:
            self.outage.unreachable()
            return Lost(delivery, A_WHILE)
        except OutcomeUnknown:
            self.outage.failing()
            return Lost(delivery, A_WHILE)
        except SlackRefused as refused:
            if refused.error in outcomes.FOR_EVERYTHING and refused.error != outcomes.NO_PERMISSION:
                self.outage.refused(outcomes.FOR_EVERYTHING[refused.error])
                return Lost(delivery, A_WHILE)
            log.warning("delivery_held id=%s error=%s", delivery.id, refused.error)
            return Ended(delivery, State.HELD, outcomes.HELD)
        self.outage.over()
        return Done(delivery, place) if place else Undone(delivery)
