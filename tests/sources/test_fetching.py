"""Asking publishers over real HTTP: what is sent, what is kept, and what every trouble is called."""

import asyncio
import datetime as dt
import ipaddress
import random
import ssl
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.sources.caching import Marks
from bot.sources.fetching import (
    BACK_OFF,
    CHUNK,
    LARGEST_ANSWER,
    REDIRECTS,
    Fetched,
    Fetcher,
    Unchanged,
    client,
)
from bot.sources.sites import Site, sites_at
from bot.sources.troubles import SourceChanged, SourceDown, SourceTrouble
from tests.support.publisher import (
    Publisher,
    QuickTime,
    etag_of,
    flows,
    hangs,
    publishing,
    refuses,
    sends,
    sends_json,
    shows_a_page,
)

FILE = "/figures.csv"
CONTENT = b"".join(b"row %d,of,figures\n" % number for number in range(20_000))
OLDER = "Sun, 15 Nov 2026 02:30:00 GMT"
MEGABYTE = 1_000_000
HERE = ipaddress.ip_address("127.0.0.1")


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as made:
        yield made


@pytest.fixture
def time() -> QuickTime:
    return QuickTime()


Make = Callable[..., Fetcher]


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with client() as made:
        yield made


@pytest.fixture
def make(tmp_path: Path, time: QuickTime, http: httpx.AsyncClient) -> Make:
    """Fetchers on one folder, as after a restart each."""

    def one(**more: Any) -> Fetcher:
        handed = {"sleep": time.sleep, "monotonic": time.monotonic} | more
        return Fetcher(http, tmp_path / "downloads", time.now, **handed)

    return one


@pytest.fixture
def fetcher(make: Make) -> Fetcher:
    return make()


@pytest.fixture
def site(publisher: Publisher) -> Site:
    return Site("Fingertips", publisher.url)


async def download(fetcher: Fetcher, site: Site, known: Marks | None = None) -> Fetched:
    found = await fetcher.download(site, FILE[1:], "figures", known or Marks())
    assert isinstance(found, Fetched)
    return found


async def trouble(waiting: Awaitable[object]) -> SourceTrouble:
    with pytest.raises(SourceTrouble) as caught:
        await waiting
    return caught.value


# ---- when all is well


async def test_it_says_who_asks_and_keeps_what_comes(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT, modified=OLDER))
    found = await download(fetcher, site)
    assert found.path.read_bytes() == CONTENT
    assert found.marks == Marks(etag_of(CONTENT), OLDER)
    assert found.address == f"{publisher.url}figures.csv"
    assert publisher.heard[0].headers["User-Agent"].startswith("Peerbot/")


async def test_what_is_known_already_is_not_sent_again(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT))
    known = Marks(etag_of(CONTENT))
    assert await fetcher.download(site, FILE[1:], "figures", known) == Unchanged()
    publisher.on(FILE, sends(CONTENT, etag=None, modified=OLDER))
    known = Marks(last_modified=OLDER)
    assert await fetcher.download(site, FILE[1:], "figures", known) == Unchanged()


async def test_unchanged_is_no_page_whatever_its_type_is_said_to_be(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, refuses(304, Content_Type="text/html; charset=utf-8"))
    known = Marks(etag_of(CONTENT))
    assert await fetcher.download(site, FILE[1:], "figures", known) == Unchanged()


async def test_a_new_version_of_what_is_known_is_taken(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT))
    assert (await download(fetcher, site, Marks('"older"'))).path.read_bytes() == CONTENT


async def test_a_file_that_could_not_be_used_yet_is_not_sent_twice(
    make: Make, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT))
    first = await download(make(), site)
    again = await download(make(), site)  # it has come, but nobody has forgotten it
    assert again.path == first.path
    assert again.path.read_bytes() == CONTENT
    assert publisher.heard[1].headers["If-None-Match"] == etag_of(CONTENT)
    again.file.forget()
    await download(make(), site)
    assert "If-None-Match" not in publisher.heard[2].headers


async def test_nothing_is_left_of_a_file_that_is_forgotten(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT))
    (await download(fetcher, site)).file.forget()
    assert list(fetcher.folder.iterdir()) == []


