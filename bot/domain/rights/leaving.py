"""What stands between somebody and being forgotten, and what others look after then."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.deeds import Deed
from bot.domain.people import Member, Role

_TAKE_OVER = (Role.ADMINISTRATOR, Role.MANAGER, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What somebody looks after, and who could take it over; days for what stays."""

    asked: int = 0  # open pulses that ask them
    pulses: bool = False  # open or planned ones that they look after
    sessions: tuple[str, ...] = ()  # topics of those to come that they lead
    organises: bool = False  # a vote on times, a series or a round of matching under way
    hears_concerns: bool = False  # the body names them as the one to go to
    is_last_administrator: bool = False
    pulse_heir: str | None = None
    session_heir: str | None = None
    audit_days: int = 0
    concern_days: int = 0

    @property
    def blocked(self) -> str | None:
        """Why it cannot be done yet, and what to do first."""
        if self.is_last_administrator:
            return (
                "You are the only administrator here. Please give somebody else that role first; then "
                "come back."
            )
        if self.pulses and self.pulse_heir is None:
            return (
                "You look after a pulse, and nobody else here could. Please close or cancel it, or "
                "have somebody made a manager or a clinical lead first; then come back."
            )
        if (self.sessions or self.organises) and self.session_heir is None:
            return (
                "You lead a peer session or look for its time, and nobody else here could. Please "
                "cancel it, or have somebody made a clinical lead first; then come back."
            )
        return None


def pulse_heir(members: Iterable[Member], leaver: str) -> str | None:
    return _first(members, leaver, _TAKE_OVER)


def session_heir(members: Iterable[Member], leaver: str) -> str | None:
    return _first(members, leaver, Deed.SET_UP_SESSION.roles)


def is_last_administrator(members: Iterable[Member], leaver: str) -> bool:
    """Nobody else is one, though there are others."""
    known = list(members)
    administrators = {each.slack_user_id for each in known if each.has([Role.ADMINISTRATOR])}
    return administrators == {leaver} and len(known) > 1


def _first(members: Iterable[Member], leaver: str, roles: Iterable[Role]) -> str | None:
    others = [each for each in members if each.slack_user_id != leaver]
    for role in roles:
        for each in others:
            if each.has([role]):
                return each.slack_user_id
    return None
