"""The measures that Peerbot knows before any file is read, by theme."""

from bot.domain.indicators.known import (
    access,
    circulation,
    conditions,
    hospital,
    patients,
    prescribing,
    prevalence,
    screening,
)

KNOWN = (
    *prescribing.MEASURES,
    *hospital.MEASURES,
    *screening.MEASURES,
    *circulation.MEASURES,
    *conditions.MEASURES,
    *prevalence.MEASURES,
    *access.MEASURES,
    *patients.MEASURES,
)
