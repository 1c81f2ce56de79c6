"""What was understood, in one plain sentence."""

from datetime import date

from bot.domain.talking.model import Understood, Vocabulary


def say(understood: Understood, vocabulary: Vocabulary, today: date) -> str:
    return f"Do {understood.command}."
