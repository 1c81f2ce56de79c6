"""What a practice's patients are like. No direction is better; some of it says who its peers are."""

from bot.domain.indicators.known.making import YEAR, fingertips, share
from bot.domain.indicators.model import Indicator, Polarity, Publisher, Theme, ValueType
from bot.domain.indicators.publishers import FINGERTIPS, OPENPRESCRIBING


def _say(number: int, name: str, question: str, counted: str, aliases: str) -> Indicator:
    return share(
        fingertips(number),
        name,
        question,
        counted=counted,
        against="patients who answered the survey, weighted",
        aliases=f"{aliases} gpps gp patient survey",
        theme=Theme.OTHER,
        polarity=Polarity.NO_JUDGEMENT,
    )


def _list_size(key: str, name: str, publisher: Publisher, period_months: int) -> Indicator:
    return Indicator(
        key,
        name,
        "How many patients are registered with us?",
        unit="patients",
        counted="registered patients",
        against="practice",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.SCORE,
        publisher=publisher,
        period_months=period_months,
        aliases="list size how big registered patients population",
        theme=Theme.OTHER,
    )


TRAITS = (
    _list_size(fingertips(114), "List size", FINGERTIPS, YEAR),
    _list_size("op_total_list_size", "List size by month", OPENPRESCRIBING, 1),
    Indicator(
        fingertips(93553),
        "Deprivation score of the patients (IMD 2019)",
        "How deprived are the areas that our patients live in?",
        unit="(higher is more deprived)",
        counted="the score",
        against="practice",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.SCORE,
        publisher=FINGERTIPS,
        period_months=YEAR,
        aliases="deprivation deprived imd index multiple deprivation poverty inequalities",
        theme=Theme.OTHER,
    ),
    share(
        fingertips(93468),
        "Patients aged 65 and over",
        "How many of our patients are aged 65 and over?",
        counted="patients aged 65 and over",
        against="registered patients",
        aliases="age older elderly over 65 65+ population",
        theme=Theme.OTHER,
        polarity=Polarity.NO_JUDGEMENT,
    ),
)
OTHERS = (
    share(
        fingertips(91547),
        "Smokers, 15 and over",
        "How many of our patients of 15 and over smoke, as we have recorded it?",
        counted="patients recorded as smokers",
        against="patients of 15 and over whose smoking status is known",
        aliases="smoking smokers prevalence tobacco cigarettes",
        theme=Theme.OTHER,
        polarity=Polarity.LOW_IS_GOOD,
    ),
    _say(
        351,
        "Patients with a long-standing condition",
        "How many of our patients say that they have a long-standing health condition?",
        "patients who say that they have one",
        "long standing long-term conditions ltc chronic illness multimorbidity",
    ),
    _say(
        352,
        "Patients who care for somebody",
        "How many of our patients say that they look after somebody?",
        "patients who say that they do",
        "carers caring responsibility",
    ),
    _say(
        353,
        "Patients in work or full-time education",
        "How many of our patients are in paid work or in full-time education?",
        "patients who say that they are",
        "employment employed working students education",
    ),
    _say(
        354,
        "Patients without work",
        "How many of our patients say that they are unemployed?",
        "patients who say that they are",
        "unemployed unemployment jobless",
    ),
)
MEASURES = (*TRAITS, *OTHERS)
