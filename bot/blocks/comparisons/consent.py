"""How a practice says what others see of its figures: the form, what came of it, and who hears of it."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    context,
    conversations_select,
    input_,
    modal,
    option,
    radio,
    section,
    select,
)
from bot.blocks.text import day, escape, listed
from bot.domain.comparisons.consent import (
    USUAL,
    WHOLE_GROUP,
    Changed,
    Consent,
    Rung,
    Standing,
    in_force,
    rung_of,
)
from bot.domain.delivery import Block, Message

TITLE = "How others see us"
ONE_CHANNEL = "channel"
AS_IN_GROUP = "as_in_group"
"""Values of options, beside a rung's own: for one channel; there as in the whole group."""

CHOICES = {
    Rung.OWN_EYES: (
        "For our own eyes only",
        "No dot of ours in anybody else's picture, count or median",
    ),
    Rung.UNLABELLED: ("A dot without a name (the usual)", "One dot among the others"),
    Rung.NAMED: (
        "Named, and happy to be asked",
        "Our name and figure below comparisons in a channel",
    ),
}
SEEN = {
    Rung.OWN_EYES: "nothing. It has no dot, and is in no count or median of theirs",
    Rung.UNLABELLED: "a dot without a name",
    Rung.NAMED: "a dot, and below comparisons its name and figure, as somebody to ask",
}
AT_ONCE = (
    "It counts at once: what I posted before is redrawn, without the dot or the name where you came "
    "down. What people have seen, saved or copied by then cannot be taken back, and figures that "
    "are published stay public."
)
NAMES = (
    "A name is shown only beside figures that are published anyway. Everybody in the channel reads "
    "it, managers too; where another organisation reads along it is left out, and where fewer than "
    "three dots would stay without one."
)
DOWN_TOGETHER = "Coming down for the whole group takes every channel down with it."
WHO = "Any member of the practice can change it, and the others are told who did."


def build_sharing_modal(standing: Standing, channel: str | None, here: str, zone: str) -> View:
    """``channel``: the one that it is about, None while it is to be chosen, "" for the whole group.

    ``here`` is the channel to propose when somebody wants it for one channel.
    """
    blocks = [
        section(
            f"*{escape(standing.practice.name)}*\nWhat do others see of your figures? You always see "
            "your own beside theirs, whatever you choose."
        ),
        *_which(standing),
        _scope(channel),
    ]
    if channel != WHOLE_GROUP:
        chosen = conversations_select(ids.SHARING_CHANNEL, channel)
        blocks.append(input_(ids.SHARING_CHANNEL, "Channel", chosen, dispatch=True))
    if channel is not None:
        blocks += [section(_now(standing, channel, zone)), _choice(standing, channel)]
    blocks.append(context(AT_ONCE, NAMES, f"{DOWN_TOGETHER} {WHO}"))
    submit = "Save" if channel is not None else None
    return modal(ids.SHARING, TITLE, blocks, submit=submit or "Go on", private_metadata=here)


def _which(standing: Standing) -> Iterator[Block]:
    """The choice between practices, for who works at several; its id ends in the one that is shown."""
    if len(standing.theirs) > 1:
        options = [option(each.name, each.ods_code) for each in standing.theirs]
        menu = select(ids.SHARING_PRACTICE, options, standing.practice.ods_code)
        yield input_(ids.SHARING_PRACTICE, "Practice", menu, dispatch=True)


def _scope(channel: str | None) -> Block:
    options = [option("The whole group", "group"), option("One channel only", ONE_CHANNEL)]
    chosen = "group" if channel == WHOLE_GROUP else ONE_CHANNEL
    return input_(
        ids.SHARING_SCOPE, "For", radio(ids.SHARING_SCOPE, options, chosen), dispatch=True
    )


def _choice(standing: Standing, channel: str) -> Block:
    """Its id ends in the channel, so that what was chosen for another is not taken for it."""
    options = [option(*_worded(each)) for each in Rung]
    own = next((each for each in standing.chosen if each.channel == channel), None)
    chosen: str = own.rung if own else USUAL
    if channel != WHOLE_GROUP:
        options.append(option("As in the whole group", AS_IN_GROUP))
        chosen = own.rung if own else AS_IN_GROUP
    step = radio(ids.SHARING_STEP, options, chosen)
    return input_(step_id(standing, channel), "From now on", step)


def step_id(standing: Standing, channel: str | None) -> str:
    several = f"_{standing.practice.ods_code}" if len(standing.theirs) > 1 else ""
    return f"{ids.SHARING_STEP}_{channel}{several}"


def _worded(rung: Rung) -> tuple[str, str, str]:
    words, says = CHOICES[rung]
    return words, rung, says


def _now(standing: Standing, channel: str, zone: str) -> str:
    """How it is there, who of the practice said so last and when, and where it is otherwise."""
    chosen = in_force(standing.chosen, channel)
    lines = [f"*Now {_where(channel)}:* {_words(rung_of(standing.chosen, channel))}. "]
    if chosen is None:
        lines[0] += "Nobody at your practice has changed that."
    else:
        as_group = " for the whole group" if chosen.channel != channel else ""
        lines[0] += f"Chosen{as_group} by {_by(chosen, zone)}."
    lines += [
        f"*But {_where(each.channel)}:* {_words(each.rung)}. Chosen by {_by(each, zone)}."
        for each in standing.chosen
        if each.channel != channel and each is not chosen
    ]
    return "\n".join(lines)


def _words(rung: Rung) -> str:
    words = CHOICES[rung][0].removesuffix(" (the usual)")
    return words[0].lower() + words[1:]


def _by(consent: Consent, zone: str) -> str:
    return f"<@{consent.changed_by}> on {day(consent.changed_at, zone)}"


def _where(channel: str) -> str:
    return f"in <#{channel}>" if channel != WHOLE_GROUP else "in the whole group"


# ---- afterwards


def build_saved_modal(changed: Changed) -> View:
    return modal("", TITLE, [section(_saved(changed))], close="Close")


def _saved(changed: Changed) -> str:
    where, name = _where(changed.channel), escape(changed.practice.name)
    if not changed.anything:
        return f"It stays as it was. {name} {where}: others see {SEEN[changed.now]}."
    return (
        f"{name} {where}: from now on others see {SEEN[changed.now]}.{_taken_down(changed)} What I "
        "posted before is being redrawn, and the other members of your practice are told."
    )


def _taken_down(changed: Changed) -> str:
    if not changed.taken_down:
        return ""
    channels = listed([f"<#{each}>" for each in changed.taken_down])
    return f" The same goes for {channels}, where it was more until now."


def render_changed(by: str, changed: Changed) -> Message:
    """For the other members of the practice."""
    said = (
        f"<@{by}> has changed what others see of {escape(changed.practice.name)} "
        f"{_where(changed.channel)}. Before: {_words(changed.before)}. Now: {_words(changed.now)}."
        f"{_taken_down(changed)} Any of you can change it."
    )
    label = "Show or change how others see our practice"
    value = f"{changed.channel} {changed.practice.ods_code}"
    change: Element = button(ids.SHARING_OPEN, "Show or change", value, label=label)
    return Message(said, (section(said), actions([change])))
