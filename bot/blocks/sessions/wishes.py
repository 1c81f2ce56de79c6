"""The private forms in which a practice says whom it would like to meet, and whom not."""

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    button,
    context,
    divider,
    input_,
    modal,
    option,
    radio,
    section,
    select,
)
from bot.blocks.text import escape
from bot.domain.delivery import Block
from bot.domain.matching.wishes import Apart, Wish, Wishing

NEITHER = "neither"
WISH_WORDS = {
    Wish.LEARN: "We would like to learn how others do it",
    Wish.SHARE: "We are happy to share what works for us",
}
SHOWN = 90  # a form has room for 100 parts
LISTED = 15  # in one part


def build_apart_modal(apart: Apart) -> View:
    """Whom this person keeps their practice apart from; nobody else ever sees it."""
    blocks: list[Block] = [
        section(
            f"Is there a practice that *{escape(apart.practice.name)}* should not be matched with? You "
            "need not say why. Only you see this list, and nobody is told of it."
        )
    ]
    for each in apart.kept[:SHOWN]:
        remove = button(
            ids.APART_REMOVE, "Take off", each.ods_code, label=f"Take {each.name} off the list"
        )
        blocks.append(section(f"Kept apart: {escape(each.name)}", accessory=remove))
    if apart.kept:
        blocks.append(
            context(
                "It counts for rounds of matching from now on, while you work at one of the two."
            )
        )
    if not apart.others:
        blocks.append(context("There is no other practice to choose."))
        return modal(ids.APART_NEW, "Kept apart", blocks, close="Close")
    options = [option(each.name, each.ods_code, each.ods_code) for each in apart.others]
    blocks += [
        divider(),
        input_(
            # Another id after each change, so that what was chosen before is not chosen still.
            f"{ids.APART_PRACTICE}_{len(apart.kept)}",
            "Keep apart from",
            select(ids.APART_PRACTICE, options, placeholder="Choose a practice"),
        ),
    ]
    return modal(ids.APART_NEW, "Kept apart", blocks, submit="Keep apart", close="Close")


def build_learn_modal(wishing: Wishing) -> View:
    blocks: list[Block] = [
        section(
            f"What would *{escape(wishing.practice.name)}* like to learn, or be happy to share? A meeting "
            "is proposed for it only where both practices have asked. Sharing puts nobody above others."
        ),
        context(
            "Everybody in your practice can see and change this. Nobody else reads it, unless you are "
            "put together with a practice for it: then the lead and your group do."
        ),
    ]
    names = dict(wishing.named)
    if said := [
        f"• {escape(names[key])}: {WISH_WORDS[wish].lower()}"
        for key, wish in wishing.wishes.items()
        if key in names
    ]:
        more = len(said) - LISTED
        lines = [*said[:LISTED], *([f"• and {more} more"] if more > 0 else [])]
        blocks.append(section("*So far*\n" + "\n".join(lines)))
    if not wishing.named:
        blocks.append(context("There are no figures here yet, so there is nothing to choose."))
        return modal(ids.LEARN_NEW, "Learn or share", blocks, close="Close")
    blocks.append(
        input_(
            ids.LEARN_INDICATOR,
            "About",
            select(
                ids.LEARN_INDICATOR,
                [option(name, key) for key, name in wishing.named],
                wishing.key,
                placeholder="Choose figures",
            ),
            dispatch=True,
        )
    )
    if wishing.key in names:
        if wishing.asks_to_share:
            blocks.append(
                context(
                    "Practices often ask how this is done where figures look like yours: would you be "
                    "willing to share? Only your practice reads this."
                )
            )
        blocks.append(_wish(wishing))
    return modal(ids.LEARN_NEW, "Learn or share", blocks, submit="Save", close="Close")


def _wish(wishing: Wishing) -> Block:
    """Its id has the indicator, so that another one does not show what was chosen for this."""
    options = [option(words, each) for each, words in WISH_WORDS.items()]
    options.append(option("Neither", NEITHER))
    chosen = wishing.wishes.get(wishing.key or "")
    return input_(
        f"{ids.LEARN_WISH}_{wishing.key}", "We", radio(ids.LEARN_WISH, options, chosen or NEITHER)
    )
