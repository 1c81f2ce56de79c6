"""A message as the sender and those who look after it see it, made from its row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.delivery import (
    DirectMessage,
    Ephemeral,
    Kind,
    Message,
    Outgoing,
    Picture,
    Post,
    Reply,
    State,
    Update,
)
from storage.schema.delivery import DeliveryRow


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message in its lane. ``attempt`` fences write-backs: an older attempt's are void."""

    id: int
    workspace_id: int
    key: str
    kind: Kind
    target: str
    spot: str
    message: Message
    state: State
    version: int
    attempt: int
    due_at: datetime
    until: datetime | None
    claimed_at: datetime | None
    reason: str | None
    owner: str | None
    about: str | None
    month: str | None
    wave_id: int | None


def delivery_of(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=row.id,
        workspace_id=row.workspace_id,
        key=row.key,
        kind=Kind(row.kind),
        target=row.target,
        spot=row.spot,
        message=message_of(row.body),
        state=State(row.state),
        version=row.version,
        attempt=row.attempt,
        due_at=row.due_at,
        until=row.until,
        claimed_at=row.claimed_at,
        reason=row.reason,
        owner=row.owner,
        about=row.about,
        month=row.month,
        wave_id=row.wave_id,
    )


def kind_and_target(message: Outgoing) -> tuple[Kind, str]:
    match message:
        case Post():
            return Kind.POST, message.channel
        case Reply():
            return Kind.REPLY, message.thread_key
        case DirectMessage():
            return Kind.DIRECT, message.user
        case Update():
            return Kind.UPDATE, message.target_key
        case Ephemeral():
            return Kind.EPHEMERAL, f"{message.channel} {message.user} {message.thread}".rstrip()


def body_of(message: Message) -> dict[str, Any]:
    pictures = [
        {"spec": dict(each.spec), "alt": each.alt, "chart": each.chart} for each in message.pictures
    ]
    return {"text": message.text, "blocks": list(message.blocks), "pictures": pictures}


def message_of(body: dict[str, Any]) -> Message:
    if "pictures" not in body:  # planned when a message had one picture at most
        body = body | {"pictures": [body["picture"]] if body.get("picture") else []}
    pictures = (Picture(each["spec"], each["alt"], each.get("chart")) for each in body["pictures"])
    return Message(body["text"], tuple(body["blocks"]), tuple(pictures))
