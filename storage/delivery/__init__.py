"""Keeps the messages to be sent, and what became of each."""

from storage.delivery.lane import A_SPOT, AHEAD, Claim, Head, LaneStore, Trouble
from storage.delivery.rows import Delivery
from storage.delivery.store import DeliveryStore
from storage.delivery.troubles import TroubleStore
from storage.delivery.waves import WaveStore

__all__ = [
    "AHEAD",
    "A_SPOT",
    "Claim",
    "Delivery",
    "DeliveryStore",
    "Head",
    "LaneStore",
    "Trouble",
    "TroubleStore",
    "WaveStore",
]
