"""The forms for what a group arranges: channels, hours, thresholds, whom to ask, ground rules, figures."""

from collections.abc import Iterator, Sequence

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    checkboxes,
    context,
    input_,
    modal,
    multi_conversations_select,
    option,
    plain_text_input,
    section,
    select,
    timepicker,
    users_select,
)
from bot.blocks.rhythm import DIVISIONS, protected_words
from bot.domain.arrangements import Arrangements, Part
from bot.domain.delivery import Block
from bot.domain.pulse import FLOOR, OFFERED_K
from bot.domain.rhythm import Rhythm
from bot.domain.sessions.plan import GROUND_RULES
from bot.domain.setting_up import Step

YES = "yes"
NO_HOLIDAYS = "none"
MOST_CHANNELS = 10
AS_WHOM, CONTROLLER, CONTACT, RULES, PROTECTED = 60, 100, 200, 1500, 1000  # characters
INVITE = (
    "Invite me to each of them first, with `/invite @Peerbot` in the channel. The first that you "
    "choose is the one that forms propose."
)


def build_channels_modal(arrangements: Arrangements) -> View:
    blocks = [
        section(INVITE),
        input_(
            ids.CHANNELS,
            "Channels in which the group talks",
            multi_conversations_select(ids.CHANNELS, arrangements.channels, most=MOST_CHANNELS),
            optional=True,
        ),
        *_do_without(Step.CHANNELS, arrangements, "We choose a channel each time"),
    ]
    return _modal(ids.SETUP_CHANNELS, "Channels", blocks, arrangements.mark(Part.CHANNELS))


def build_hours_modal(rhythm: Rhythm) -> View:
    """Whatever nobody asked for comes within these hours, and no more often than that."""
    divisions = [
        *(option(f"In {where}", code) for code, where in DIVISIONS.items()),
        option("None: we work on bank holidays", NO_HOLIDAYS),
    ]
    lines = "\n".join(protected_words(each) for each in rhythm.calendar.protected)
    blocks = [
        section(
            "I write to nobody unasked outside these hours, on weekends and bank holidays, or in "
            f"protected learning time. Times are those of {rhythm.zone}."
        ),
        input_(
            ids.HOURS_OPENS,
            "I may write from",
            timepicker(ids.HOURS_OPENS, f"{rhythm.opens:%H:%M}"),
        ),
        input_(ids.HOURS_CLOSES, "Until", timepicker(ids.HOURS_CLOSES, f"{rhythm.closes:%H:%M}")),
        input_(
            ids.HOURS_HOLIDAYS,
            "Bank holidays",
            select(ids.HOURS_HOLIDAYS, divisions, rhythm.calendar.division or NO_HOLIDAYS),
        ),
        input_(
            ids.HOURS_BUDGET,
            "Messages a month to one person",
            plain_text_input(ids.HOURS_BUDGET, str(rhythm.budget), max_length=3),
            hint="Unasked, from everything together. What is more waits on the Home tab.",
        ),
        input_(
            ids.HOURS_PROTECTED,
            "Protected learning time",
            plain_text_input(
                ids.HOURS_PROTECTED,
                lines or None,
                multiline=True,
                max_length=PROTECTED,
                placeholder="every second Wednesday at 13:00 for 2 hours",
            ),
            optional=True,
            hint="One a line, in words.",
        ),
    ]
    return modal(ids.SETUP_HOURS, "Hours and messages", blocks, submit="Save")


def build_threshold_modal(arrangements: Arrangements) -> View:
    sizes = [option(f"{k} people", str(k)) for k in OFFERED_K]
    chosen = str(arrangements.threshold or FLOOR)
    blocks = [
        section(
            "A pulse shows nothing about a group of fewer people than this: no figure, no bar, no "
            "words. Whoever knows their colleagues could otherwise work out who said what."
        ),
        input_(
            ids.THRESHOLD,
            "Fewest people per figure",
            select(ids.THRESHOLD, sizes, chosen),
            hint=f"{FLOOR} is the least, for everybody. More protects better and shows less. It is "
            "the least for every new pulse; pulses that are open or counted keep theirs.",
        ),
    ]
    return modal(ids.SETUP_THRESHOLD, "Fewest people", blocks, submit="Save")


