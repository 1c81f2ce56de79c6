"""Referrals, A&E attendances and admissions.

Fingertips has them by practice for cancer and for small children only. A group's own returns, which
are not published, come in as a plain table under the keys that begin with ``local_``.
"""

from bot.domain.indicators.known.making import YEAR, fingertips, share
from bot.domain.indicators.model import Indicator, Polarity, Publisher, Theme, ValueType
from bot.domain.indicators.publishers import FINGERTIPS, LOCAL

USC = "2ww two week wait usc fast track urgent suspected cancer referrals"


def _rate(
    key: str,
    name: str,
    question: str,
    counted: str,
    aliases: str,
    theme: Theme,
    *,
    of: str,
    whom: str = "patients",
    per: int = 1000,
    publisher: Publisher = FINGERTIPS,
    period_months: int = YEAR,
    polarity: Polarity = Polarity.NO_JUDGEMENT,
) -> Indicator:
    often = " a month" if period_months == 1 else ""
    unit = f"{of}{often} per {per:,} {whom}"
    return Indicator(
        key,
        name,
        question,
        unit=unit,
        counted=counted,
        against=f"registered {whom}",
        polarity=polarity,
        value_type=ValueType.RATE,
        publisher=publisher,
        multiplier=float(per),
        standing=True,
        period_months=period_months,
        aliases=aliases,
        theme=theme,
        public=publisher is not LOCAL,
    )


REFERRALS = (
    Indicator(
        fingertips(91344),
        "Urgent suspected cancer referrals, allowing for age and sex",
        "How many urgent suspected cancer referrals do we make, given our patients' age and sex?",
        unit="(England is 100)",
        counted="urgent suspected cancer referrals",
        against="expected from the age and sex of the patients",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.RATIO,
        publisher=FINGERTIPS,
        multiplier=100.0,
        standing=True,
        period_months=YEAR,
        aliases=f"{USC} standardised ratio",
        theme=Theme.REFERRALS,
    ),
    _rate(
        fingertips(91882),
        "Urgent suspected cancer referrals per 100,000 patients",
        "How many urgent suspected cancer referrals do we make for every 100,000 patients?",
        "urgent suspected cancer referrals",
        f"{USC} rate",
        Theme.REFERRALS,
        of="referrals",
        per=100_000,
    ),
    share(
        fingertips(91845),
        "Cancer found after urgent suspected cancer referral",
        "Of our urgent suspected cancer referrals, how many led to a diagnosis of cancer?",
        counted="referrals that led to a diagnosis of cancer",
        against="urgent suspected cancer referrals",
        aliases=f"{USC} conversion rate yield",
        theme=Theme.REFERRALS,
        polarity=Polarity.NO_JUDGEMENT,
    ),
    share(
        fingertips(91347),
        "Cancers that came by urgent suspected cancer referral",
        "Of our patients' newly treated cancers, how many came by an urgent suspected cancer referral?",
        counted="cancers after an urgent suspected cancer referral",
        against="newly treated cancers",
        aliases=f"{USC} detection rate route to diagnosis",
        theme=Theme.REFERRALS,
        polarity=Polarity.NO_JUDGEMENT,
    ),
    _rate(
        "local_referrals",
        "Outpatient referrals per 1,000 patients",
        "How many patients do we refer to an outpatient clinic, for every 1,000 registered?",
        "outpatient referrals",
        "referrals outpatients first appointments consultant secondary care specialist",
        Theme.REFERRALS,
        of="referrals",
        publisher=LOCAL,
        period_months=1,
    ),
    _rate(
        "local_advice",
        "Advice and guidance requests per 1,000 patients",
        "How often do we ask specialists for advice and guidance, for every 1,000 patients?",
        "advice and guidance requests",
        "advice guidance a&g specialist ers",
        Theme.REFERRALS,
        of="requests",
        publisher=LOCAL,
        period_months=1,
    ),
)
HOSPITAL_USE = (
    _rate(
        fingertips(93930),
        "A&E attendances of children under 5",
        "How often do our children under 5 go to A&E, for every 1,000 of them?",
        "A&E attendances of children under 5",
        "a&e accident and emergency department casualty ed children under five 0-4 paediatric babies "
        "toddlers",
        Theme.HOSPITAL_USE,
        of="attendances",
        whom="children under 5",
    ),
    _rate(
        fingertips(91355),
        "Emergency admissions with cancer per 100,000 patients",
        "How many emergency admissions of people with cancer are there per 100,000 of our patients?",
        "emergency admissions with cancer",
        "emergency admissions cancer hospital unplanned non-elective",
        Theme.HOSPITAL_USE,
        of="admissions",
        per=100_000,
    ),
    _rate(
        "local_ae_attendances",
        "A&E attendances per 1,000 patients",
        "How often do our patients go to A&E, for every 1,000 registered?",
        "A&E attendances",
        "a&e accident and emergency department casualty ed attendances urgent care",
        Theme.HOSPITAL_USE,
        of="attendances",
        publisher=LOCAL,
        period_months=1,
    ),
    _rate(
        "local_emergency_admissions",
        "Emergency admissions per 1,000 patients",
        "How many emergency admissions do our patients have, for every 1,000 registered?",
        "emergency admissions",
        "emergency admissions unplanned non-elective nel hospital",
        Theme.HOSPITAL_USE,
        of="admissions",
        publisher=LOCAL,
        period_months=1,
    ),
    _rate(
        "local_acs_admissions",
        "Emergency admissions that care outside hospital may prevent",
        "How often are our patients admitted for conditions that care outside hospital can prevent?",
        "emergency admissions for ambulatory care sensitive conditions",
        "acs acsc ambulatory care sensitive avoidable preventable emergency admissions hospital",
        Theme.HOSPITAL_USE,
        of="admissions",
        publisher=LOCAL,
        period_months=1,
        polarity=Polarity.LOW_IS_GOOD,
    ),
)
MEASURES = (*REFERRALS, *HOSPITAL_USE)
