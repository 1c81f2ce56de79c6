"""What the bot says to a sentence: what it understood, and a button; nothing happens before that."""

import re
from collections.abc import Sequence
from datetime import date

from bot.blocks import ids
from bot.blocks.kit import Element, actions, button, context, section
from bot.blocks.text import BUTTON_TEXT, MESSAGE_TEXT, either, escape, listed, truncate
from bot.domain.delivery import Message
from bot.domain.screening import Kind
from bot.domain.talking import Intent, Understood, Vocabulary, say
from bot.domain.talking.handing import HandedOver, handed_over

MOST_BUTTONS = 4
HELP = HandedOver("/peerbot help")
EXAMPLES = "“how do we compare on antibiotics?” or “set up a session on falls next Tuesday at 1pm”"

NAMES = {
    Intent.PULSE_NEW: "Start a pulse",
    Intent.PULSE_LIST: "The pulses",
    Intent.PULSE_SUMMARY: "What a pulse showed",
    Intent.PULSE_EXPORT: "A pulse as a file",
    Intent.PULSE_QUESTIONS: "Write your own questions",
    Intent.COMPARE: "How your practice compares",
    Intent.INDICATORS: "What there are figures on",
    Intent.POST: "Post figures to a channel",
    Intent.PEERS: "How your peers were chosen",
    Intent.SHARING: "Who sees your practice’s figures",
    Intent.CHALLENGES: "Figures that are questioned",
    Intent.CHALLENGE: "Question a figure",
    Intent.MONTHLY: "Figures every month",
    Intent.SCHEDULE: "Set up a peer session",
    Intent.MATCH: "Match practices",
    Intent.TIMES: "Find a time",
    Intent.SESSIONS: "Your peer sessions",
    Intent.ACTIONS: "Open actions",
    Intent.RECORD_ACTION: "Record an action",
    Intent.BARRIERS: "Barriers for the group",
    Intent.LEARN: "What you would like to learn",
    Intent.APART: "Whom not to be matched with",
    Intent.NOTES: "Your CPD notes",
    Intent.RULES: "The ground rules",
    Intent.SESSION_SUMMARY: "Sessions in figures",
    Intent.SESSION_EXPORT: "Sessions as tables",
    Intent.HELP: "What I can do",
    Intent.ANONYMITY: "Who sees what",
    Intent.MESSAGES: "Messages that did not arrive",
    Intent.SETUP: "Set Peerbot up",
    Intent.ROLES: "Who has which role",
    Intent.PRACTICE: "Where you work",
    Intent.PEOPLE: "Who works where",
    Intent.MY_DATA: "Everything about you",
    Intent.FORGET_ME: "Be forgotten",
    Intent.PRIVACY: "The privacy notice",
    Intent.CONCERN: "Raise a concern",
    Intent.AUDIT: "The audit log",
    Intent.RETENTION: "What was deleted when",
    Intent.SNOOZE: "Snooze me",
    Intent.DAYS_OFF: "Your days off",
    Intent.HOME: "Your Home tab",
}
"""What a button is called where there are several."""

FORM, FILE, SHOW = "Open the form", "Send me the file", "Show me"
DOES = {
    Intent.PULSE_NEW: FORM,
    Intent.PULSE_EXPORT: FILE,
    Intent.PULSE_QUESTIONS: FORM,
    Intent.POST: FORM,
    Intent.MONTHLY: FORM,
    Intent.SCHEDULE: FORM,
    Intent.MATCH: FORM,
    Intent.TIMES: FORM,
    Intent.RECORD_ACTION: FORM,
    Intent.LEARN: FORM,
    Intent.APART: FORM,
    Intent.SESSION_EXPORT: FILE,
    Intent.MY_DATA: FILE,
    Intent.SNOOZE: "Snooze",
    Intent.DAYS_OFF: "Set it up",
}
"""What a button says that it does, where it is the only one and does more than show something."""