def build_concerns_modal(arrangements: Arrangements) -> View:
    blocks = [
        section(
            "Anybody can raise a concern about a figure, a poll or how I am used, in private. It "
            "goes to one person, who answers. Choose somebody whom members trust and who does not "
            "run the group: the LMC’s representative, say. Please ask them first."
        ),
        input_(
            ids.CONCERNS_TO,
            "Who hears concerns",
            users_select(ids.CONCERNS_TO, arrangements.concerns_to or None),
            optional=True,
        ),
        input_(
            ids.CONCERNS_AS,
            "As what",
            plain_text_input(
                ids.CONCERNS_AS,
                arrangements.concerns_as or None,
                max_length=AS_WHOM,
                placeholder="the LMC’s representative",
            ),
            optional=True,
            hint="Members see this beside the name.",
        ),
        *_do_without(Step.CONCERNS, arrangements, "Concerns go another way in our group"),
    ]
    return _modal(ids.SETUP_CONCERNS, "Concerns", blocks, arrangements.mark(Part.CONCERNS))


def build_data_modal(arrangements: Arrangements) -> View:
    blocks = [
        section("Both stand in the privacy notice that everybody can read."),
        input_(
            ids.DATA_CONTROLLER,
            "Who answers for the data",
            plain_text_input(
                ids.DATA_CONTROLLER,
                arrangements.controller or None,
                max_length=CONTROLLER,
                placeholder="Wold Valley Primary Care Network",
            ),
            hint="The organisation that is the controller by law, not a person.",
        ),
        input_(
            ids.DATA_CONTACT,
            "Where questions about data go",
            plain_text_input(
                ids.DATA_CONTACT,
                arrangements.data_contact or None,
                max_length=CONTACT,
                placeholder="the data protection officer, dpo@example.nhs.uk",
            ),
            hint="A name, a mailbox or a number: whatever people may use.",
        ),
    ]
    return _modal(ids.SETUP_DATA, "Data protection", blocks, arrangements.mark(Part.DATA))


def build_rules_modal(arrangements: Arrangements) -> View:
    """Begins with the usual ones, so that they can be changed."""
    rules = "\n".join(arrangements.ground_rules or GROUND_RULES)
    blocks = [
        section("They are shown when a peer session begins."),
        input_(
            ids.GROUND_RULES,
            "Ground rules",
            plain_text_input(ids.GROUND_RULES, rules, multiline=True, max_length=RULES),
            optional=True,
            hint="One a line, 8 at most. Leave it empty for the usual ones.",
        ),
    ]
    return _modal(ids.SETUP_RULES, "Ground rules", blocks, arrangements.mark(Part.RULES))


def build_figures_modal(arrangements: Arrangements, sources: Sequence[str]) -> View:
    """How figures come; ``sources`` are those that are fetched already, a line each."""
    blocks: list[Block] = [
        section(
            "*From a file:* drop it on me in a direct message. I read the CSV files of Fingertips, "
            "OpenPrescribing and the QOF, and a plain table of practice code, indicator, period, "
            "numerator and denominator. I then say what I took and what I did not."
        ),
        section(
            "*By themselves, every week:* whoever looks after the machine that I run on types one "
            "line for each, such as `peerbot source add openprescribing ktt9_antibiotics 14L` or "
            "`peerbot source add fingertips 91547`."
        ),
    ]
    if sources:
        blocks.append(context("Fetched now: " + "; ".join(sources)))
    blocks += _do_without(Step.FIGURES, arrangements, "We do without figures for now")
    return modal(ids.SETUP_FIGURES, "Figures", blocks, submit="Save")


def _modal(callback_id: str, title: str, blocks: Sequence[Block], mark: str) -> View:
    """It remembers what stood there when it was opened."""
    return modal(callback_id, title, blocks, submit="Save", private_metadata=mark)


def _do_without(step: Step, arrangements: Arrangements, words: str) -> Iterator[Block]:
    chosen = [YES] if step in arrangements.not_needed else []
    yield input_(
        ids.NOT_NEEDED,
        "Not needed?",
        checkboxes(ids.NOT_NEEDED, [option(words, YES)], chosen),
        optional=True,
    )
