"""Comparisons: figures in, figures out, and what people say of them."""

from bot.services.comparisons.service import ComparisonsService
from bot.services.comparisons.showing import OwnAnswer

__all__ = ["ComparisonsService", "OwnAnswer"]
