"""Prescribing: OpenPrescribing's measures under its own names.

Numerators, denominators and directions are those of OpenPrescribing's measure definitions. What is
not a count of separate prescriptions (doses, tablets, weights) is a ratio and gets no interval.
"""

from bot.domain.indicators.model import Indicator, Polarity, Theme, ValueType
from bot.domain.indicators.publishers import OPENPRESCRIBING

PER_1000 = "items a month per 1,000 patients"
PATIENTS = "thousand registered patients"


def _per_patients(
    key: str,
    name: str,
    question: str,
    counted: str,
    aliases: str,
    *,
    unit: str = PER_1000,
    polarity: Polarity = Polarity.LOW_IS_GOOD,
    value_type: ValueType = ValueType.RATE,
) -> Indicator:
    return Indicator(
        key,
        name,
        question,
        unit=unit,
        counted=counted,
        against=PATIENTS,
        polarity=polarity,
        value_type=value_type,
        publisher=OPENPRESCRIBING,
        standing=True,
        aliases=aliases,
        theme=Theme.PRESCRIBING,
    )


def _share(
    key: str,
    name: str,
    question: str,
    counted: str,
    against: str,
    aliases: str,
    *,
    value_type: ValueType = ValueType.PROPORTION,
) -> Indicator:
    return Indicator(
        key,
        name,
        question,
        unit="%",
        counted=counted,
        against=against,
        polarity=Polarity.LOW_IS_GOOD,
        value_type=value_type,
        publisher=OPENPRESCRIBING,
        multiplier=100.0,
        aliases=aliases,
        theme=Theme.PRESCRIBING,
    )


