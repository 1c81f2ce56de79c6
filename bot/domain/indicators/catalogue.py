"""What is known of published measures before any file is read; a file may add others."""

from bot.domain.indicators.known import KNOWN
from bot.domain.indicators.model import Indicator, Polarity, Theme, ValueType
from bot.domain.indicators.publishers import OPENPRESCRIBING

CATALOGUE = {indicator.key: indicator for indicator in KNOWN}


def openprescribing_indicator(key: str) -> Indicator:
    """What is known of an OpenPrescribing measure; a new one gets no direction and no interval."""
    return CATALOGUE.get(key) or Indicator(
        key,
        f"OpenPrescribing measure {key}",
        f"How do we compare on the OpenPrescribing measure {key}?",
        unit="(numerator over denominator)",
        counted="counted by the measure",
        against="in its denominator",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.RATIO,
        publisher=OPENPRESCRIBING,
        theme=Theme.PRESCRIBING,
    )
