"""Words that somebody gave, as the topic of a session: screened before they are taken over."""

import re
from html import unescape

from bot.blocks.text import listed
from bot.domain.screening import kinds_found
from bot.domain.sessions.choice import Wanted

OF_A_MESSAGE = 80  # characters that are proposed as a topic


def about(text: str, channel: str | None, most: int = OF_A_MESSAGE) -> Wanted:
    """The first words, unless a person could be recognised in the whole."""
    words = plain(text)
    kinds = kinds_found(words)
    if kinds:
        found = listed([each.words for each in kinds])
        note = (
            f"What was written looks as if it has {found} in it, so nothing of it is taken over. "
            "Please write the topic without anything that could identify a person."
        )
        return Wanted(channel=channel, note=note)
    return Wanted(first_words(words, most), channel)


def plain(text: str) -> str:
    """Without Slack's own marks: mentions are left out, links and channels are their words."""
    text = re.sub(r"<[@!][^>]*>", " ", text)
    text = re.sub(r"<#[^|>]*\|([^>]*)>", r"#\1", text)
    text = re.sub(r"<[^|>]*\|([^>]*)>", r"\1", text)
    return unescape(re.sub(r"<([^>]*)>", r"\1", text))


def first_words(text: str, most: int) -> str:
    """The first sentence, as far as it is a topic."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    first = next((line for line in lines if line), "")
    sentence = re.split(r"(?<=[.!?])\s", first)[0].strip(" *_~`>").rstrip(".!")
    if len(sentence) <= most:
        return sentence
    return f"{sentence[: most - 1].rsplit(' ', 1)[0]}…"
