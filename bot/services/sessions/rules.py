"""The ground rules of the body's peer sessions, and who has seen them."""

from bot.domain.sessions import Answer, PeerSession, ground_rules
from bot.services.sessions.base import Sessions
from storage.joining import AcquaintanceStore
from storage.people import workspace_of


class GroundRules(Sessions):
    async def all(self) -> tuple[str, ...]:
        """As they are now."""
        async with self.context.database.reading() as session:
            return ground_rules(await workspace_of(session, self.workspace_id))

    async def before_first(
        self, user: str, session_id: int
    ) -> tuple[tuple[str, ...], PeerSession] | None:
        """For whoever comes to this session, if they have never been shown the rules: once.

        They count as shown from then on.
        """
        async with self.context.database.reading() as session:
            seen = await AcquaintanceStore(session, self.workspace_id).get(user)
            if seen.rules_seen_at is not None:
                return None
            invited = await self.sessions(session).invitees(session_id)
            own = next((each for each in invited if each.user == user), None)
            if own is None or own.answer in (None, Answer.NO):
                return None
        async with self.context.database.transaction() as session:
            seen_by = AcquaintanceStore(session, self.workspace_id)
            if not await seen_by.first_time(user, "rules_seen", self.now()):
                return None
            rules = ground_rules(await workspace_of(session, self.workspace_id))
            return rules, await self.found(session, session_id)
