"""What was understood, in one plain sentence that shows the date, so that a slip is seen in time."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time

from bot.domain.schedule.vocabulary import MONTHS, WEEKDAYS, say_clock, say_list
from bot.domain.talking.model import Intent, Slots, Understood, Vocabulary

LONGEST = 150  # characters of what somebody wrote


def say(understood: Understood, vocabulary: Vocabulary, today: date) -> str:
    """``See how your practice compares on antibiotic prescribing.``

    As Slack's mrkdwn: people and channels are mentions, what somebody wrote is escaped already.
    """
    slots = understood.slots
    words = _SAYS.get(understood.intent)
    said = words(slots, vocabulary, today) if words else _PLAIN[understood.intent]
    return f"{' '.join(said.split())}."


def say_day(day: date, today: date) -> str:
    """``Tuesday 1 December``; with the year where it is another."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


_PLAIN = {
    Intent.PULSE_QUESTIONS: "Write your own questions for a pulse",
    Intent.INDICATORS: "See which figures there are to compare",
    Intent.CHALLENGES: "See which figures are being questioned, and the answers",
    Intent.SHARING: "See what others see of your practice's figures, and change it",
    Intent.ACTIONS: "See the actions that are still open, yours first",
    Intent.NOTES: "See your own CPD notes, which only you can open",
    Intent.RULES: "Read the ground rules of peer sessions",
    Intent.ANONYMITY: "Read who can see what of an answer: nobody can be told who said what",
    Intent.MESSAGES: "See which messages did not arrive, and which are on their way",
    Intent.SETUP: "Open the set-up of Peerbot and its settings",
    Intent.MY_DATA: "Get everything that Peerbot keeps about you, as a file",
    Intent.FORGET_ME: "Have Peerbot forget you; you see first what goes and what must stay",
    Intent.PRIVACY: "Read the privacy notice",
    Intent.AUDIT: "See the audit log: who changed, exported or looked at what",
    Intent.RETENTION: "See how long things are kept, and what was deleted when",
    Intent.DAYS_OFF: "Say on which days you do not work, so that Peerbot is quiet on them",
    Intent.HOME: "See what waits for you on the Home tab",
    Intent.SESSION_EXPORT: "Get sessions, actions and barriers as tables",
}


