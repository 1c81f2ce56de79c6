"""The control: a sender that does what most do. It tries again whatever went wrong, and so says it twice.

If chaos did not make it say things twice, chaos would prove nothing of the real one.
"""

import asyncio
import os
from datetime import UTC, datetime

import httpx
from sqlalchemy import select, update

from bot.delivery.slack_api import OutcomeUnknown, SlackApi, SlackLimited, SlackUnreachable
from bot.domain.delivery import State
from bot.loop import run
from storage.database import Database
from storage.schema.delivery import DeliveryRow

AT_ONCE = 32
AGAIN = 0.2  # seconds


async def main() -> None:
    database = Database(os.environ["DATABASE_URL"])
    async with httpx.AsyncClient() as http:
        api = SlackApi(http, os.environ["SLACK_API_URL"], os.environ["SLACK_BOT_TOKEN"], 1.5)
        while True:
            async with database.reading() as session:
                rows = await session.execute(
                    select(DeliveryRow.id, DeliveryRow.spot, DeliveryRow.body)
                    .where(DeliveryRow.state == State.DUE)
                    .order_by(DeliveryRow.id)
                    .limit(AT_ONCE)
                )
                due = rows.all()
            if not due:
                await asyncio.sleep(AGAIN)
            await asyncio.gather(*(send(database, api, *row) for row in due))


async def send(
    database: Database, api: SlackApi, id_: int, spot: str, body: dict[str, str]
) -> None:
    metadata = {"event_type": "peerbot_delivery", "event_payload": {"delivery": str(id_)}}
    while True:
        try:
            await api.call("chat.postMessage", channel=spot, text=body["text"], metadata=metadata)
            break
        except (OutcomeUnknown, SlackLimited, SlackUnreachable):
            await asyncio.sleep(AGAIN)
    async with database.transaction() as session:
        await session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id == id_)
            .values(state=State.SENT, sent_at=datetime.now(UTC))
        )


if __name__ == "__main__":
    run(main())
