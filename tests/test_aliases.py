"""``/peerbot pulse new`` is ``/pulse new``, for every command there is: another app may own the name."""

import pytest

from bot.app import create_router
from bot.blocks import ids
from bot.payloads import ASKED_AS, Body, as_typed

ROUTER = create_router()
SHORT = [
    (each.command, each.word)
    for lines in ROUTER.subcommands.values()
    for each in lines
    if each.command != ids.PEERBOT
]


def said(command: str, text: str) -> Body:
    body = {"command": command, "text": text}
    ROUTER.unfold(body)
    return body


@pytest.mark.parametrize(("command", "word"), SHORT)
@pytest.mark.parametrize("words", ["", "  Falls  and more "])
def test_every_subcommand_is_reached_by_both_forms(command: str, word: str, words: str) -> None:
    short = said(command, f"{word} {words}")
    long = said(ids.PEERBOT, f" {command[1:].title()}  {word} {words}")
    assert ROUTER.find(long) is ROUTER.find(short) is not None
    assert ROUTER.name_of(long) == ROUTER.name_of(short)
    assert ROUTER.words_of(long) == ROUTER.words_of(short)
    assert ASKED_AS not in short
    assert long[ASKED_AS] == f"/peerbot {command[1:]}"


@pytest.mark.parametrize("text", ["", "help pulse", "peerbot", "peers", "dance", "roles"])
def test_what_is_peerbots_own_stays_its_own(text: str) -> None:
    assert said(ids.PEERBOT, text) == {"command": ids.PEERBOT, "text": text}


def test_a_sentence_names_commands_in_the_form_that_was_used() -> None:
    sentence = "Ask again with `/compare`, or `/peer list`; `/peerbot help` says more."
    assert as_typed(sentence, said(ids.PULSE, "list")) == sentence
    assert as_typed(sentence, said(ids.PEERBOT, "pulse list")) == (
        "Ask again with `/peerbot compare`, or `/peerbot peer list`; `/peerbot help` says more."
    )
