"""What people do with comparisons, put together from its parts."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import say_undone
from bot.domain.comparisons import really_changed
from bot.services.comparisons.alerting import ALERTS, Alerting
from bot.services.comparisons.challenging import Challenging
from bot.services.comparisons.consenting import Consenting
from bot.services.comparisons.dropping import DROPPED, UNDO, Dropping
from bot.services.comparisons.editing import Editing
from bot.services.comparisons.importing import FiguresCame, Importing
from bot.services.comparisons.monthly import MONTHLY, Monthly
from bot.services.comparisons.peers import Peers
from bot.services.comparisons.picturing import Picturing
from bot.services.comparisons.posting import Posting
from bot.services.comparisons.redrawing import REDRAW, Redrawing, Redrawn, nothing_more
from bot.services.comparisons.refreshing import FETCH, ROUND, Refreshing
from bot.services.comparisons.settling import CHALLENGED
from bot.services.comparisons.showing import Showing
from bot.services.context import Context
from bot.tick import Timer
from bot.work import WorkHandler


class ComparisonsService:
    """``figures_came`` and ``redrawn`` are told what they say, after this has done its own part."""

    def __init__(
        self,
        context: Context,
        figures_came: FiguresCame = nothing_more,
        redrawn: Redrawn = nothing_more,
    ) -> None:
        self.context = context
        self._others = figures_came
        self.importing = Importing(context, self._figures_came)
        self.peers = Peers(context)
        self.showing = Showing(context, self.peers)
        self.picturing = Picturing(context, self.showing)
        self.posting = Posting(context)
        self.editing = Editing(context)
        self.redrawing = Redrawing(context, redrawn)
        self.consenting = Consenting(context)
        self.challenging = Challenging(context)
        self.alerting = Alerting(context, really_changed)
        self.monthly = Monthly(context, self.posting)
        self.dropping = Dropping(context, self.importing, self._undo)
        self.refreshing = Refreshing(context, self.importing)

    async def _figures_came(self, session: AsyncSession, keys: Collection[str]) -> None:
        """With each import: what it says of the practices themselves, and who is to hear of changes."""
        await self.peers.take_traits(session, keys)
        await self.alerting.plan_alerts(session)
        await self._others(session, keys)

    async def _undo(self, number: int, actor: str) -> str:
        return say_undone(await self.importing.undo(number, actor))

    # ---- what time brings

    @property
    def timers(self) -> dict[str, Timer]:
        return {
            CHALLENGED: self.challenging.remind,
            MONTHLY: self.monthly.begin,
            ROUND: self.refreshing.plan_all,
        }

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {
            **self.importing.work,
            REDRAW: self.redrawing.redraw,
            DROPPED: self.dropping.read,
            UNDO: self.dropping.take_back,
            MONTHLY: self.monthly.post,
            ALERTS: self.alerting.tell,
            FETCH: self.refreshing.refresh,
        }
