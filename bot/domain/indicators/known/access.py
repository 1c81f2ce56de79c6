"""Access and patients' experience, from the GP Patient Survey as Fingertips has it."""

from bot.domain.indicators.known.making import fingertips, share
from bot.domain.indicators.model import Indicator, Polarity, Theme

SURVEY = "gpps gp patient survey satisfaction access"


def _asked(number: int, name: str, question: str, counted: str, aliases: str) -> Indicator:
    return share(
        fingertips(number),
        name,
        question,
        counted=counted,
        against="patients who answered the survey, weighted",
        aliases=f"{aliases} {SURVEY}",
        theme=Theme.ACCESS,
        polarity=Polarity.HIGH_IS_GOOD,
    )


MEASURES = (
    _asked(
        93438,
        "Good experience of the practice",
        "Of our patients, how many say that their experience of the practice is good?",
        "patients who say good or very good",
        "experience overall happy with practice surgery positive recommend",
    ),
    _asked(
        349,
        "Good experience of making an appointment",
        "Of our patients, how many say that making an appointment was a good experience?",
        "patients who say good or very good",
        "appointments booking making an appointment getting seen experience",
    ),
    _asked(
        1942,
        "Easy to get through on the phone",
        "Of our patients, how many find it easy to get through to us on the phone?",
        "patients who say easy",
        "phone telephone calls getting through answering lines 8am rush",
    ),
    _asked(
        93442,
        "Satisfied with appointment times",
        "Of our patients, how many are satisfied with the appointment times that we have?",
        "patients who say satisfied",
        "appointments times opening hours evenings weekends extended access",
    ),
)