async def test_a_file_of_30_mb_is_never_in_memory(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    piece = b"0123456789abcde\n" * (CHUNK // 16)
    pieces = 30 * MEGABYTE // len(piece)
    publisher.on(FILE, flows(lambda: (piece for _ in range(pieces))))
    tracemalloc.start()
    try:
        found = await download(fetcher, site)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.path.stat().st_size == pieces * len(piece)
    assert peak < 2 * MEGABYTE  # of the publisher, which runs here too, and of us


# ---- pace


async def test_a_publisher_is_asked_once_a_second_and_ods_four_times(
    fetcher: Fetcher, publisher: Publisher, time: QuickTime
) -> None:
    publisher.on("/a/x", sends_json({}))
    publisher.on("/b/x", sends_json({}))
    sites = sites_at(f"{publisher.url}a/", "unused", f"{publisher.url}b/")
    for _ in range(3):
        await fetcher.read_json(sites.fingertips, "x")
    assert time.slept == [1.0, 1.0]
    time.slept.clear()
    await fetcher.read_json(sites.ods, "x")  # another publisher does not wait for the first
    assert time.slept == []
    for _ in range(2):
        await fetcher.read_json(sites.ods, "x")
    assert time.slept == [0.25, 0.25]


async def test_those_who_ask_at_the_same_time_queue(
    make: Make, publisher: Publisher, site: Site
) -> None:
    publisher.on("/x", sends_json({}))
    begun = []

    async def sleep(seconds: float) -> None:
        begun.append(seconds)

    fetcher = make(sleep=sleep)  # time stands still, so that all come at once
    await asyncio.gather(*(fetcher.read_json(site, "x") for _ in range(4)))
    assert sorted(begun) == [1.0, 2.0, 3.0]


# ---- what passes


async def test_too_many_requests_wait_as_long_as_they_are_told(
    fetcher: Fetcher, site: Site, publisher: Publisher, time: QuickTime
) -> None:
    publisher.on(FILE, refuses(429, Retry_After="17"), sends(CONTENT))
    assert (await download(fetcher, site)).path.read_bytes() == CONTENT
    assert time.slept == [17.0]


async def test_a_date_may_say_how_long(
    fetcher: Fetcher, site: Site, publisher: Publisher, time: QuickTime
) -> None:
    publisher.on(FILE, refuses(503, Retry_After="Sun, 22 Nov 2026 02:30:20 GMT"), sends(CONTENT))
    await download(fetcher, site)
    assert time.slept == [20.0]


@pytest.mark.parametrize("said", ["soon", "-5", "", "Sun, 15 Nov 2026 02:30:00 GMT"])
async def test_what_says_nothing_about_how_long_is_passed_over(
    fetcher: Fetcher, site: Site, publisher: Publisher, time: QuickTime, said: str
) -> None:
    publisher.on(FILE, refuses(503, Retry_After=said), sends(CONTENT))
    await download(fetcher, site)
    assert time.slept == [BACK_OFF[0]]


async def test_who_is_to_come_back_in_an_hour_does_not_wait_there(
    fetcher: Fetcher, site: Site, publisher: Publisher, time: QuickTime
) -> None:
    publisher.on(FILE, refuses(429, Retry_After="3600"))
    found = await trouble(download(fetcher, site))
    assert isinstance(found, SourceDown)
    assert found.after == dt.timedelta(hours=1)
    assert time.slept == []
    assert len(publisher.heard) == 1


async def test_a_fault_that_passes_is_not_noticed(
    fetcher: Fetcher, site: Site, publisher: Publisher, time: QuickTime
) -> None:
    publisher.on(FILE, refuses(500), refuses(502), sends(CONTENT))
    assert (await download(fetcher, site)).path.read_bytes() == CONTENT
    assert time.slept == list(BACK_OFF[:2])


async def test_a_fault_that_lasts_is_tried_four_times_and_said(
    fetcher: Fetcher, site: Site, publisher: Publisher, time: QuickTime
) -> None:
    publisher.on(FILE, refuses(503))
    found = await trouble(download(fetcher, site))
    assert isinstance(found, SourceDown)
    assert str(found) == "Fingertips has trouble of its own (503)."
    assert len(publisher.heard) == 4
    assert time.slept == list(BACK_OFF)


async def test_silence_is_not_waited_for_for_ever(
    fetcher: Fetcher, site: Site, publisher: Publisher, http: httpx.AsyncClient
) -> None:
    http.timeout = httpx.Timeout(5, read=0.2)
    publisher.on(FILE, hangs(), sends(CONTENT))
    assert (await download(fetcher, site)).path.read_bytes() == CONTENT
    publisher.on(FILE, hangs())
    assert str(await trouble(download(fetcher, site))) == "Fingertips did not answer in time."


async def test_a_trickle_ends_after_a_while(make: Make, site: Site, publisher: Publisher) -> None:
    publisher.on(FILE, flows(lambda: iter(lambda: b"drop\n", None), pause=0.01))
    found = await trouble(download(make(longest=0.2), site))
    assert isinstance(found, SourceDown)
    assert "took longer than" in str(found)


async def test_nobody_there_is_said(fetcher: Fetcher, time: QuickTime) -> None:
    nobody = Site("OpenPrescribing", "http://127.0.0.1:9/")
    found = await trouble(fetcher.read_json(nobody, "x"))
    assert str(found) == "OpenPrescribing cannot be reached."
    assert isinstance(found, SourceDown)
    assert len(time.slept) == len(BACK_OFF)


# ---- downloads that break off


async def test_a_download_that_breaks_off_goes_on_where_it_was(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT, breaks_after=200_000), sends(CONTENT))
    assert (await download(fetcher, site)).path.read_bytes() == CONTENT
    second = publisher.heard[1].headers
    assert second["Range"] == f"bytes={200_000 // CHUNK * CHUNK}-"
    assert second["If-Range"] == etag_of(CONTENT)


async def test_another_process_goes_on_where_one_ended(
    make: Make, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT, etag=None, modified=OLDER, breaks_after=100_000))
    await trouble(download(make(), site))
    publisher.on(FILE, sends(CONTENT, etag=None, modified=OLDER))
    assert (await download(make(), site)).path.read_bytes() == CONTENT
    assert publisher.heard[-1].headers["If-Range"] == OLDER