ANTIBIOTICS = (
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
        aliases="antibiotics abx antibacterials antimicrobial stewardship ktt9 star-pu infections",
        theme=Theme.PRESCRIBING,
    ),
    _per_patients(
        "all_antibiotics",
        "Oral antibiotic items per 1,000 patients",
        "How many oral antibiotics do we prescribe for every 1,000 patients?",
        "oral antibiotic items",
        "antibiotics abx antibacterials antimicrobial stewardship volume infections",
    ),
    _share(
        "broad_spectrum",
        "Broad-spectrum share of oral antibiotics",
        "Of our oral antibiotics, how many are co-amoxiclav, cephalosporins or quinolones?",
        "co-amoxiclav, cephalosporin and quinolone items",
        "oral antibiotic items",
        "antibiotics abx broad spectrum cephalosporins quinolones ciprofloxacin co-amoxiclav augmentin "
        "stewardship c-diff",
    ),
    _share(
        "uti_antibiotics_3_day",
        "Longer courses among antibiotics for urinary infections",
        "Of our antibiotics commonly used for urinary infections, how many are for over three days?",
        "items for more than three days",
        "items of antibiotics commonly used for urinary infections",
        "antibiotics abx uti cystitis urine trimethoprim nitrofurantoin three day course length",
    ),
)
INHALERS = (
    _share(
        "saba",
        "Reliever share of inhalers",
        "Of our reliever and steroid inhalers, how many are short-acting relievers?",
        "short-acting reliever inhalers",
        "reliever and steroid inhalers",
        "asthma inhalers saba salbutamol ventolin blue reliever respiratory",
    ),
    _share(
        "environmental_inhalers",
        "Metered-dose share of inhalers",
        "Of our inhalers other than salbutamol, how many are metered-dose inhalers?",
        "metered-dose inhaler items",
        "inhaler items other than salbutamol",
        "inhalers mdi dpi dry powder carbon environment greener net zero respiratory",
    ),
    Indicator(
        "carbon_salbutamol",
        "Carbon footprint of salbutamol inhalers",
        "How much carbon do our salbutamol inhalers stand for, on average?",
        unit="kg CO2e per inhaler",
        counted="kg of CO2 equivalent",
        against="salbutamol inhalers",
        polarity=Polarity.LOW_IS_GOOD,
        value_type=ValueType.RATIO,
        publisher=OPENPRESCRIBING,
        aliases="inhalers carbon footprint environment greener net zero climate ventolin salbutamol",
        theme=Theme.PRESCRIBING,
    ),
    _share(
        "icsdose",
        "High-dose share of steroid inhalers",
        "Of our steroid inhalers, how many are high-dose?",
        "high-dose inhaled steroid items",
        "inhaled steroid items",
        "ics inhaled corticosteroids inhalers asthma copd respiratory high dose",
    ),
)
PAIN_AND_SLEEP = (
    _per_patients(
        "opioidper1000",
        "High-dose opioid items per 1,000 patients",
        "How many high-dose opioid items do we prescribe for every 1,000 patients?",
        "high-dose opioid items",
        "opioids opiates pain painkillers analgesia morphine fentanyl oxycodone",
    ),
    _share(
        "opioidspercent",
        "High-dose share of regular opioids",
        "Of our regular opioid items, how many are high-dose?",
        "high-dose opioid items",
        "regular opioid items",
        "opioids opiates pain painkillers analgesia morphine fentanyl oxycodone strength",
    ),
    _per_patients(
        "opioidome",
        "All opioids as morphine equivalent per 1,000 patients",
        "How much opioid do we prescribe in all, as oral morphine, for every 1,000 patients?",
        "mg of oral morphine equivalent",
        "opioids opiates pain painkillers analgesia codeine co-codamol tramadol ome total",
        unit="mg of oral morphine equivalent a month per 1,000 patients",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.RATIO,
    ),
    _per_patients(
        "gabapentinoidsddd",
        "Gabapentin and pregabalin per 1,000 patients",
        "How many daily doses of gabapentin and pregabalin do we prescribe for every 1,000 patients?",
        "defined daily doses",
        "gabapentinoids gabapentin pregabalin lyrica neuropathic pain",
        unit="defined daily doses a month per 1,000 patients",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.RATIO,
    ),
    _per_patients(
        "bdzper1000",
        "Anxiolytics and hypnotics per 1,000 patients",
        "How many daily doses of anxiolytics and hypnotics do we prescribe for every 1,000 patients?",
        "average daily quantities",
        "benzodiazepines benzos bdz z-drugs zopiclone diazepam temazepam sleeping tablets sleep "
        "insomnia anxiety hypnotics",
        unit="average daily quantities a month per 1,000 patients",
        value_type=ValueType.RATIO,
    ),
    _share(
        "ktt13_nsaids_ibuprofen",
        "Share of NSAIDs other than ibuprofen and naproxen",
        "Of our NSAID items, how many are other than ibuprofen and naproxen?",
        "NSAID items other than ibuprofen and naproxen",
        "NSAID items",
        "nsaids anti-inflammatories diclofenac cox-2 pain ktt13",
    ),
)
OTHERS = (
    _share(
        "ppidose",
        "Higher-dose share of proton pump inhibitors",
        "Of our proton pump inhibitor items, how many are higher-dose?",
        "higher-dose proton pump inhibitor items",
        "proton pump inhibitor items",
        "ppi ppis omeprazole lansoprazole reflux heartburn stomach acid gastric dyspepsia",
    ),
    _share(
        "statinintensity",
        "Low and medium intensity share of statins",
        "Of our statin items, how many are of low or medium intensity?",
        "low and medium intensity statin items",
        "statin items",
        "statins cholesterol lipids atorvastatin simvastatin cardiovascular cvd",
    ),
    _share(
        "doacs_nhse",
        "DOACs other than generic apixaban and rivaroxaban",
        "Of our DOAC items, how many are other than generic apixaban or rivaroxaban tablets?",
        "DOAC items other than generic apixaban and rivaroxaban tablets",
        "DOAC items",
        "doacs anticoagulants anticoagulation apixaban rivaroxaban edoxaban blood thinners value",
    ),
    _share(
        "seven_day_prescribing",
        "Seven-day prescriptions for long-term medicines",
        "Of the tablets we prescribe for common long-term conditions, how many are for seven days?",
        "tablets and capsules in seven-day prescriptions",
        "tablets and capsules of the same medicines",
        "seven day 7 weekly prescriptions compliance aids dosette blister packs mca",
        value_type=ValueType.RATIO,
    ),
)
MEASURES = (*ANTIBIOTICS, *INHALERS, *PAIN_AND_SLEEP, *OTHERS)
