"""Keeps what people's rights need: finding what names somebody, taking it out, and proof of deletion."""

from storage.rights.forgetting import Forgetter
from storage.rights.holdings import HoldingStore, Row
from storage.rights.proofs import Proof, ProofStore

__all__ = ["Forgetter", "HoldingStore", "Proof", "ProofStore", "Row"]
