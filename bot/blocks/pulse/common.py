"""What all files of a counted round say alike: what it is called, what is hidden and why, the rules."""

from collections.abc import Iterable

from bot.blocks.pulse.words import GROUP_WORDS
from bot.blocks.text import listed
from bot.domain.disclosure import Audience, Hidden, Reason
from bot.domain.results import Figures, Report

PRIVACY = (
    "Answers were counted and deleted when the pulse closed, and with them who had answered. Only what "
    "may be shown was kept, and only that is here."
)
RULES = (
    "No figure is about fewer than {k} people. Leaders and members are shown apart only where that does "
    "not show what fewer than {k} others said. Where nearly everybody gave the same answer, only “8 in "
    "10 or more” or “9 in 10 or more” is told, so that nobody’s answer shows. What people wrote is in "
    "an order of chance."
)


def heading(report: Report) -> str:
    """``Pulse 12: Ownership, four questions``."""
    round_ = report.round
    return f"Pulse {round_.id}: {round_.title}" if round_.title else f"Pulse {round_.id}"


def rules_words(report: Report) -> str:
    return RULES.format(k=report.round.k)


def hidden_words(report: Report) -> dict[Reason, tuple[str, str]]:
    """For each reason what is hidden by it, and why, in words."""
    places: dict[Reason, dict[Audience, list[Figures]]] = {}
    for figures in report.results.figures:
        for audience in audiences(figures):
            shown = figures.of(audience)
            if isinstance(shown, Hidden):
                places.setdefault(shown.reason, {}).setdefault(audience, []).append(figures)
    return {
        reason: (_places(report, found), sentence_of(reason, report.round.k))
        for reason, found in places.items()
    }


def audiences(figures: Figures) -> Iterable[Audience]:
    """Whom a question is told of: what people wrote, of everyone alone."""
    return (Audience.EVERYONE,) if figures.question.is_text else Audience


def sentence_of(reason: Reason, k: int) -> str:
    """``Fewer than 5 answers.``"""
    return f"{capital(reason.sentence(k).removeprefix('hidden: '))}."


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _places(report: Report, found: dict[Audience, list[Figures]]) -> str:
    return "; ".join(
        f"{GROUP_WORDS[audience]}: {_questions(report, figures)}"
        for audience, figures in found.items()
    )


def _questions(report: Report, figures: list[Figures]) -> str:
    every = [each for each in report.results.figures if not each.question.is_text]
    if figures == every:
        return "every question" if len(every) > 1 else every[0].question.short
    return listed([f"“{each.question.short}”" for each in figures])