@pytest.mark.parametrize("seed", range(5))
async def test_however_often_it_breaks_off_the_bytes_are_the_same(
    make: Make, site: Site, publisher: Publisher, seed: int
) -> None:
    rng = random.Random(seed)
    cuts = [rng.randrange(0, 150_000) for _ in range(11)]
    publisher.on(FILE, *(sends(CONTENT, breaks_after=each) for each in cuts), sends(CONTENT))
    for _ in range(6):
        try:
            found = await download(make(), site)
        except SourceDown:
            continue
        assert found.path.read_bytes() == CONTENT
        return
    pytest.fail("it never came whole")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"ranges": False}, "the server sends whole files only"),
        ({"etag": 'W/"about the same"'}, "the mark does not promise the same bytes"),
        ({"etag": None}, "there is no mark at all"),
    ],
)
async def test_where_it_cannot_go_on_it_starts_anew(
    fetcher: Fetcher, site: Site, publisher: Publisher, more: dict[str, str], why: str
) -> None:
    publisher.on(FILE, sends(CONTENT, breaks_after=200_000, **more), sends(CONTENT, **more))  # type: ignore[arg-type]
    assert (await download(fetcher, site)).path.read_bytes() == CONTENT, why


async def test_a_version_that_changed_meanwhile_is_taken_whole(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    newer = CONTENT.replace(b"figures", b"numbers")
    publisher.on(FILE, sends(CONTENT, breaks_after=200_000), sends(newer))
    found = await download(fetcher, site)
    assert found.path.read_bytes() == newer
    assert found.marks.etag == etag_of(newer)


async def test_another_part_than_was_asked_for_is_not_appended(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    async def confused(_request: web.Request) -> web.StreamResponse:
        return web.Response(
            status=206, body=CONTENT[5:], headers={"Content-Range": f"bytes 5-{len(CONTENT)}/*"}
        )

    publisher.on(
        FILE,
        sends(CONTENT, breaks_after=200_000),
        confused,
        refuses(416),
        sends(CONTENT),
    )
    assert (await download(fetcher, site)).path.read_bytes() == CONTENT
    assert "Range" not in publisher.heard[-1].headers


async def test_what_came_from_another_address_is_not_gone_on_with(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT, breaks_after=100_000))
    await trouble(download(fetcher, site))
    publisher.on("/moved.csv", sends(CONTENT))
    found = await fetcher.download(site, "moved.csv", "figures")
    assert isinstance(found, Fetched)
    assert found.path.read_bytes() == CONTENT
    assert "Range" not in publisher.heard[-1].headers


# ---- what is not what was asked for


async def test_a_web_page_is_not_taken_for_figures(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    sentence = "Fingertips answered with a web page instead of figures."
    publisher.on(FILE, shows_a_page())
    found = await trouble(download(fetcher, site))
    assert isinstance(found, SourceDown)
    assert str(found) == sentence
    publisher.on(FILE, sends(b"\xef\xbb\xbf\r\n<html><body>Sorry</body></html>"))
    assert str(await trouble(download(fetcher, site))) == sentence
    publisher.on("/x", sends(b"<html/>", kind="application/json"))
    assert str(await trouble(fetcher.read_json(site, "x"))) == sentence


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "Fingertips has nothing at the address that was asked (404)."),
        (410, "Fingertips has nothing at the address that was asked (410)."),
        (400, "Fingertips did not accept the request (400)."),
        (403, "Fingertips did not accept the request (403)."),
        (300, "Fingertips did not accept the request (300)."),
    ],
)
async def test_a_refusal_for_good_is_not_tried_again(
    fetcher: Fetcher, site: Site, publisher: Publisher, status: int, sentence: str
) -> None:
    publisher.on(FILE, refuses(status))
    found = await trouble(download(fetcher, site))
    assert isinstance(found, SourceChanged)
    assert str(found) == sentence
    assert len(publisher.heard) == 1


