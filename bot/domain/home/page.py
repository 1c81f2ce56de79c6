"""All that one person's Home tab is made from."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.concerns import Concern
from bot.domain.deeds import Deed, may
from bot.domain.home.answering import ToAnswer
from bot.domain.home.mine import Figures, MyAction, MySession, NoteLine, Some, Waiting
from bot.domain.home.others import Leading, LookingAfter, Managing
from bot.domain.joining import Standing
from bot.domain.people import Member, Role
from bot.domain.rhythm import NO_WISHES, Preference, Rhythm
from bot.domain.setting_up import Checklist
from bot.domain.times import local_day


@dataclass(frozen=True, slots=True)
class Home:
    """One person's Home tab, as things are ``now``.

    ``member`` None: nobody has said yet where they work. ``visitor``: a guest, or of another Slack.
    ``leading``, ``managing`` and ``looking_after`` are there for those whose roles allow it.
    """

    user: str
    body_name: str
    now: datetime
    rhythm: Rhythm
    member: Member | None = None
    visitor: bool = False
    may_begin: bool = False  # an admin of this Slack, where nobody looks after Peerbot yet
    standing: Standing | None = None  # where they work, and who waits for them to confirm it
    checklist: Checklist | None = None  # for those who may set up
    concerns: tuple[Concern, ...] = ()  # open ones, raised by this person or with them
    preference: Preference = NO_WISHES
    to_answer: ToAnswer = field(default_factory=ToAnswer)
    sessions: Some[MySession] = field(default_factory=Some)
    actions: Some[MyAction] = field(default_factory=Some)
    figures: Figures = field(default_factory=Figures)
    waiting: Some[Waiting] = field(default_factory=Some)
    notes: Some[NoteLine] = field(default_factory=Some)
    leading: Leading | None = None
    managing: Managing | None = None
    looking_after: LookingAfter | None = None

    @property
    def today(self) -> date:
        return local_day(self.now, self.rhythm.zone)

    def may(self, deed: Deed) -> bool:
        return may(self.member, deed)

    @property
    def may_have_a_practice(self) -> bool:
        """Who sees patients somewhere, though it is not known where; not a locum, nor a manager."""
        member = self.member
        clinical = member is not None and member.has((Role.GP, Role.LEAD))
        return clinical and member is not None and not (member.practice or member.locum)
