"""Where a button was pressed, so that what comes of it, even by way of a form, is shown there."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.blocks.kit import View
from bot.payloads import Body


class Where(StrEnum):
    LIST = "list"  # an answer that only its reader sees
    DIRECT = "direct"  # a message of the bot to one person
    THREAD = "thread"  # anywhere that others read as well


@dataclass(frozen=True, slots=True)
class Origin:
    """A button about ``about``. ``url`` is where Slack takes an answer for a while."""

    about: int
    where: Where
    url: str = ""

    @property
    def metadata(self) -> str:
        """For the form that it opened."""
        return json.dumps(asdict(self))


def origin_of(body: Body) -> Origin:
    container = body.get("container") or {}
    where = Where.THREAD
    if container.get("is_ephemeral"):
        where = Where.LIST
    elif (body.get("channel") or {}).get("id", "").startswith("D"):
        where = Where.DIRECT
    return Origin(int(body["actions"][0]["value"]), where, body.get("response_url", ""))


def origin_in(view: View) -> Origin:
    kept = json.loads(view["private_metadata"])
    return Origin(kept["about"], Where(kept["where"]), kept["url"])
