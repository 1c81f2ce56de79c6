"""A form that somebody has begun and not sent yet: what they typed is kept for them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

KEPT = timedelta(days=30)
PROPOSAL = "proposal"  # under this name a draft keeps a whole proposal whose time is to be found


@dataclass(frozen=True, slots=True)
class Draft:
    """``values`` are what the form said, as the form itself writes it down."""

    values: dict[str, Any] = field(default_factory=dict)
    updated_at: datetime | None = None

    def is_of_use(self, now: datetime) -> bool:
        return bool(self.values) and self.updated_at is not None and now - self.updated_at < KEPT
