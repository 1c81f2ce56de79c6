"""What one person's Home tab shows, and how long they can snooze."""

from bot.domain.home.answering import (
    BarrierAsked,
    FigureAsked,
    Invited,
    MetAsked,
    PulseAsked,
    ToAnswer,
    Vote,
)
from bot.domain.home.mine import Figure, Figures, MyAction, MySession, NoteLine, Some, Waiting
from bot.domain.home.others import (
    Leading,
    LookingAfter,
    Managing,
    Matching,
    OpenPulse,
    UnrepliedPulse,
    VoteToSettle,
)
from bot.domain.home.page import Home
from bot.domain.home.snooze import LONGEST_SNOOZE, Snooze

__all__ = [
    "LONGEST_SNOOZE",
    "BarrierAsked",
    "Figure",
    "FigureAsked",
    "Figures",
    "Home",
    "Invited",
    "Leading",
    "LookingAfter",
    "Managing",
    "Matching",
    "MetAsked",
    "MyAction",
    "MySession",
    "NoteLine",
    "OpenPulse",
    "PulseAsked",
    "Snooze",
    "Some",
    "ToAnswer",
    "UnrepliedPulse",
    "Vote",
    "VoteToSettle",
    "Waiting",
]
