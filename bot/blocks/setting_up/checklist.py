"""The checklist of what is set up and what is left, for a modal and, in short, for the Home tab."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import View, actions, button, context, divider, modal, section
from bot.blocks.rhythm import hours_words
from bot.blocks.setting_up.body import body_words
from bot.blocks.text import date_words, escape, listed, plural
from bot.domain.delivery import Block
from bot.domain.pulse import FLOOR
from bot.domain.setting_up import UNNAMED, Checklist, Facts, Standing, Step

RULES = "rules"  # in place of a step: the ground rules, which nobody has to set
ALL_DONE = "Everything is set up. You can change any of it here."
USUAL_RULES = "the usual ones."


def home_setup(checklist: Checklist) -> Iterator[Block]:
    """For those who may set up: what is left, and once nothing is, only the way to it."""
    following = checklist.next
    if following is None:
        yield actions([button(ids.SETUP_OPEN, "Settings", label="Settings of the group")])
        return
    yield section(
        f"*Setting up:* {checklist.done} of {checklist.total} done. "
        f"Next: {_small(following.called)}.",
        button(ids.SETUP_OPEN, "Set up Peerbot", style="primary"),
    )


def build_checklist_modal(checklist: Checklist) -> View:
    """Each step with how it stands, why it is there, what is set, and the button of its form."""
    facts = checklist.facts
    blocks: list[Block] = [context(_how_far(checklist))]
    for number, (step, standing) in enumerate(checklist.standings.items(), start=1):
        blocks.append(_line(number, step, standing, said(step, facts)))
    rules = facts.workspace.arrangements.ground_rules
    set_now = f"{plural(len(rules), 'rule')} of your own." if rules else USUAL_RULES
    blocks += [
        divider(),
        section(
            f"*Ground rules of peer sessions*\nShown when a session begins. *Now:* {set_now}",
            button(f"{ids.SETUP_STEP}{RULES}", "Change", label="Change: ground rules"),
        ),
    ]
    return modal(ids.SETUP, "Set up Peerbot", blocks, close="Close")


def _how_far(checklist: Checklist) -> str:
    if checklist.next is None:
        return ALL_DONE
    return (
        f"{checklist.done} of {checklist.total} done. Next: {_small(checklist.next.called)}. "
        "You can stop at any time: what is saved stays."
    )


def _line(number: int, step: Step, standing: Standing, now: str) -> Block:
    words = f"*{number}. {step.called}:* {standing}\n{step.why}"
    if now:
        words += f"\n*Now:* {now}"
    action = ids.ROLES_OPEN if step is Step.ROLES else f"{ids.SETUP_STEP}{step}"
    does = "Set up" if standing is Standing.TO_DO else "Change"
    return section(words, button(action, does, label=f"{does}: {_small(step.called)}"))


def said(step: Step, facts: Facts) -> str:
    """What is set for a step, or the usual value that holds; empty where there is nothing."""
    parts = list(_SAID[step](facts))
    return f"{'; '.join(parts)}." if parts else ""


def _group(facts: Facts) -> Iterator[str]:
    if facts.body is not None:
        yield escape(body_words(facts.body))
    elif facts.workspace.body_name != UNNAMED:
        yield escape(facts.workspace.body_name)
    if facts.planned is not None:
        planned = facts.planned
        yield f"from {date_words(planned.first)}: {escape(body_words(planned))}"


def _practices(facts: Facts) -> Iterator[str]:
    if facts.practices:
        yield plural(facts.practices, "practice")


def _roles(facts: Facts) -> Iterator[str]:
    counted = (
        (facts.leads, "clinical lead"),
        (facts.managers, "manager"),
        (facts.administrators, "administrator"),
    )
    there = [plural(number, role) for number, role in counted if number]
    if there:
        yield listed(there)


def _channels(facts: Facts) -> Iterator[str]:
    channels = facts.workspace.arrangements.channels
    if channels:
        yield ", ".join(f"<#{each}>" for each in channels)


def _hours(facts: Facts) -> Iterator[str]:
    rhythm = facts.workspace.rhythm
    yield hours_words(rhythm)
    yield f"at most {plural(rhythm.budget, 'message')} a month"
    if rhythm.calendar.protected:
        yield f"protected learning time: {plural(len(rhythm.calendar.protected), 'time')} set"


def _threshold(facts: Facts) -> Iterator[str]:
    yield plural(facts.workspace.arrangements.threshold or FLOOR, "person", "people")


def _concerns(facts: Facts) -> Iterator[str]:
    arrangements = facts.workspace.arrangements
    if arrangements.concerns_to:
        as_whom = f", {escape(arrangements.concerns_as)}" if arrangements.concerns_as else ""
        yield f"<@{arrangements.concerns_to}>{as_whom}"


def _data(facts: Facts) -> Iterator[str]:
    arrangements = facts.workspace.arrangements
    yield from map(escape, filter(None, (arrangements.controller, arrangements.data_contact)))


def _figures(facts: Facts) -> Iterator[str]:
    if facts.figures:
        yield f"figures on {plural(facts.figures, 'indicator')}"
    if facts.sources:
        yield f"{plural(facts.sources, 'source')} fetched every week"


_SAID = {
    Step.GROUP: _group,
    Step.PRACTICES: _practices,
    Step.ROLES: _roles,
    Step.CHANNELS: _channels,
    Step.HOURS: _hours,
    Step.THRESHOLD: _threshold,
    Step.CONCERNS: _concerns,
    Step.DATA: _data,
    Step.FIGURES: _figures,
}


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
