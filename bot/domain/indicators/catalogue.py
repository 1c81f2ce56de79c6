"""What is known of published measures before any file is read; a file may add others."""

from bot.domain.indicators.model import Indicator, Polarity, Publisher, ValueType

OPENPRESCRIBING = Publisher(
    "OpenPrescribing.net, Bennett Institute for Applied Data Science, University of Oxford, "
    "from NHSBSA prescribing data",
    "Open Government Licence v3.0",
)


# Numerators, denominators and directions as in OpenPrescribing's own measure definitions.
_KNOWN = (
    Indicator(
        "ktt9_antibiotics",
        "Antibiotic items, allowing for age and sex",
        "How many antibiotics do we prescribe, given the age and sex of our patients?",
        unit="items a month per 1,000 STAR-PU",
        counted="antibiotic items",
        against="STAR-PU (patients weighted by age and sex)",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.RATE,
        publisher=OPENPRESCRIBING,
        multiplier=1000.0,
        standing=True,
        aliases="antibiotics antibacterials stewardship ktt9 star-pu",
    ),
    Indicator(
        "all_antibiotics",
        "Oral antibiotic items per 1,000 patients",
        "How many oral antibiotics do we prescribe for every 1,000 patients?",
        unit="items a month per 1,000 patients",
        counted="oral antibiotic items",
        against="thousand registered patients",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.RATE,
        publisher=OPENPRESCRIBING,
        standing=True,
        aliases="antibiotics antibacterials stewardship volume",
    ),
    Indicator(
        "broad_spectrum",
        "Broad-spectrum share of oral antibiotics",
        "Of our oral antibiotics, how many are co-amoxiclav, cephalosporins or quinolones?",
        unit="%",
        counted="co-amoxiclav, cephalosporin and quinolone items",
        against="oral antibiotic items",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.PROPORTION,
        publisher=OPENPRESCRIBING,
        multiplier=100.0,
        aliases="antibiotics broad spectrum cephalosporins quinolones co-amoxiclav stewardship",
    ),
    Indicator(
        "saba",
        "Reliever share of inhalers",
        "Of our reliever and steroid inhalers, how many are short-acting relievers?",
        unit="%",
        counted="short-acting reliever inhalers",
        against="reliever and steroid inhalers",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.PROPORTION,
        publisher=OPENPRESCRIBING,
        multiplier=100.0,
        aliases="asthma inhalers saba salbutamol reliever respiratory",
    ),
    Indicator(
        "environmental_inhalers",
        "Metered-dose share of inhalers",
        "Of our inhalers other than salbutamol, how many are metered-dose inhalers?",
        unit="%",
        counted="metered-dose inhaler items",
        against="inhaler items other than salbutamol",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.PROPORTION,
        publisher=OPENPRESCRIBING,
        multiplier=100.0,
        aliases="inhalers mdi carbon environment respiratory",
    ),
    Indicator(
        "opioidper1000",
        "High-dose opioid items per 1,000 patients",
        "How many high-dose opioid items do we prescribe for every 1,000 patients?",
        unit="items a month per 1,000 patients",
        counted="high-dose opioid items",
        against="thousand registered patients",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.RATE,
        publisher=OPENPRESCRIBING,
        standing=True,
        aliases="opioids opiates pain morphine fentanyl",
    ),
    Indicator(
        "bdzper1000",
        "Anxiolytics and hypnotics per 1,000 patients",
        "How many daily doses of anxiolytics and hypnotics do we prescribe for every 1,000 patients?",
        unit="average daily quantities a month per 1,000 patients",
        counted="average daily quantities",
        against="thousand registered patients",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.RATIO,
        publisher=OPENPRESCRIBING,
        standing=True,
        aliases="benzodiazepines z-drugs sleep anxiety hypnotics",
    ),
)
CATALOGUE = {indicator.key: indicator for indicator in _KNOWN}


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
    )
