"""The form for the snippet of the month, its preview, and what its maker hears of it."""

from collections.abc import Iterator, Sequence

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.comparisons.forms import who_else
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    confirm,
    context,
    conversations_select,
    divider,
    header,
    input_,
    modal,
    multi_select,
    option,
    plain_text_input,
    section,
)
from bot.blocks.text import day, escape, listed, when
from bot.domain.channels import WhoElse
from bot.domain.comparisons.monthly import (
    MOST_FIGURES,
    Listed,
    Offer,
    Preview,
    Skip,
    SnippetPlan,
    Turn,
    Wanted,
)
from bot.domain.delivery import Block, DirectMessage, Message

TITLE = "Snippet of the month"
WHATEVER = "whatever has new figures, in turn"
LONGEST = 120  # characters of when it comes


def build_form(offer: Offer, wanted: Wanted, zone: str) -> View:
    """What runs, with a way to stop it; and what is asked of a new one."""
    blocks: list[Block] = []
    for each in offer.listed:
        blocks += [_listed(each, zone), divider()]
    if offer.listed:
        blocks.append(header("Another channel"))
    options = [option(each.name, each.key) for each in offer.indicators]
    figures = multi_select(
        ids.MONTHLY_FIGURES, options, wanted.keys, placeholder="All of them", most=MOST_FIGURES
    )
    blocks += [
        input_(
            ids.MONTHLY_CHANNEL,
            "Channel",
            conversations_select(ids.MONTHLY_CHANNEL, wanted.channel or None),
        ),
        input_(
            ids.MONTHLY_FIGURES,
            "Figures",
            figures,
            optional=True,
            hint="Several take turns. Leave it empty for whatever has new figures.",
        ),
        input_(
            ids.MONTHLY_WHEN,
            "When",
            plain_text_input(ids.MONTHLY_WHEN, wanted.words, max_length=LONGEST),
            hint="In plain words, like “every first Tuesday at 12:30” or “quarterly at 1pm”.",
        ),
    ]
    return modal(ids.MONTHLY_NEW, TITLE, blocks, submit="Preview")


def _listed(listed_: Listed, zone: str) -> Block:
    plan = listed_.plan
    next_at = when(listed_.next_at, zone) if listed_.next_at else "never: it is paused"
    said = (
        f"*<#{plan.channel}>*, {escape(listed_.words)}\n{_figures(listed_.names)}. Next: {next_at}; "
        f"set up by <@{plan.made_by}>."
    )
    return section(said, _stop(ids.MONTHLY_STOP, plan) if listed_.mine else None)


def _figures(names: Sequence[str]) -> str:
    """Which figures, as the beginning of a sentence."""
    if not names:
        return WHATEVER[0].upper() + WHATEVER[1:]
    return escape(listed(list(names))) + (", in turn" if len(names) > 1 else "")


def _stop(action_id: str, plan: SnippetPlan) -> Element:
    return button(
        action_id,
        "Stop",
        str(plan.id),
        label="Stop: no more figures are posted there by themselves",
        confirm=confirm(
            "Stop it?",
            "Nothing more is posted there by itself. What is there stays.",
            "Stop it",
            "Leave it",
        ),
    )


def build_preview(preview: Preview, others: WhoElse | None, zone: str) -> View:
    """What would come when, before it is kept; ``others`` read along in the channel."""
    wanted = preview.wanted
    said = (
        f"In <#{wanted.channel}>, *{escape(preview.words)}*; first on *{when(preview.next_at, zone)}*.\n"
        f"{_figures(preview.names)}. What has nothing new since its last posting is left out."
    )
    return modal(
        ids.MONTHLY_PREVIEW,
        TITLE,
        [
            section(said),
            *(
                [section(f"{who_else(others)} I ask you each time before I post.")]
                if others
                else []
            ),
            divider(),
            *_as_things_stand(preview.turn, zone),
            actions([button(ids.MONTHLY_CHANGE, "Change something")]),
        ],
        submit="Start it",
        private_metadata=wanted.to_text(),
    )


