"""What is said to a sentence: in one breath, with a button that says what it does, within Slack's limits."""

from dataclasses import replace
from datetime import date

import pytest

from bot.blocks import ids, talking
from bot.blocks import pausing as say_pausing
from bot.blocks.text import MESSAGE_TEXT
from bot.domain.delivery import Message
from bot.domain.indicators import CATALOGUE
from bot.domain.screening import Kind
from bot.domain.talking import Intent, Slots, Understood, Vocabulary
from bot.domain.talking.handing import HandedOver
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.whole import problems_of

TODAY = date(2026, 11, 24)
TWO = tuple(CATALOGUE.values())[:2]
NAMES = Vocabulary(indicators=TWO)


def buttons(message: Message) -> dict[str, str]:
    """By what they say, the line that they do."""
    found = {}
    for block in message.blocks:
        for each in block.get("elements", ()) if block["type"] == "actions" else ():
            handed = HandedOver.from_text(each["value"])
            assert handed is not None
            found[each["text"]["text"]] = handed.line
    return found


def test_everything_that_can_be_asked_for_has_a_name_of_its_own() -> None:
    assert set(talking.NAMES) == set(Intent)
    assert len(set(talking.NAMES.values())) == len(Intent)
    assert set(talking.DOES) <= set(Intent)


@pytest.mark.parametrize(
    ("intent", "label"),
    [
        (Intent.COMPARE, "Show me"),
        (Intent.SCHEDULE, "Open the form"),
        (Intent.SESSION_EXPORT, "Send me the file"),
        (Intent.DAYS_OFF, "Set it up"),
    ],
)
def test_the_button_says_what_it_does(intent: Intent, label: str) -> None:
    understood = Understood(intent)
    message = talking.render_understood([understood], NAMES, TODAY)
    assert buttons(message) == {label: understood.command}
    assert "Nothing happens before you press" in message.text


def test_two_figures_are_told_apart_by_their_names() -> None:
    each = [Understood(Intent.COMPARE, Slots(indicator=one.key)) for one in TWO]
    assert set(buttons(talking.render_understood(each, NAMES, TODAY))) == {one.name for one in TWO}


def test_two_things_to_do_are_told_apart_by_what_they_are() -> None:
    each = [Understood(Intent.SCHEDULE), Understood(Intent.TIMES)]
    shown = buttons(talking.render_understood(each, NAMES, TODAY))
    assert list(shown) == ["Set up a peer session", "Find a time"]


def test_what_is_not_understood_has_three_ways_on_and_help() -> None:
    offered = [Understood(each) for each in (Intent.COMPARE, Intent.SCHEDULE, Intent.HOME)]
    message = talking.render_not_understood(offered)
    assert message.blocks[0]["text"]["text"].endswith("Did you mean:")
    assert list(buttons(message).values())[-1] == "/peerbot help"
    assert len(buttons(message)) == talking.MOST_BUTTONS
    for name in list(buttons(message))[:3]:
        assert name in message.text


def test_who_may_not_gets_the_sentence_and_no_button() -> None:
    refusal = "To match practices you need to be a clinical lead. You could ask <@U1>."
    message = talking.render_refused(Understood(Intent.MATCH), NAMES, TODAY, refusal)
    assert refusal in message.text
    assert buttons(message) == {}


def test_of_an_identifier_only_the_kind_is_said() -> None:
    message = talking.render_not_kept([Kind.NHS_NUMBER])
    assert "an NHS number" in message.text
    assert buttons(message) == {}


def test_what_somebody_wrote_is_safe_and_whom_they_named_is_shown() -> None:
    slots = Slots(topic="<!channel> *falls* & more", channel="C0NORTH", people=("U101",))
    said = talking.sentence(Understood(Intent.SCHEDULE, slots), NAMES, TODAY)
    assert "<!" not in said
    off = Understood(Intent.DAYS_OFF, Slots(words="Monday, Friday"))
    assert "Monday and Friday" in talking.sentence(off, NAMES, TODAY)


def everything() -> list[Message]:
    long = Slots(topic="<T>&" * 200, words="<W>" * 200, indicator_words="<I>" * 40)
    each = [Understood(intent, long) for intent in Intent]
    return [
        *(talking.render_understood([one], NAMES, TODAY) for one in each),
        *(talking.render_understood([one, replace(each[0])], NAMES, TODAY) for one in each[1:]),
        talking.render_not_understood(each[:3]),
        talking.render_hello(),
        talking.render_thanks(),
        talking.render_not_kept(list(Kind)),
        say_pausing.render_snoozed(TODAY),
        say_pausing.render_awake(),
        say_pausing.render_days_off([0, 4]),
        say_pausing.render_days_off([]),
    ]


def test_slack_takes_all_of_it() -> None:
    for message in everything():
        assert list(problems_of(list(message.blocks), MESSAGE, "/blocks")) == []
        assert 0 < len(message.text) <= MESSAGE_TEXT


def test_every_button_in_a_message_has_an_id_of_its_own() -> None:
    for message in everything():
        actions = [
            each["action_id"]
            for block in message.blocks
            if block["type"] == "actions"
            for each in block["elements"]
        ]
        assert len(set(actions)) == len(actions) <= talking.MOST_BUTTONS
        assert all(each.startswith(ids.TALK_DO) for each in actions)
