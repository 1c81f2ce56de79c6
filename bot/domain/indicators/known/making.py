"""How entries of the catalogue are put together: a share of patients, published once or twice."""

from bot.domain.indicators.model import Indicator, Polarity, Publisher, Theme, ValueType
from bot.domain.indicators.publishers import FINGERTIPS, QOF

YEAR = 12  # months
BP = "bp blood pressure in range control"
"""What measures of blood pressure are found by, of whatever condition."""


def fingertips(number: int) -> str:
    return f"ft_{number}"


def qof(code: str) -> str:
    return f"qof_{code.lower()}"


def share(
    key: str,
    name: str,
    question: str,
    *,
    counted: str,
    against: str,
    aliases: str,
    theme: Theme,
    polarity: Polarity,
    publisher: Publisher = FINGERTIPS,
    period_months: int = YEAR,
) -> Indicator:
    """Some of the same things, in per cent."""
    return Indicator(
        key,
        name,
        question,
        unit="%",
        counted=counted,
        against=against,
        polarity=polarity,
        value_type=ValueType.PROPORTION,
        publisher=publisher,
        multiplier=100.0,
        period_months=period_months,
        aliases=aliases,
        theme=theme,
    )


def achieved(
    number: int | None,
    code: str | None,
    name: str,
    question: str,
    *,
    counted: str,
    against: str,
    aliases: str,
    theme: Theme = Theme.LONG_TERM_CONDITIONS,
) -> tuple[Indicator, ...]:
    """A QOF measure, from Fingertips (by its number) and from NHS England's own files (by its code).

    They differ: Fingertips counts patients with a personalised care adjustment (PCA) in the
    denominator, while achievement as NHS England publishes it leaves them out.
    """
    made = []
    if number is not None:
        made.append(
            share(
                fingertips(number),
                name,
                question,
                counted=counted,
                against=f"{against}, those with a PCA included",
                aliases=f"{aliases} qof",
                theme=theme,
                polarity=Polarity.HIGH_IS_GOOD,
            )
        )
    if code is not None:
        made.append(
            share(
                qof(code),
                f"{name} (QOF {code})",
                question,
                counted=counted,
                against=f"{against}, those with a PCA left out",
                aliases=f"{aliases} qof achievement",
                theme=theme,
                polarity=Polarity.HIGH_IS_GOOD,
                publisher=QOF,
            )
        )
    return tuple(made)
