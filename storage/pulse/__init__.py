"""Keeps pulses: rounds with their registers and ballots, plans, and people's own question sets."""

from storage.pulse.ballots import BallotWriter, Name
from storage.pulse.plans import PlanStore
from storage.pulse.rounds import Ballot, Booth, Occasion, PulseStore, Salt
from storage.pulse.sets import QuestionSetStore

__all__ = [
    "Ballot",
    "BallotWriter",
    "Booth",
    "Name",
    "Occasion",
    "PlanStore",
    "PulseStore",
    "QuestionSetStore",
    "Salt",
]
