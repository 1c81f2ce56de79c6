"""Chat: how much of the labelled sentences is understood, how exactly, and how fast."""

import time

from bot.domain.talking import read
from tests.load.figures import Figure
from tests.support.talking import NOW, ZONE, scored, sentences, vocabulary

TIMES = 5


async def measure(quick: bool) -> list[Figure]:
    said = sentences()
    speed = _speed([each.text for each in said], 1 if quick else TIMES)
    parts = sorted({each.part for each in said})
    score = scored(said)
    by_part = {part: scored([each for each in said if each.part == part]) for part in parts}
    return [
        Figure(
            "chat_intent_accuracy",
            [score.intents],
            "share of sentences",
            ">= 0.95",
            {
                "sentences": score.sentences,
                "by_part": {part: round(each.intents, 4) for part, each in by_part.items()},
            },
        ),
        Figure(
            "chat_slot_accuracy",
            [score.exactness],
            "share of what was said with it",
            ">= 0.9",
            {
                "slots": score.slots,
                "by_part": {part: round(each.exactness, 4) for part, each in by_part.items()},
            },
        ),
        speed,
    ]


def _speed(said: list[str], times: int) -> Figure:
    """In our own time of the processor, so that a busy machine does not count; the first apart."""
    begun = time.process_time()
    read(said[0], NOW, ZONE, vocabulary())
    first = (time.process_time() - begun) * 1000
    samples = []
    for text in said * times:
        begun = time.process_time()
        read(text, NOW, ZONE, vocabulary())
        samples.append((time.process_time() - begun) * 1000)
    return Figure("chat_read_ms", samples, "ms", "<= 3", {"first": round(first, 2)})
