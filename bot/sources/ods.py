"""ODS (NHS England's register of organisations), over its ORD API: a body and all that belongs to it.

Records say what an organisation is (roles), what it belonged to from when to when (relationships) and
whom it followed (successions). Found from the body downwards, and from what is found upwards.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from bot.domain.organisations import Kind, Link, LinkKind, Organisation, Register, joined
from bot.sources.fetching import Fetcher
from bot.sources.shape import Shape
from bot.sources.sites import Site
from bot.sources.troubles import NothingThere, SourceChanged

PAGE = 1000
MOST = 3000  # organisations of one body; the largest ICB has under 600
GP_PRACTICE = "RO76"  # a prescribing cost centre that is a practice, and not a clinic or a prison
PRIMARY_ROLES = {
    "RO177": Kind.PRACTICE,
    "RO272": Kind.PCN,
    "RO98": Kind.SUB_ICB,  # until June 2022: a clinical commissioning group
    "RO261": Kind.ICB,
}
BELONGING = ("RE4", "RE5", "RE6", "RE8")
"""Commissioned by, in the geography of, operated by, partner to: between two of ours, belonging."""

WITHIN = {
    Kind.PRACTICE: {Kind.PCN, Kind.SUB_ICB, Kind.ICB},
    Kind.PCN: {Kind.SUB_ICB, Kind.ICB},
    Kind.SUB_ICB: {Kind.ICB},
    Kind.ICB: set[Kind](),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One organisation's record, as far as it is of use; ``above`` are those it ever belonged to."""

    organisation: Organisation
    links: tuple[Link, ...]
    above: frozenset[str]
    beside: frozenset[str]  # whom it followed, or who followed it


async def read_body(fetcher: Fetcher, site: Site, code: str) -> Register:
    """A body with its parts, practices, what they ever belonged to. Raises SourceTrouble.

    Nothing is given unless all of it could be read.
    """
    records: dict[str, Record] = {}
    waiting = {code: True}  # and whether what belongs to it is wanted too
    seen = set(waiting)
    while waiting:
        each, downwards = waiting.popitem()
        try:
            record = await read_record(fetcher, site, each)
        except NothingThere as trouble:
            if each != code:
                raise
            raise SourceChanged(f"ODS does not know the code {code}.") from trouble
        if record is None:
            continue
        records[each] = record
        found = dict.fromkeys(record.above, False)
        if record.organisation.kind is not Kind.PRACTICE:
            found |= dict.fromkeys(record.beside, False)
        if downwards:
            found |= await _below(fetcher, site, record.organisation)
        waiting |= {other: deeper for other, deeper in found.items() if other not in seen}
        seen |= found.keys()
        if len(seen) > MOST:
            raise SourceChanged(f"ODS has more than {MOST:,} organisations around {code}.")
    if code not in records:
        raise SourceChanged(
            f"ODS knows {code}, but not as a practice, a PCN, a sub-ICB location or an ICB."
        )
    return Register(
        {each: record.organisation for each, record in records.items()},
        joined(link for record in records.values() for link in record.links),
    )


async def read_record(fetcher: Fetcher, site: Site, code: str) -> Record | None:
    """One organisation; None where it is none of the four kinds. Raises SourceTrouble."""
    answer = await fetcher.read_json(site, f"organisations/{quote(code, safe='')}")
    return parse_record(answer.data, site, code)


def parse_record(data: Any, site: Site, code: str) -> Record | None:
    """Raises SourceChanged where it is not as ODS describes it."""
    shape = Shape(site, f"the record of {code}")
    body = shape.need(data, "Organisation", as_a=dict)
    if shape.need(body, "OrgId", "extension", as_a=str) != code:
        raise shape.changed(code)
    kind = _kind_of(shape, body)
    if kind is None:
        return None
    opened, closed = _days(shape, body)
    postcode = shape.maybe(body, "GeoLoc", "Location", "PostCode", as_a=str)
    name = shape.need(body, "Name", as_a=str)
    organisation = Organisation(code, kind, name, postcode, opened, closed)
    members = _memberships(shape, body, organisation)
    successions = _successions(shape, body, code)
    ends = {end for link in successions for end in (link.child, link.parent)}
    return Record(
        organisation,
        (*members, *successions),
        frozenset(link.parent for link in members),
        frozenset(ends - {code}),
    )