def render_understood(
    choices: Sequence[Understood], vocabulary: Vocabulary, today: date
) -> Message:
    """What was understood, and its button; with a second choice where it can mean two things."""
    sentences = dict.fromkeys(sentence(each, vocabulary, today) for each in choices)
    words = f"{UNDERSTOOD}{f'{OR}'.join(f'{QUOTE}{each}' for each in sentences)}"
    if len(choices) == 1:
        buttons = [_button(0, does(choices[0]), handed_over(choices[0]), "primary")]
    else:
        labels = _labels(choices, vocabulary)
        buttons = [
            _button(place, label, handed_over(each))
            for place, (each, label) in enumerate(zip(choices, labels, strict=True))
        ]
    nothing = "Nothing happens before you press a button."
    return Message(
        truncate(f"{words.replace(QUOTE, ' ')} {nothing}", MESSAGE_TEXT),
        (
            section(words),
            actions(buttons),
            context(f"{nothing} If I have it wrong, say it in other words."),
        ),
    )


def sentence(understood: Understood, vocabulary: Vocabulary, today: date) -> str:
    """With what somebody wrote made safe, and people and channels as Slack shows them."""
    slots = understood.slots
    if understood.intent is Intent.DAYS_OFF and slots.words:
        days = listed(slots.words.split(", "))
        return f"Keep {escape(days)} free: nothing comes then that you did not ask for."
    said = escape(say(understood, vocabulary, today))
    return _NAMED.sub(r"<\1>", said)


_NAMED = re.compile(r"&lt;([#@][UWCG][A-Z0-9]+)&gt;")
UNDERSTOOD = "I understood this:"
OR = "\nOr did you mean this?"
QUOTE = "\n>"


def does(understood: Understood) -> str:
    return DOES.get(understood.intent, SHOW)


def _labels(choices: Sequence[Understood], vocabulary: Vocabulary) -> list[str]:
    """By what is different: the figures, or what is done."""
    if len({each.intent for each in choices}) > 1:
        return [NAMES[each.intent] for each in choices]
    named = {each.key: each.name for each in vocabulary.indicators}
    return [named.get(each.slots.indicator or "", NAMES[each.intent]) for each in choices]


def _button(place: int, label: str, handed: HandedOver, style: str | None = None) -> Element:
    action = f"{ids.TALK_DO}{place}"
    return button(action, truncate(label, BUTTON_TEXT), handed.to_text(), style=style)


def render_refused(
    understood: Understood, vocabulary: Vocabulary, today: date, refusal: str
) -> Message:
    """What was understood, and who may do it."""
    words = f"{UNDERSTOOD}{QUOTE}{sentence(understood, vocabulary, today)}\n{refusal}"
    return Message(truncate(words.replace(QUOTE, " "), MESSAGE_TEXT), (section(words),))


def render_not_understood(offered: Sequence[Understood]) -> Message:
    names = [NAMES[each.intent] for each in offered]
    question = "I am not sure what you would like. Did you mean:"
    buttons = [
        _button(place, name, handed_over(each))
        for place, (each, name) in enumerate(zip(offered, names, strict=True))
    ]
    buttons.append(_button(len(offered), "All I can do", HELP))
    return Message(
        f"{question} {either([f'“{each}”' for each in names])}? `/peerbot help` lists all I can do.",
        (
            section(question),
            actions(buttons),
            context(f"You can write in your own words, for example {EXAMPLES}."),
        ),
    )


def render_hello() -> Message:
    words = (
        f"Hello! You can write to me in your own words, for example {EXAMPLES}. I say what I "
        "understood, and nothing happens before you press a button."
    )
    buttons = [_button(0, "All I can do", HELP)]
    return Message(words, (section(words), actions(buttons)))


def render_thanks() -> Message:
    words = "You are welcome. I am here whenever you need me."
    return Message(words, (section(words),))


def render_not_kept(kinds: Sequence[Kind]) -> Message:
    found = listed([each.words for each in kinds])
    words = (
        f"What you wrote looks as if it has {found} in it, so I have kept none of it. Please delete "
        "your message, and ask again without anything that could identify a person."
    )
    return Message(words, (section(words),))


OLD_BUTTON = (
    "That button is from before I was last updated. Please write to me again what you would like."
)
