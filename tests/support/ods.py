"""A register as ODS sends it: the part of Manchester that the tests need, before and after its merger.

Codes and dates are in the shape of real ones; names are invented.
"""

from typing import Any
from urllib.parse import urlencode

from bot.sources.ods import BELONGING, PAGE
from tests.support.publisher import Publisher, sends_json

BODY, ICB, PCN, OTHER_PCN = "14L", "QOP", "U00001", "U00002"
OLD_CCGS = ("00W", "01M", "01N")
NEIGHBOUR = "01G"
HERE, MOVED, CLOSED, STRADDLING = "P84004", "P84005", "P84006", "P87001"
CLINIC = "Y00001"


def days(start: str, end: str | None = None) -> list[dict[str, str]]:
    found = {"Type": "Operational", "Start": start}
    return [found | ({"End": end} if end else {}), {"Type": "Legal", "Start": "1999-04-01"}]


def belongs(code: str, role: str, rel: str, start: str, end: str | None = None) -> dict[str, Any]:
    return {
        "id": rel,
        "Status": "Inactive" if end else "Active",
        "Date": days(start, end),
        "Target": {"OrgId": {"extension": code}, "PrimaryRoleId": {"id": role}},
    }


def succession(kind: str, code: str, role: str, start: str) -> dict[str, Any]:
    return {
        "Type": kind,
        "Date": [{"Type": "Legal", "Start": start}],
        "Target": {"OrgId": {"extension": code}, "PrimaryRoleId": {"id": role}},
    }


def record(
    code: str,
    name: str,
    roles: tuple[str, ...],
    *parents: dict[str, Any],
    open_: tuple[str, str | None] = ("1974-04-01", None),
    follows: tuple[dict[str, Any], ...] = (),
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "Name": name,
        "Date": days(*open_),
        "OrgId": {"root": "2.16.840.1.113883.2.1.3.2.4.18.48", "extension": code},
        "Status": "Inactive" if open_[1] else "Active",
        "GeoLoc": {"Location": {"PostCode": "M11 3BB"}},
        "Roles": {
            "Role": [
                {"id": role, "primaryRole": place == 0, "Status": "Active"}
                for place, role in enumerate(roles)
            ]
        },
    }
    if parents:
        body["Rels"] = {"Rel": list(parents)}
    if follows:
        body["Succs"] = {"Succ": list(follows)}
    return {"Organisation": body}


GP = ("RO177", "RO76")


def manchester() -> dict[str, dict[str, Any]]:
    """The records by code: 14L was made of three groups in 2017 and has been part of QOP since 2022."""
    merged = tuple(succession("Predecessor", each, "RO98", "2017-04-01") for each in OLD_CCGS)
    records = [
        record(
            BODY,
            "GREATER MANCHESTER ICB - 14L",
            ("RO98", "RO319"),
            belongs(ICB, "RO261", "RE5", "2022-07-01"),
            belongs("Y62", "RO209", "RE5", "2020-04-01"),
            open_=("2017-04-01", None),
            follows=merged,
        ),
        record(ICB, "GREATER MANCHESTER ICB", ("RO261",), open_=("2022-07-01", None)),
        *(
            record(
                each,
                f"OLD GROUP {each}",
                ("RO98",),
                open_=("2013-04-01", "2017-03-31"),
                follows=(succession("Successor", BODY, "RO98", "2017-04-01"),),
            )
            for each in OLD_CCGS
        ),
        record(
            NEIGHBOUR,
            "GREATER MANCHESTER ICB - 01G",
            ("RO98",),
            belongs(ICB, "RO261", "RE5", "2022-07-01"),
        ),
        record(PCN, "ARDWICK PCN", ("RO272",), belongs(BODY, "RO98", "RE6", "2019-07-01")),
        record(OTHER_PCN, "BESWICK PCN", ("RO272",), belongs(BODY, "RO98", "RE5", "2019-07-01")),
        record(
            HERE,
            "FIVE ACRES PRACTICE",
            GP,
            belongs("00W", "RO98", "RE4", "2013-04-01", "2017-03-31"),
            belongs(BODY, "RO98", "RE4", "2017-04-01"),
            belongs(PCN, "RO272", "RE8", "2019-07-01"),
            belongs("5NT", "RO179", "RE4", "2006-10-01", "2013-03-31"),
        ),
        record(
            MOVED,
            "VALE MEDICAL",
            GP,
            belongs(BODY, "RO98", "RE4", "2017-04-01", "2020-03-31"),
            belongs(NEIGHBOUR, "RO98", "RE4", "2020-04-01"),
        ),
        record(
            CLOSED,
            "GONE SURGERY",
            GP,
            belongs(BODY, "RO98", "RE4", "2017-04-01", "2023-09-30"),
            open_=("1980-01-01", "2023-09-30"),
        ),
        record(
            STRADDLING,
            "BORDER PRACTICE",
            GP,
            belongs(NEIGHBOUR, "RO98", "RE4", "2013-04-01"),
            belongs(PCN, "RO272", "RE8", "2019-07-01"),
        ),
        record(CLINIC, "A CLINIC", ("RO177", "RO87"), belongs(BODY, "RO98", "RE4", "2017-04-01")),
    ]
    return {each["Organisation"]["OrgId"]["extension"]: each for each in records}


def listing(records: dict[str, dict[str, Any]], code: str) -> list[dict[str, str]]:
    """The list of what is or was related to a body."""
    return [
        {
            "OrgId": each,
            "Name": one["Organisation"]["Name"],
            "PrimaryRoleId": one["Organisation"]["Roles"]["Role"][0]["id"],
        }
        for each, one in records.items()
        for rel in one["Organisation"].get("Rels", {}).get("Rel", [])
        if rel["Target"]["OrgId"]["extension"] == code
    ]


def list_path(code: str, offset: int = 0) -> str:
    query: dict[str, object] = {
        "RelTypeId": ",".join(BELONGING),
        "TargetOrgId": code,
        "Limit": PAGE,
    }
    if offset:
        query["Offset"] = offset
    return f"/organisations?{urlencode(query, safe=',')}"


def serve_register(publisher: Publisher, records: dict[str, dict[str, Any]]) -> None:
    for code, one in records.items():
        publisher.on(f"/organisations/{code}", sends_json(one))
        page = listing(records, code)
        headers = {"X-Total-Count": str(len(page)), "Returned-Records": str(len(page))}
        publisher.on(list_path(code), sends_json({"Organisations": page}, headers))