@pytest.mark.parametrize("says_length", [True, False])
async def test_what_is_too_large_is_refused_and_nothing_stays(
    make: Make, site: Site, publisher: Publisher, says_length: bool
) -> None:
    fetcher = make(largest=300_000)
    publisher.on(FILE, sends(CONTENT, says_length=says_length))
    found = await trouble(download(fetcher, site))
    assert isinstance(found, SourceChanged)
    assert "Fingertips sends more than 0 MB for this" in str(found)
    assert list(fetcher.folder.iterdir()) == []


async def test_an_answer_that_is_no_json_or_far_too_long_is_said(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on("/x", sends(b"Name,Id\nEngland,15\n"))
    assert "something other than the data (JSON)" in str(
        await trouble(fetcher.read_json(site, "x"))
    )
    publisher.on("/x", sends(b"[" + b"1," * (LARGEST_ANSWER // 2) + b"1]"))
    assert "far more than was asked for" in str(await trouble(fetcher.read_json(site, "x")))


async def test_a_disk_that_takes_nothing_is_said(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, sends(CONTENT))
    fetcher.folder.write_text("a file where the folder should be")
    assert "could not be written to this machine’s disk" in str(
        await trouble(download(fetcher, site))
    )


# ---- redirects


async def test_it_follows_within_the_same_place(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, refuses(302, Location="/there.csv"))
    publisher.on("/there.csv", sends(CONTENT))
    assert (await download(fetcher, site)).path.read_bytes() == CONTENT


async def test_it_does_not_go_elsewhere_without_https(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, refuses(302, Location="http://elsewhere.example/figures.csv"))
    found = await trouble(download(fetcher, site))
    assert isinstance(found, SourceChanged)
    assert "without https (elsewhere.example)" in str(found)


async def test_it_does_not_go_round_for_ever(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    publisher.on(FILE, refuses(302, Location=FILE))
    found = await trouble(download(fetcher, site))
    assert "from one address to the next" in str(found)
    assert len(publisher.heard) == REDIRECTS + 1


# ---- certificates


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .issuer_name(name)
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2049, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(HERE)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def test_a_certificate_that_nobody_vouches_for_ends_it(
    fetcher: Fetcher, self_signed: ssl.SSLContext
) -> None:
    async with publishing(self_signed) as impostor:
        impostor.on(FILE, sends(CONTENT))
        found = await trouble(download(fetcher, Site("ODS", impostor.url)))
        assert isinstance(found, SourceChanged)
        assert str(found) == ("ODS’s certificate cannot be verified, so nothing was taken from it.")
        assert impostor.heard == []
