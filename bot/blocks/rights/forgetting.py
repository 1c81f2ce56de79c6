"""What is said before and after somebody is forgotten: what goes, what stays, until when and why."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.blocks import ids
from bot.blocks.kit import View, checkboxes, header, input_, modal, option, section
from bot.blocks.text import escape, listed, plural
from bot.domain.delivery import Block, DirectMessage, Message
from bot.domain.rights.leaving import Leaving

TITLE = "Be forgotten"
SURE = "sure"
GOES = (
    "who you are here: practice, roles, when I may write to you",
    "your invitations, answers, attendance and votes on times",
    "your CPD notes (take them with *My data* first, if you want them)",
    "forms you have begun, and whom your practice is kept apart from as you asked",
    "concerns that you raised, with all that was said about them",
    "messages to you, as far as I hold them",
)
UNNAMED = (
    "Your name is taken out of what belongs to others: agreed actions stay with the practice, and "
    "questions, figures and pulses that you worked on with the group, all without your name."
)
SLACK = (
    "Slack keeps its own copies of what was written there, and I cannot delete those: ask whoever runs "
    "your Slack. Whoever runs Peerbot may have backups for a while."
)
BACK = "You can come back at any time, as somebody new."


def build_forget_modal(leaving: Leaving, body_name: str) -> View:
    """With a tick and a button, unless something has to be done first."""
    if leaving.blocked is not None:
        return modal("", TITLE, [section(leaving.blocked)], close="Close")
    blocks = [
        section(f"I can delete what I hold about you in {escape(body_name)}. It cannot be undone."),
        *_part("What is deleted", [f"• {each}" for each in GOES]),
        *_part("What stays without your name", [UNNAMED]),
        *_part("What stays with your name", [f"• {each}" for each in staying(leaving)]),
    ]
    if passed := list(passed_on(leaving)):
        blocks += _part("What others look after then", [f"• {each}" for each in passed])
    blocks += [
        *_part("Good to know", [SLACK, BACK]),
        input_(
            ids.FORGET_SURE,
            "Are you sure?",
            checkboxes(ids.FORGET_SURE, [option("Yes, forget me", SURE)]),
        ),
    ]
    return modal(ids.FORGET, TITLE, blocks, submit="Forget me")


def _part(title: str, lines: list[str]) -> list[Block]:
    return [header(title), section("\n".join(lines))]


def staying(leaving: Leaving) -> Iterator[str]:
    yield (
        f"the audit log says what you scheduled, exported or changed, for {days_words(leaving.audit_days)} "
        "after you did: the group must be able to see that"
    )
    yield (
        f"what you answered to other people’s concerns, until {days_words(leaving.concern_days)} after "
        "they are settled: whoever raised one must be able to read the answer"
    )
    if leaving.asked:
        yield (
            f"{plural(leaving.asked, 'open pulse')} that asked you: your name is taken out at once. If "
            "you have answered, your answer counts, and nobody can tell any more whose it was; taking "
            "it out would show others whether you had. It is deleted with all others at the close"
        )


def passed_on(leaving: Leaving) -> Iterator[str]:
    if leaving.sessions:
        yield f"{_sessions(leaving.sessions)}: <@{leaving.session_heir}>"
    if leaving.organises:
        yield (f"votes on times, series and matching that are under way: <@{leaving.session_heir}>")
    if leaving.pulses:
        yield "pulses: your deputy, or an administrator, a manager or a clinical lead"
    if leaving.hears_concerns:
        yield "concerns: a manager names somebody else, and whoever raised one with you is asked"


def _sessions(topics: Iterable[str]) -> str:
    """``the peer sessions on Falls (7 of them) and Asthma``: a round of matching names all alike."""
    known = Counter(topics)
    words = [f"{each} ({number} of them)" if number > 1 else each for each, number in known.items()]
    one = known.total() == 1
    return f"the peer {'session' if one else 'sessions'} on {escape(listed(words))}"


def days_words(days: int) -> str:
    """``2 years`` where it is that; else in days."""
    years, rest = divmod(days, 365)
    return plural(days, "day") if rest or not years else plural(years, "year")


def build_doing_modal() -> View:
    words = (
        "I am forgetting you now. It takes a moment; then you get a last message from me that says what "
        "was done."
    )
    return modal("", TITLE, [section(words)], close="Close")


# ---- afterwards

LAST_WORDS = (
    "You are forgotten, as you asked. What was done is in the file. Thank you for having been here."
)
RECEIPT_NAME = "what-was-deleted.md"


def receipt(leaving: Leaving, body_name: str, when: str) -> str:
    """The last message, as a file: nothing about it is kept here."""
    lines = [
        "# What was done",
        "",
        f"{when}, in {body_name}.",
        "",
        "## Deleted",
        "",
        *(f"- {each.replace('*', '')}" for each in GOES),
        "",
        "## Stays without your name",
        "",
        UNNAMED,
        "",
        "## Stays with your name, if there was any",
        "",
        *(f"- {each}" for each in staying(leaving)),
        "",
        "## Good to know",
        "",
        SLACK,
        BACK,
    ]
    return "\n".join(lines) + "\n"


def to_heir(heir: str, alias: str, topics: list[str]) -> DirectMessage:
    """Whoever leads from now on what somebody leaves behind."""
    what = _sessions(topics) if topics else "what they had under way"
    words = (
        f"Somebody who organised peer sessions has left. You lead {what} from now on: "
        f"`{ids.PEER} list` shows it."
    )
    return DirectMessage(f"rights:heir:{alias}", heir, Message(words, (section(words),)))


def nobody_hears(user: str, alias: str) -> DirectMessage:
    """For somebody who can name another."""
    words = (
        "*Nobody hears concerns for the group at the moment*: whoever did is here no longer. Until "
        f"somebody else is named, people can take a concern to a manager. `{ids.PEERBOT} setup` has "
        "the form."
    )
    message = Message(words.replace("*", ""), (section(words),))
    key = f"rights:unheard:{alias}:{user}"
    return DirectMessage(key, user, message, unasked=True, about="who hears concerns")


def withdrawn(concern_id: int, asked: str) -> DirectMessage:
    words = (
        "A concern that was raised with you has been withdrawn, and what was said about it is deleted. "
        "There is nothing more for you to do about it."
    )
    key = f"rights:withdrawn:{concern_id}"
    return DirectMessage(key, asked, Message(words, (section(words),)))


def not_yet(user: str, why: str, at: int) -> DirectMessage:
    words = f"I could not forget you yet, and nothing was deleted. {why}"
    return DirectMessage(f"rights:not-yet:{user}:{at}", user, Message(words, (section(words),)))
