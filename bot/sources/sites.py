"""The publishers whose APIs are asked: what people call them, where they are, how fast they may be asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A publisher's API: what people call it, where it is, the least seconds between two requests."""

    name: str
    base: str
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Sites:
    fingertips: Site
    openprescribing: Site
    ods: Site


def sites_at(fingertips: str, openprescribing: str, ods: str) -> Sites:
    """The three publishers, at these addresses. ODS asks for fewer than 5 requests a second."""
    return Sites(
        Site("Fingertips", fingertips),
        Site("OpenPrescribing", openprescribing),
        Site("ODS", ods, pause=0.25),
    )
