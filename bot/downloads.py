"""Copies a file from Slack: with the token, from Slack's own hosts only, and never more than is wanted."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, BinaryIO, Self

import httpx

from bot.errors import PeerbotError

log = logging.getLogger(__name__)

SLACKS_OWN = ("slack.com", "slack-gov.com")
HOPS = 3  # Slack may hand on from one of its hosts to another, with the token
LONGEST = 120.0  # seconds for a whole file: other background work waits behind it
WRITTEN_IN_SLACK = {"post", "canvas", "list", "quip", "space", "docs"}  # modes, beside hosted files


class NotFetched(PeerbotError):
    """A file did not come; ``file_name`` is its name, as far as it is known."""

    file_name: str | None = None


class SlackAway(NotFetched):
    """Slack did not hand a file over this time."""


class NotHandedOver(NotFetched):
    """Slack does not hand a file over, and asking again would not help."""

    @classmethod
    def deleted(cls) -> Self:
        return cls("It is no longer in Slack: it was deleted. Drop it again if it is still wanted.")

    @classmethod
    def not_allowed(cls) -> Self:
        return cls(
            "Slack did not let me read it: I lack the permission. Whoever looks after Peerbot can "
            "install the app again from manifest.json; then drop the file once more."
        )

    @classmethod
    def elsewhere(cls) -> Self:
        return cls(
            "It is kept outside Slack, where I cannot read it: save it on your computer first, and "
            "drop that copy here."
        )

    @classmethod
    def too_large(cls, most: int) -> Self:
        return cls(
            f"It is larger than {most // 1_000_000} MB, the most that I take here. Drop it in parts, "
            "or have whoever looks after Peerbot take it in with `peerbot import FILE`."
        )


def check_kept_here(file: Mapping[str, Any], most: int) -> None:
    """That this file of Slack's can be copied, as far as its description says. Raises NotHandedOver."""
    mode = file.get("mode", "hosted")
    if mode == "tombstone":
        raise NotHandedOver.deleted()
    if mode == "hidden_by_limit":
        raise NotHandedOver(
            "Slack does not show it any more, since this workspace has reached the limit of its "
            "plan. Drop it again, and I read it at once."
        )
    if mode in WRITTEN_IN_SLACK:
        raise NotHandedOver(
            "This was written in Slack and is not a file: save its figures as CSV, and drop that here."
        )
    if file.get("mimetype") == "text/html":
        raise NotHandedOver("This is a web page. Save its figures as CSV, and drop that here.")
    if file.get("is_external") or not (file.get("url_private_download") or file.get("url_private")):
        raise NotHandedOver.elsewhere()
    if file.get("size", 0) > most:
        raise NotHandedOver.too_large(most)


async def download(
    http: httpx.AsyncClient, address: str, token: str, api_url: str, into: BinaryIO, most: int
) -> None:
    """Copy what is at an address of Slack's. Raises NotHandedOver, or SlackAway to try again later.

    Every hop of the way must be Slack's own, or on the host of the Web API that is set.
    """
    url, api = httpx.URL(address), httpx.URL(api_url)
    try:
        async with asyncio.timeout(LONGEST):
            for _ in range(HOPS):
                if not _is_slacks(url, api):
                    log.warning("file_elsewhere host=%s", url.host)
                    raise NotHandedOver.elsewhere()
                following = await _copy(http, url, token, into, most)
                if following is None:
                    return
                url = url.join(following)
    except (httpx.HTTPError, TimeoutError) as error:
        log.warning("file_broke_off error=%s", type(error).__name__)
        raise SlackAway from None
    raise NotHandedOver.not_allowed()  # from one page to the next, and never to a file


def _is_slacks(url: httpx.URL, api: httpx.URL) -> bool:
    if (url.scheme, url.host, url.port) == (api.scheme, api.host, api.port):
        return True
    ours = (url.host == each or url.host.endswith(f".{each}") for each in SLACKS_OWN)
    return url.scheme == "https" and url.port is None and any(ours)


async def _copy(
    http: httpx.AsyncClient, url: httpx.URL, token: str, into: BinaryIO, most: int
) -> str | None:
    """Copy what is there; or give where it says that it is."""
    headers = {"authorization": f"Bearer {token}"}
    async with http.stream("GET", url, headers=headers, follow_redirects=False) as answer:
        if answer.is_redirect:
            return answer.headers["location"]
        _check(answer, most)
        copied = 0
        async for part in answer.aiter_bytes():
            copied += len(part)
            if copied > most:
                raise NotHandedOver.too_large(most)
            into.write(part)
    into.seek(0)
    return None


def _check(answer: httpx.Response, most: int) -> None:
    if answer.status_code in (404, 410):
        raise NotHandedOver.deleted()
    if answer.status_code in (401, 403):
        raise NotHandedOver.not_allowed()
    if not answer.is_success:
        log.warning("file_not_served status=%s", answer.status_code)
        raise SlackAway
    # Slack serves a log-in page, as if all were well, to whom it does not serve the file.
    if answer.headers.get("content-type", "").startswith("text/html"):
        raise NotHandedOver.not_allowed()
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise NotHandedOver.too_large(most)