def _as_things_stand(turn: Turn, zone: str) -> Iterator[Block]:
    yield context(
        "As things stand now it would post this:" if turn.comparison else "As things stand:"
    )
    if turn.comparison is None:
        yield section(f"Nothing would be posted: {_why(turn, zone)}.")
        return
    question = escape(turn.comparison.indicator.question)
    yield section(f"*{question}*\n{escape(words.summary(turn.comparison))}")
    yield context("Practices are dots without names; each reader sees only their own.")


def build_started(plan: SnippetPlan, preview: Preview, zone: str) -> View:
    said = (
        f"The first comes in <#{plan.channel}> on *{when(preview.next_at, zone)}*. You hear from me "
        f"when there is nothing to post. `{ids.COMPARE} monthly` shows it, and stops it."
    )
    return modal("", TITLE, [section(said)], close="Close")


# ---- to its maker


def not_posted(plan: SnippetPlan, slot: str, turn: Turn, zone: str) -> DirectMessage:
    """There was nothing to post."""
    said = f"Nothing was posted in <#{plan.channel}> this time: {_why(turn, zone)}. I try again next time."
    return _tell(plan, f"{slot}:nothing", plan.made_by, said)


def refused(plan: SnippetPlan, slot: str, why: str) -> DirectMessage:
    """It could not be posted, and somebody has to do something about it. ``why`` is a sentence."""
    said = (
        f"I could not post the snippet of the month in <#{plan.channel}>. {why} When that is mended, the "
        "next one comes by itself; or stop it here."
    )
    return _tell(plan, f"{slot}:refused", plan.made_by, said)


def asks(plan: SnippetPlan, slot: str, others: WhoElse) -> DirectMessage:
    """Another organisation reads along in that channel: may it see this month's?"""
    said = (
        f"It is time for the snippet of the month in <#{plan.channel}>, and I have not posted it. "
        f"{who_else(others)} No practice would be named."
    )
    agree = button(
        ids.MONTHLY_AGREE,
        "Post it",
        f"{plan.id} {slot}",
        label="Post it: they may see this month's figures",
        confirm=confirm(
            "Post it?", "People of another organisation will read it.", "Post it", "Leave it"
        ),
    )
    blocks = (section(said), actions([agree, _stop(ids.MONTHLY_STOP_IT, plan)]))
    return DirectMessage(f"{plan.subject}:{slot}:asks", plan.made_by, Message(said, blocks))


def render_agreed(plan: SnippetPlan) -> Message:
    said = f"It is on its way to <#{plan.channel}>."
    return Message(said, (section(said),))


def passed_on(plan: SnippetPlan, leaver: str, heir: str) -> DirectMessage:
    said = (
        f"<@{leaver}> has left, so the snippet of the month in <#{plan.channel}> is looked after by you "
        "now. It goes on as it was."
    )
    return _tell(plan, f"owner:{leaver}", heir, said)


def stopped(plan: SnippetPlan, leaver: str, user: str) -> DirectMessage:
    said = (
        f"<@{leaver}> has left, and nobody else here may post figures, so the snippet of the month in "
        f"<#{plan.channel}> has stopped. A clinical lead or manager can start it again with "
        f"`{ids.COMPARE} monthly`."
    )
    key = f"{plan.subject}:stopped:{leaver}"
    return DirectMessage(key, user, Message(said, (section(said),)))


def render_stopped(plan: SnippetPlan) -> Message:
    said = f"Stopped: nothing more is posted in <#{plan.channel}> by itself."
    return Message(said, (section(said),))


def _tell(plan: SnippetPlan, what: str, user: str, said: str) -> DirectMessage:
    blocks = (section(said), actions([_stop(ids.MONTHLY_STOP_IT, plan)]))
    return DirectMessage(f"{plan.subject}:{what}", user, Message(said, blocks))


def _why(turn: Turn, zone: str) -> str:
    """Why there is nothing to post, as the rest of a sentence."""
    reasons = []
    if Skip.NOTHING_NEW in turn.skipped and turn.last is not None:
        reasons.append(f"there is nothing new since {day(turn.last, zone)}")
    if Skip.TOO_FEW in turn.skipped:
        some = "of some figures " if reasons else ""
        reasons.append(f"{some}there are too few practices to compare")
    return " and ".join(reasons) or "there are no figures for it"
