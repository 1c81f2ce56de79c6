"""Files come from Slack's own hosts only, with the token, and never more than is wanted."""

import io
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from bot.downloads import NotHandedOver, SlackAway, check_kept_here, download

API = "https://slack.com/api/"
ADDRESS = "https://files.slack.com/files-pri/T1-F1/download/figures.csv"
CSV = b"practice,value\nY90001,3\n"

Answer = Callable[[httpx.Request], httpx.Response]


async def fetch(answer: Answer, address: str = ADDRESS, api: str = API, most: int = 1000) -> bytes:
    into = io.BytesIO()
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        await download(http, address, "xoxb-1", api, into, most)
    return into.read()


async def test_a_file_comes_with_the_token_and_from_its_start() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == "Bearer xoxb-1"
        return httpx.Response(200, content=CSV, headers={"content-type": "text/csv"})

    assert await fetch(answer) == CSV


@pytest.mark.parametrize(
    "address",
    [
        "https://files.example.org/figures.csv",
        "https://slack.com.example.org/figures.csv",
        "https://notslack.com/figures.csv",
        "https://files.slack.com@example.org/figures.csv",
        "http://files.slack.com/figures.csv",
        "https://slack.com:8443/figures.csv",
        "http://169.254.169.254/latest/meta-data",
    ],
)
async def test_the_token_goes_nowhere_else(address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked {request.url}")

    with pytest.raises(NotHandedOver, match="outside Slack"):
        await fetch(answer, address)


async def test_the_host_of_the_web_api_that_is_set_is_slacks() -> None:
    api = "http://127.0.0.1:8450/api/"

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=CSV)

    assert await fetch(answer, "http://127.0.0.1:8450/files/F1", api) == CSV
    with pytest.raises(NotHandedOver, match="outside Slack"):
        await fetch(answer, "http://127.0.0.1:8451/files/F1", api)


async def test_slack_may_hand_on_to_another_of_its_hosts_and_to_no_other() -> None:
    def to(target: str) -> Answer:
        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/moved.csv":
                assert request.headers["authorization"] == "Bearer xoxb-1"
                return httpx.Response(200, content=CSV)
            return httpx.Response(302, headers={"location": target})

        return answer

    assert await fetch(to("https://acme.enterprise.slack.com/moved.csv")) == CSV
    with pytest.raises(NotHandedOver, match="outside Slack"):
        await fetch(to("https://example.org/moved.csv"))
    with pytest.raises(NotHandedOver, match="I lack the permission"):
        await fetch(to(ADDRESS))  # round and round


async def test_a_log_in_page_is_no_file() -> None:
    """Slack serves one, with status 200, to a token without files:read."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "acme.slack.com":
            return httpx.Response(200, html="<!DOCTYPE html><title>Sign in</title>")
        return httpx.Response(302, headers={"location": "https://acme.slack.com/?redir=%2Ffiles"})

    with pytest.raises(NotHandedOver, match="I lack the permission"):
        await fetch(answer)


async def test_what_is_too_large_is_refused_before_it_is_copied_or_on_the_way() -> None:
    def honest(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"x" * 1001)

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100

    def silent(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=parts())

    for answer in (honest, silent):
        with pytest.raises(NotHandedOver, match="larger than"):
            await fetch(answer)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_may_pass_is_told_from_what_will_not(status: int) -> None:
    with pytest.raises(SlackAway):
        await fetch(lambda request: httpx.Response(status))
    with pytest.raises(NotHandedOver, match="deleted"):
        await fetch(lambda request: httpx.Response(404))
    with pytest.raises(NotHandedOver, match="I lack the permission"):
        await fetch(lambda request: httpx.Response(403))


async def test_a_connection_that_breaks_off_may_be_tried_again() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("gone", request=request)

    with pytest.raises(SlackAway):
        await fetch(answer)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"mode": "tombstone"}, "deleted"),
        ({"mode": "hidden_by_limit", "url_private": ADDRESS}, "limit of its plan"),
        ({"mode": "canvas", "url_private": ADDRESS}, "written in Slack"),
        ({"mode": "external", "is_external": True, "url_private": ADDRESS}, "outside Slack"),
        ({"mode": "hosted"}, "outside Slack"),
        ({"mode": "hosted", "url_private": ADDRESS, "size": 1001}, "larger than"),
        ({"mode": "hosted", "url_private": ADDRESS, "mimetype": "text/html"}, "a web page"),
    ],
)
def test_what_its_description_says_already_is_not_asked_for(
    file: dict[str, object], said: str
) -> None:
    with pytest.raises(NotHandedOver, match=said):
        check_kept_here(file, 1000)


def test_what_can_be_copied_passes() -> None:
    check_kept_here({"mode": "hosted", "url_private_download": ADDRESS, "size": 1000}, 1000)
    check_kept_here({"mode": "snippet", "url_private": ADDRESS}, 1000)
