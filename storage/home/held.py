"""Which messages that wait ask only what the tab asks already: they are shown once, as the question."""

from datetime import datetime

from sqlalchemy import ColumnElement, ColumnExpressionArgument, String, and_, cast, exists, or_

from bot.domain.delivery import State as Sending
from bot.domain.sessions import State
from bot.domain.sessions.finding import PollState
from storage.schema.delivery import DeliveryRow
from storage.schema.finding import PollRow, PollVoterRow
from storage.schema.sessions import InviteeRow, PeerSessionRow


def is_held_invitation(
    workspace_id: int, session_id: ColumnExpressionArgument[int], user: str
) -> ColumnElement[bool]:
    """The delivery is the invitation of this person to that session, and waits."""
    return _is_held(workspace_id, "session", session_id, "invitation", user)


def asks_again(workspace_id: int, user: str, now: datetime) -> ColumnElement[bool]:
    """The delivery asks what this person finds under "To answer"."""
    invited = exists().where(
        InviteeRow.session_id == PeerSessionRow.id,
        InviteeRow.slack_user_id == user,
        InviteeRow.answer.is_(None),
        PeerSessionRow.workspace_id == workspace_id,
        PeerSessionRow.state == State.PLANNED,
        PeerSessionRow.starts_at > now,
        is_held_invitation(workspace_id, PeerSessionRow.id, user),
    )
    voting = exists().where(
        PollVoterRow.poll_id == PollRow.id,
        PollVoterRow.slack_user_id == user,
        PollVoterRow.answered_at.is_(None),
        PollRow.workspace_id == workspace_id,
        PollRow.state == PollState.OPEN,
        PollRow.closes_at > now,
        PollRow.lead != user,
        or_(
            _is_held(workspace_id, "poll", PollRow.id, "ask", user),
            _is_held(workspace_id, "poll", PollRow.id, "nudge", user),
        ),
    )
    return or_(invited, voting)


def _is_held(
    workspace_id: int, kind: str, id_: ColumnExpressionArgument[int], what: str, user: str
) -> ColumnElement[bool]:
    """By the key that the message was planned with: ``session:12:invitation:U1``."""
    key = f"{kind}:" + cast(id_, String) + f":{what}:{user}"
    return and_(
        DeliveryRow.workspace_id == workspace_id,
        DeliveryRow.key == key,
        DeliveryRow.state == Sending.WAITING,
    )