def _new_pulse(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    asked = f": “{_cut(slots.words)}”" if slots.words else ""
    often = f", {_small(slots.repeats)}" if slots.repeats else ""
    return f"Start a pulse{_in(slots)}{often}{_ends(slots, today, ', open until')}{asked}"


def _pulses(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    return (
        "See the pulses and how many have answered, with buttons to remind, extend, close or cancel"
    )


def _results(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    return f"See what {_which(slots)} showed"


def _results_file(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    return f"Get the results of {_which(slots)} as a file"


def _which(slots: Slots) -> str:
    if slots.number is not None:
        return f"pulse {slots.number}"
    return f"the pulse “{_cut(slots.words)}”" if slots.words else "the last pulse"


def _compare(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    return f"See how your practice compares{_on(slots, vocabulary)}"


def _post(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    where = _channel(slots, "to") or " to a channel"
    return f"Post the group's figures{_on(slots, vocabulary)}{where}, as dots without names"


def _monthly(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    figures = f"figures{_on(slots, vocabulary)}"
    return f"Set up, or stop, {figures} that are posted{_channel(slots, 'to')} every month"


def _peers(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    return f"See which practices yours is compared with{_on(slots, vocabulary)}, and ask for others"


def _challenge(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    figure = _on(slots, vocabulary) or " that you do not trust"
    return f"Look at your practice's figure{figure}, and question it with the button below it"


def _schedule(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    kind = f"a session ({slots.format.words})" if slots.format else "a peer session"
    long = f", {slots.minutes} minutes" if slots.minutes else ""
    finding = ", and find a time for it" if slots.finding else ""
    with_ = _company(slots, vocabulary)
    return f"Set up {kind}{_about(slots)}{with_}{_when(slots, today)}{long}{_in(slots)}{finding}"


def _times(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    whom = _company(slots, vocabulary).removeprefix(" with ") or "most"
    return f"Find a time for a session{_about(slots)} that suits {whom}"


def _sessions(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    day = f" on {say_day(slots.day, today)}" if slots.day else ""
    answers = {"no": "you cannot come", "yes": "you are coming", "maybe": "you may come"}
    if slots.answer in answers:
        return f"See your sessions, to say that {answers[slots.answer]}{day}"
    return "See the sessions to come and who is coming, with buttons to answer, move or cancel"


def _match(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    kind = f" in {slots.format.words}s" if slots.format else " in pairs or groups"
    return f"Match practices{kind}; you see them before anything is sent"


def _record(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    what = f": “{_cut(slots.words)}”" if slots.words else ""
    by = f", by {say_day(slots.day, today)}" if slots.day else ""
    return f"Record an action{by}{what}"


def _barriers(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    what = f", or raise one: “{_cut(slots.words)}”" if slots.words else ", and what was answered"
    return f"See what is outside the practices' control{what}"


def _learn(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    what = f": “{_cut(slots.words)}”" if slots.words else ""
    return f"Note what your practice would like to learn, or can share{what}"


def _apart(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    named = _practices(slots, vocabulary) or "another practice"
    return f"Privately, keep your practice from being matched with {named}"


def _numbers(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    period = f" {slots.period}" if slots.period == "this quarter" else ""
    return f"See how many sessions were held{period}, whom they reached and what came of them"


def _help(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    if slots.words in ("pulse", "peer", "compare"):
        return f"Read what `/{slots.words}` can do"
    return "Read what Peerbot can do for you"


def _roles(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    named = _people(slots)
    return f"See who has which role{f', and change that of {named}' if named else ''}"


def _practice(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    named = _practices(slots, vocabulary)
    return f"Say that you work at {named}" if named else "Say where you work, or change it"


def _members(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    named = _practices(slots, vocabulary)
    return f"See who is in the group{f', and who works at {named}' if named else ' and where they work'}"


def _concern(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    return "Raise a concern, privately, with the person whom your group has named for it"


def _snooze(slots: Slots, vocabulary: Vocabulary, today: date) -> str:
    until = f" until {say_day(slots.until_day, today)}" if slots.until_day else " for a while"
    return f"Hold back what you did not ask for{until}"


_SAYS: dict[Intent, Callable[[Slots, Vocabulary, date], str]] = {
    Intent.PULSE_NEW: _new_pulse,
    Intent.PULSE_LIST: _pulses,
    Intent.PULSE_SUMMARY: _results,
    Intent.PULSE_EXPORT: _results_file,
    Intent.COMPARE: _compare,
    Intent.POST: _post,
    Intent.MONTHLY: _monthly,
    Intent.PEERS: _peers,
    Intent.CHALLENGE: _challenge,
    Intent.SCHEDULE: _schedule,
    Intent.TIMES: _times,
    Intent.SESSIONS: _sessions,
    Intent.MATCH: _match,
    Intent.RECORD_ACTION: _record,
    Intent.BARRIERS: _barriers,
    Intent.LEARN: _learn,
    Intent.APART: _apart,
    Intent.SESSION_SUMMARY: _numbers,
    Intent.HELP: _help,
    Intent.ROLES: _roles,
    Intent.PRACTICE: _practice,
    Intent.PEOPLE: _members,
    Intent.CONCERN: _concern,
    Intent.SNOOZE: _snooze,
}


# ---- parts of sentences


def _cut(words: str) -> str:
    """What somebody wrote, short, and so that Slack shows it and does nothing else with it."""
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _small(words: str) -> str:
    """As it was said, but for weekdays that begin a sentence no more; “the last Friday of every month”."""
    words = re.sub(r"(?i)^every (?=(?:first|second|third|fourth|last) .* of )", "the ", words)
    return words[:1].lower() + words[1:] if not words.startswith(WEEKDAYS) else words


def _on(slots: Slots, vocabulary: Vocabulary) -> str:
    named = next((each.name for each in vocabulary.indicators if each.key == slots.indicator), "")
    words = (
        f"“{_cut(named)}”"
        if named
        else f"“{_cut(slots.indicator_words)}”"
        if slots.indicator_words
        else ""
    )
    return f" on {words}" if words else ""


def _about(slots: Slots) -> str:
    return f" on “{_cut(slots.topic)}”" if slots.topic else ""


def _when(slots: Slots, today: date) -> str:
    if slots.repeats:
        return f", {_small(slots.repeats)}"
    day = f" on {say_day(slots.day, today)}" if slots.day else ""
    return f"{day}{_at(slots.clock)}"


def _at(clock: time | None) -> str:
    return f" at {say_clock(clock)}" if clock else ""


def _ends(slots: Slots, today: date, before: str) -> str:
    if slots.until_day is None:
        return ""
    return f"{before} {say_day(slots.until_day, today)}{_at(slots.until_clock)}"


def _in(slots: Slots) -> str:
    return _channel(slots, "in")


def _channel(slots: Slots, preposition: str) -> str:
    return f" {preposition} <#{slots.channel}>" if slots.channel else ""


def _company(slots: Slots, vocabulary: Vocabulary) -> str:
    named: Sequence[str] = [
        each for each in (_practices(slots, vocabulary), _people(slots)) if each
    ]
    if named:
        return f" with {' and '.join(named)}"
    return " with all practices" if slots.everybody else ""


def _practices(slots: Slots, vocabulary: Vocabulary) -> str:
    names = {each.ods_code: each.name for each in vocabulary.practices}
    found = [names.get(code, code) for code in slots.ods_codes]
    return say_list([_cut(each) for each in found]) if found else ""


def _people(slots: Slots) -> str:
    return say_list([f"<@{each}>" for each in slots.people]) if slots.people else ""
