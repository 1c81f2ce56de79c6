"""What can go wrong with a publisher, each trouble as a sentence that a person can read."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from bot.errors import PeerbotError
from bot.sources.sites import Site

ANSWERS = {200, 206, 304, 416}
MAYBE_SOON = {408, 425}
NOTHING_THERE = {404, 410}


class SourceTrouble(PeerbotError):
    """Nothing new was taken; the sentence says why. ``after`` is what the publisher asks us to wait."""

    def __init__(self, sentence: str, after: float = 0.0) -> None:
        super().__init__(sentence)
        self.after = timedelta(seconds=after)


class SourceDown(SourceTrouble):
    """It may be over soon."""


class SourceChanged(SourceTrouble):
    """It answers, but not with what Peerbot knows: somebody has to look."""


class NothingThere(SourceChanged):
    """There is nothing at the address that was asked."""


def check_answer(site: Site, answer: httpx.Response, now: datetime) -> None:
    """Raises SourceTrouble for what is neither the data nor that it is unchanged."""
    status = answer.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise SourceDown(f"{site.name} asks for fewer requests (429).", _after(answer, now))
    if status in MAYBE_SOON or status >= 500:
        raise SourceDown(f"{site.name} has trouble of its own ({status}).", _after(answer, now))
    if status in NOTHING_THERE:
        raise NothingThere(f"{site.name} has nothing at the address that was asked ({status}).")
    if status not in ANSWERS:
        raise SourceChanged(f"{site.name} did not accept the request ({status}).")
    if answer.is_success and answer.headers.get("Content-Type", "").startswith("text/html"):
        raise SourceDown(_page(site))


def _after(answer: httpx.Response, now: datetime) -> float:
    """Seconds in Retry-After, which may be a number or a date (RFC 9110, 10.2.3); 0 without."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return 0.0
    until = until.replace(tzinfo=until.tzinfo or UTC)
    return max((until - now).total_seconds(), 0.0)


@contextmanager
def in_words(site: Site) -> Iterator[None]:
    """What can go wrong on the way, as sentences."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise SourceDown(f"{site.name} did not answer in time.") from error
    except httpx.ConnectError as error:
        if _is_about_certificates(error):
            raise SourceChanged(
                f"{site.name}’s certificate cannot be verified, so nothing was taken from it."
            ) from error
        raise SourceDown(f"{site.name} cannot be reached.") from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise SourceDown(f"The connection to {site.name} broke off.") from error
    except httpx.InvalidURL as error:
        raise SourceChanged(f"The address of {site.name} cannot be used.") from error


@contextmanager
def on_disk(site: Site) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SourceDown(
            f"What {site.name} sent could not be written to this machine’s disk "
            f"({error.strerror or type(error).__name__})."
        ) from error


def _is_about_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def check_no_page(site: Site, beginning: bytes | bytearray) -> None:
    """A web page in place of data begins like one, whatever its type is said to be."""
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise SourceDown(_page(site))


def _page(site: Site) -> str:
    return f"{site.name} answered with a web page instead of figures."
