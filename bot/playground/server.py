"""The playground as a web server: the Web API, files, response URLs, /sim and the page."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground import files, installs
from bot.playground.errors import ApiError
from bot.playground.records import File, Workspace
from bot.playground.sim import Sim
from bot.playground.slack import Slack
from bot.playground.web_api.run import WebApi, drop_connection
from bot.server import serving

PAGE = Path(__file__).parent / "page"


def create_app(slack: Slack) -> Starlette:
    api = WebApi(slack)
    pages = Pages(slack, api)
    routes = [
        Route("/api/{method:path}", api.answer, methods=["GET", "POST"]),
        Route("/upload/{id}", pages.upload, methods=["POST"]),
        Route("/files/{id}", pages.file),
        Route("/files/{id}/{name}", pages.private_file),
        Route("/files/{id}/download/{name}", pages.private_file),
        Route("/response/{id}", pages.response_url, methods=["POST"]),
        Route("/oauth/v2/authorize", pages.authorize),
        *Sim(slack).routes(),
        Route("/", pages.index),
    ]
    static = StaticFiles(directory=PAGE, check_dir=False)
    routes_and_static = [*routes, Mount("/static", static)]
    return Starlette(routes=routes_and_static, lifespan=_lifespan(slack))


def _lifespan(slack: Slack) -> Any:
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await slack.close()

    return lifespan


class Pages:
    def __init__(self, slack: Slack, api: WebApi) -> None:
        self.slack = slack
        self.api = api

    async def index(self, request: Request) -> Response:
        page = PAGE / "index.html"
        if not page.is_file():
            return PlainTextResponse("The local Slack is running. Its page is not installed.")
        return FileResponse(page)

    async def upload(self, request: Request) -> Response:
        """The bytes of a file, raw or as a form (slack.md 4.5)."""
        file = self._by_key(request)
        kind = request.headers.get("content-type", "")
        if kind.startswith("multipart/form-data"):
            async with request.form() as form:
                parts = [part for part in form.values() if not isinstance(part, str)]
                content = await parts[0].read() if parts else b""
        else:
            content = await request.body()
        if self.slack.faults.files_disabled or file.completed or len(content) != file.length:
            return PlainTextResponse("upload refused", 400)
        files.receive(self.slack, file, content)
        return PlainTextResponse(f"OK - {len(content)}")

    async def file(self, request: Request) -> Response:
        """A file's bytes for a person's page, which has its key."""
        file = self._by_key(request)
        return self._content(file)

    async def private_file(self, request: Request) -> Response:
        """The same at Slack's own address: for an app's token with ``files:read``, else a login page.

        Meets the faults that are planned for "files.download".
        """
        team, file = self._found(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        app = team.installation
        if app is None or token != app.token or app.revoked or "files:read" not in app.scopes:
            return RedirectResponse(f"{self.slack.base_url}/?redir={request.url.path}", 302)
        fault = self.slack.faults.next_for("files.download", {}, team.id)
        if fault is None:
            return self._content(file)
        if fault.accept and file.content:
            return StreamingResponse(_half(request, file.content), media_type=file.mimetype)
        return await self.api.spoil(request, fault)

    def _content(self, file: File) -> Response:
        if file.content is None or file.deleted:
            raise HTTPException(404)
        headers = {"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"}
        kind = file.mimetype or "application/octet-stream"
        if kind not in files.PICTURES:
            headers["content-disposition"] = "attachment"
        return Response(file.content, media_type=kind, headers=headers)

    def _by_key(self, request: Request) -> File:
        _, file = self._found(request)
        if not secrets.compare_digest(file.key, request.query_params.get("key", "")):
            raise HTTPException(404)
        return file

    def _found(self, request: Request) -> tuple[Workspace, File]:
        for team in self.slack.workspaces.values():
            file = team.files.get(request.path_params["id"])
            if file is not None:
                return team, file
        raise HTTPException(404)

    async def response_url(self, request: Request) -> Response:
        try:
            said = json.loads(await request.body())
            self.slack.response_urls.use(self.slack, request.path_params["id"], said)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        except ApiError as refused:
            gone = refused.code in {"used_url", "expired_url", "invalid_url"}
            body = {"ok": False, "error": refused.code, **refused.more}
            return JSONResponse(body, 404 if gone else 400)
        return PlainTextResponse("ok")

    async def authorize(self, request: Request) -> Response:
        return installs.authorize(self.slack, dict(request.query_params))


async def _half(request: Request, content: bytes) -> AsyncIterator[bytes]:
    """The connection ends in the middle."""
    yield content[: len(content) // 2 + 1]
    await asyncio.sleep(0.01)  # so that this much is on its way
    drop_connection(request)


@dataclass(frozen=True)
class Server:
    """A running playground."""

    slack: Slack
    url: str

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"


@contextlib.asynccontextmanager
async def serve(slack: Slack, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Server]:
    """Run the playground in this event loop, on a free port unless one is named."""
    async with serving(create_app(slack), host, port, lifespan="on") as address:
        slack.base_url = address
        try:
            yield Server(slack, address)
        finally:
            slack.stop_watching()
