"""How many patients have a condition: a fact about the patients as much as about who looked for it.

So neither direction is better. Fingertips' numbers; NHS England's groups as in its QOF files.
"""

from collections.abc import Iterator

from bot.domain.indicators.known.making import fingertips, qof, share
from bot.domain.indicators.model import Indicator, Polarity, Theme
from bot.domain.indicators.publishers import FINGERTIPS, QOF

# Fingertips' number, QOF's group, the condition, whose it can be, words it is found by.
_CONDITIONS = (
    (241, "DM", "diabetes", "patients of 17 and over", "diabetics t2dm type 2 sugar"),
    (93797, "NDH", "pre-diabetes", "patients of 18 and over", "ndh non-diabetic hyperglycaemia"),
    (219, "HYP", "hypertension", "patients", "bp high blood pressure htn"),
    (273, "CHD", "coronary heart disease", "patients", "chd ihd angina cvd"),
    (262, "HF", "heart failure", "patients", "hf cvd"),
    (280, "AF", "atrial fibrillation", "patients", "af cvd"),
    (212, "STIA", "stroke or TIA", "patients", "stia strokes cvd"),
    (92590, "PAD", "peripheral arterial disease", "patients", "pad pvd cvd"),
    (258, "CKD", "chronic kidney disease", "patients of 18 and over", "ckd kidneys renal"),
    (90933, "AST", "asthma", "patients of 6 and over", "respiratory lungs"),
    (253, "COPD", "COPD", "patients", "chronic obstructive respiratory lungs emphysema"),
    (276, "CAN", "cancer", "patients", "cancers"),
    (294, "PC", "palliative care needs", "patients", "supportive end of life eol"),
    (848, "DEP", "depression", "patients of 18 and over", "depressed low mood mental health"),
    (90581, "MH", "severe mental illness", "patients", "smi psychosis schizophrenia bipolar"),
    (247, "DEM", "dementia", "patients", "alzheimers memory"),
    (200, "LD", "a learning disability", "patients", "ld learning disabilities"),
    (224, "EP", "epilepsy", "patients of 18 and over", "seizures fits"),
    (92588, "OB", "obesity", "patients of 18 and over", "obese weight bmi"),
    (91269, "RA", "rheumatoid arthritis", "patients of 16 and over", "ra joints"),
    (90443, "OST", "osteoporosis", "patients of 50 and over", "fragility fractures bones"),
)


def _made() -> Iterator[Indicator]:
    for number, group, condition, whom, aliases in _CONDITIONS:
        short = condition.removeprefix("a ")
        name = f"{short[0].upper()}{short[1:]}: how many patients have it"
        for key, called, publisher in (
            (fingertips(number), name, FINGERTIPS),
            (f"{qof(group)}_prevalence", f"{name} (QOF {group})", QOF),
        ):
            yield share(
                key,
                called,
                f"How many of our {whom} are on the register for {condition}?",
                counted=f"patients on the register for {condition}",
                against=whom,
                aliases=f"{aliases} prevalence register how common qof",
                theme=Theme.LONG_TERM_CONDITIONS,
                polarity=Polarity.NO_JUDGEMENT,
                publisher=publisher,
            )


MEASURES = tuple(_made())
