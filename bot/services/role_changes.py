"""Whatever way a role is given: it is in the audit log, and administrators hear who runs this."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.roles import render_changed
from bot.domain.delivery import DirectMessage
from bot.domain.people import Role
from bot.domain.roles import Change, about_charge
from storage.audit import AuditStore
from storage.delivery import DeliveryStore
from storage.people import PeopleStore


async def record(
    session: AsyncSession,
    workspace_id: int,
    giver: str,
    changes: Sequence[Change],
    now: datetime,
    *,
    tell: bool = True,
) -> None:
    """Note who gave whom which role; call it before the change is made.

    When it changes who is manager or administrator, all administrators that there were are told, unless
    one of them made it.
    """
    audit = AuditStore(session, workspace_id)
    for each in changes:
        done = "gave a role" if each.given else "took a role away"
        await audit.note(giver, done, f"{each.who}: {each.role.words}", now)
    charge = about_charge(changes)
    if not charge or not tell:
        return
    members = await PeopleStore(session, workspace_id).with_role([Role.ADMINISTRATOR])
    told = [each.slack_user_id for each in members]
    if giver not in told:
        message = render_changed(giver, charge)
        key = f"roles:{now.isoformat()}:{giver}"
        messages = [DirectMessage(f"{key}:{each}", each, message) for each in told]
        await DeliveryStore(session, workspace_id).plan(*messages, now=now)