def _kind_of(shape: Shape, body: dict[str, Any]) -> Kind | None:
    roles = shape.rows(shape.need(body, "Roles", as_a=dict), "Role")
    primary = {shape.need(each, "id", as_a=str): bool(each.get("primaryRole")) for each in roles}
    if not any(primary.values()):
        raise shape.changed("Roles", "Role")
    kinds = (PRIMARY_ROLES.get(role) for role, is_primary in primary.items() if is_primary)
    kind = next(filter(None, kinds), None)
    return None if kind is Kind.PRACTICE and GP_PRACTICE not in primary else kind


def _memberships(shape: Shape, body: dict[str, Any], child: Organisation) -> list[Link]:
    links = []
    for each in shape.rows(body, "Rels", "Rel"):
        parent = shape.need(each, "Target", "OrgId", "extension", as_a=str)
        role = shape.need(each, "Target", "PrimaryRoleId", "id", as_a=str)
        if each.get("id") not in BELONGING or PRIMARY_ROLES.get(role) not in WITHIN[child.kind]:
            continue
        first, last = _days(shape, each)
        if first is None or (last is None and each.get("Status") == "Inactive"):
            continue  # nobody can say for which days it held
        links.append(Link(child.code, parent, LinkKind.MEMBER, first, last))
    return links


def _successions(shape: Shape, body: dict[str, Any], code: str) -> list[Link]:
    links = []
    for each in shape.rows(body, "Succs", "Succ"):
        other = shape.need(each, "Target", "OrgId", "extension", as_a=str)
        role = shape.need(each, "Target", "PrimaryRoleId", "id", as_a=str)
        first, _ = _days(shape, each)
        if first is None or role not in PRIMARY_ROLES:
            continue
        follows = shape.need(each, "Type", as_a=str) == "Predecessor"
        child, parent = (code, other) if follows else (other, code)
        links.append(Link(child, parent, LinkKind.SUCCESSOR, first))
    return links


def _days(shape: Shape, body: dict[str, Any]) -> tuple[date | None, date | None]:
    """From when to when, both included: by the operational days, or the legal ones where alone."""
    dates = shape.rows(body, "Date")
    chosen = next((each for each in dates if each.get("Type") == "Operational"), None)
    chosen = chosen or next(iter(dates), {})
    return _day(shape, chosen.get("Start")), _day(shape, chosen.get("End"))


def _day(shape: Shape, text: object) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise shape.changed("Date", "Start") from None


# ---- what belongs to a body


async def _below(fetcher: Fetcher, site: Site, body: Organisation) -> dict[str, bool]:
    """All that ever belonged to it, and whether what belongs to these is wanted too."""
    found: dict[str, bool] = {}
    for code, role in (await _members(fetcher, site, body.code)).items():
        kind = PRIMARY_ROLES.get(role)
        if kind is not None and body.kind in WITHIN[kind]:
            found[code] = kind is Kind.SUB_ICB
    return found


async def _members(fetcher: Fetcher, site: Site, code: str) -> dict[str, str]:
    """Codes and primary roles of what is or was related to it, page by page.

    ODS says how many there are (X-Total-Count), and that there is more (Next-Page); where it says
    neither, a page that is not full is the last.
    """
    shape = Shape(site, f"the list of what belongs to {code}")
    found: dict[str, str] = {}
    read = 0
    while True:
        query = {"RelTypeId": ",".join(BELONGING), "TargetOrgId": code, "Limit": PAGE}
        if read:
            query["Offset"] = read
        answer = await fetcher.read_json(site, f"organisations?{urlencode(query, safe=',')}")
        page = shape.rows(shape.need(answer.data, "Organisations", as_a=list))
        for each in page:
            found[shape.need(each, "OrgId", as_a=str)] = shape.need(each, "PrimaryRoleId", as_a=str)
        read += len(page)
        total = answer.headers.get("X-Total-Count")
        there_is_more = "Next-Page" in answer.headers or len(page) == PAGE
        if total is not None and total.isdecimal():
            there_is_more = read < int(total)
        if there_is_more and not page:
            raise SourceChanged(
                f"ODS lists {total or 'more'} organisations under {code}, but sent {read:,} of them."
            )
        if not there_is_more:
            return found
