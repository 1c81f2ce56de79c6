"""Screening and immunisation."""

from bot.domain.indicators.known.making import achieved, fingertips, share
from bot.domain.indicators.model import Polarity, Theme

CERVICAL = "cervical screening smears smear tests cytology cervix women coverage"
JABS = "immunisations vaccinations vaccines jabs imms childhood children"

SCREENING = (
    *achieved(
        93717,
        "CS005",
        "Cervical screening, 25 to 49",
        "Of our women aged 25 to 49 who can be screened, how many were in the last 3½ years?",
        counted="women screened in the last 3½ years",
        against="women aged 25 to 49 who can be screened",
        aliases=f"{CERVICAL} younger",
        theme=Theme.SCREENING,
    ),
    *achieved(
        93718,
        "CS006",
        "Cervical screening, 50 to 64",
        "Of our women aged 50 to 64 who can be screened, how many were in the last 5½ years?",
        counted="women screened in the last 5½ years",
        against="women aged 50 to 64 who can be screened",
        aliases=f"{CERVICAL} older",
        theme=Theme.SCREENING,
    ),
    share(
        fingertips(94063),
        "Breast screening, 53 to 70",
        "Of our women aged 53 to 70 who can be screened, how many were in the last three years?",
        counted="women screened in the last three years",
        against="women aged 53 to 70 who can be screened",
        aliases="breast screening mammograms mammography women coverage",
        theme=Theme.SCREENING,
        # As Fingertips has it: whether to be screened is each woman's own choice.
        polarity=Polarity.NO_JUDGEMENT,
    ),
)
IMMUNISATION = (
    *achieved(
        93924,
        "VI001",
        "Whooping cough and polio vaccine by 8 months",
        "Of our babies, how many had three doses of the DTaP vaccine before they were 8 months old?",
        counted="babies with three doses",
        against="babies who reached 8 months",
        aliases=f"{JABS} dtap diphtheria tetanus pertussis whooping cough polio six in one primary",
        theme=Theme.SCREENING,
    ),
    *achieved(
        93925,
        "VI002",
        "MMR by 18 months",
        "Of our children, how many had a first MMR between 12 and 18 months of age?",
        counted="children with a first MMR",
        against="children who reached 18 months",
        aliases=f"{JABS} mmr measles mumps rubella first dose",
        theme=Theme.SCREENING,
    ),
    *achieved(
        93926,
        "VI003",
        "Pre-school booster and second MMR by 5",
        "Of our children aged 5, how many had the booster and two doses of MMR?",
        counted="children with the booster and two doses of MMR",
        against="children who reached 5",
        aliases=f"{JABS} mmr measles mumps rubella second dose preschool booster dtap ipv",
        theme=Theme.SCREENING,
    ),
    *achieved(
        93927,
        "VI004",
        "Shingles vaccine by 80",
        "Of our patients aged 80, how many had a shingles vaccine in their seventies?",
        counted="patients who had a shingles vaccine",
        against="patients who reached 80",
        aliases="shingles zoster immunisations vaccinations vaccines jabs older elderly",
        theme=Theme.SCREENING,
    ),
)
MEASURES = (*SCREENING, *IMMUNISATION)
