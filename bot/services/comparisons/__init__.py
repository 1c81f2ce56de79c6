"""Comparisons: figures in, figures out, and what people say of them."""

from bot.services.comparisons.service import ComparisonsService

__all__ = ["ComparisonsService"]
