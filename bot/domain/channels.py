"""Who reads along in a channel from outside the workspace."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WhoElse:
    """People of another organisation in a channel, as far as Slack tells.

    ``invited``: the other organisation has not accepted yet, and sees it all from when it does.
    ``outsiders`` of ``people`` are not of this workspace; None where Slack did not say in time.
    """

    channel: str
    invited: bool = False
    outsiders: int | None = None
    people: int | None = None
