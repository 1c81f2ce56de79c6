"""How a practice's peers were chosen, and the form with which its members ask for others."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    checkboxes,
    context,
    input_,
    modal,
    option,
    section,
    select,
)
from bot.blocks.text import day, either, escape, listed, plural
from bot.domain.comparisons.peers import SIZES, HowChosen, PeerGroup, deprivation, older, sizes
from bot.domain.comparisons.traits import MEASURED, Pool, Trait
from bot.domain.delivery import Block

TITLE = "How peers are chosen"
NOBODY_TOLD = "Nobody is told which practices they are."
COLUMNS = {
    Trait.LIST_SIZE: "list_size",
    Trait.DEPRIVATION: "imd_score",
    Trait.AGE: "over_65",
    Trait.RURALITY: "rurality",
}
"""Where the practices file has what is missing."""

_POOLS = {
    Pool.GROUP: "Our group",
    Pool.PCN: "Our primary care network",
    Pool.ENGLAND: "All of England",
}
_AMONG = {
    Pool.GROUP: "practices of the group",
    Pool.PCN: "practices of your primary care network",
    Pool.ENGLAND: "practices in England",
}
_COUNTS = {
    Trait.LIST_SIZE: "List size",
    Trait.DEPRIVATION: "Deprivation of the area",
    Trait.AGE: "Patients aged 65 and over",
    Trait.RURALITY: "Urban with urban, rural with rural",
}


def how_chosen_button(key: str) -> Element:
    """For a private answer on the indicator with that key."""
    return button(ids.COMPARE_PEERS, "How my peers were chosen", key)


def build_peers_modal(how: HowChosen, zone: str, *, saved: bool = False) -> View:
    """In plain words who the peers are and why, and the ways to others."""
    return modal(
        ids.PEERS,
        TITLE,
        [*(_saved(how) if saved else ()), *_which(how), *_explained(how), *_ways(how, zone)],
        close="Close",
        private_metadata=how.chosen,
    )


def build_choice_modal(how: HowChosen) -> View:
    """The form to ask for others, over the modal that explains."""
    return modal(
        ids.PEERS_CHOOSE,
        "Ask for other peers",
        list(_fields(how)),
        submit="Use these",
        private_metadata=how.chosen,
    )


def _saved(how: HowChosen) -> Iterator[Block]:
    yield section(
        f"*Saved.* From now on everybody at {escape(how.practice.name)} sees its figures beside "
        "these practices."
    )


def _which(how: HowChosen) -> Iterator[Block]:
    """The choice between practices, for who works at several."""
    if len(how.theirs) > 1:
        options = [option(each.name, each.ods_code) for each in how.theirs]
        yield actions([select(ids.PEERS_PRACTICE, options, how.practice.ods_code)])


def _explained(how: HowChosen) -> Iterator[Block]:
    yield section(f"{escape(how.practice.name)} is compared with *{how.peers.in_kind}*.")
    yield section(_how(how.peers))
    yield from _traits(how.peers)
    yield from _missing(how)


def _how(peers: PeerGroup) -> str:
    if not peers.chosen:
        return (
            "These are all there are: too little is known, or too few have figures, to find those "
            f"that are most like yours. {NOBODY_TOLD}"
        )
    measured = [each.words for each in peers.used if each in MEASURED]
    each_counts = "" if len(measured) == 1 else ", each counting the same"
    return (
        f"They are the nearest to yours of {peers.pool_size:,} {_AMONG[peers.pool]}, by "
        f"{listed(measured)}{each_counts}. {_setting(peers)}{NOBODY_TOLD}"
    )


def _setting(peers: PeerGroup) -> str:
    if peers.own.rural is None or Trait.RURALITY not in peers.choice.traits:
        return ""
    setting = _rural(peers.own.rural)
    if Trait.RURALITY in peers.used:
        return f"Only {setting} practices were taken, because yours is {setting}. "
    return f"There are too few {setting} practices like yours, so the setting does not count. "


def _rural(rural: bool) -> str:
    return "rural" if rural else "urban"


def _traits(peers: PeerGroup) -> Iterator[Block]:
    """What is known of one's own practice, and between what its peers lie."""
    lines = [f"• {line}" for line in _lines(peers)]
    if lines:
        yield section("\n".join(["*Your practice, and theirs*", *lines]))


def _lines(peers: PeerGroup) -> Iterator[str]:
    own, members, used = peers.own, peers.members, peers.used
    if own.list_size:
        theirs = sizes(members) if Trait.LIST_SIZE in used else ""
        yield f"List size: {own.list_size:,}{_theirs(theirs)}"
    if peers.by_decile and own.imd_decile is not None:
        theirs = deprivation(members, by_decile=True) if Trait.DEPRIVATION in used else ""
        yield f"Deprivation decile: {own.imd_decile}, where 1 is the most deprived{_theirs(theirs)}"
    elif own.imd_score is not None:
        theirs = deprivation(members, by_decile=False) if Trait.DEPRIVATION in used else ""
        yield f"Deprivation score: {own.imd_score:.0f}, higher is more deprived{_theirs(theirs)}"
    if own.over_65 is not None:
        theirs = older(members) if Trait.AGE in used else ""
        yield f"Aged 65 and over: {own.over_65:.0%}{_theirs(theirs)}"
    if own.rural is not None:
        theirs = f"all {_rural(own.rural)}" if Trait.RURALITY in used else ""
        yield f"Setting: {_rural(own.rural)}{_theirs(theirs)}"


def _theirs(said: str) -> str:
    return f" (theirs: {said})" if said else ""


def _missing(how: HowChosen) -> Iterator[Block]:
    """What is not known, and who can add it."""
    missing = how.peers.missing
    if not missing:
        return
    words = listed([each.words for each in missing])
    columns = listed([f"`{COLUMNS[each]}`" for each in missing])
    who = either([f"<@{each}>" for each in how.managers[:3]]) if how.managers else ""
    who = f"{who}, or whoever looks after Peerbot," if who else "Whoever looks after Peerbot"
    yield section(
        f"*Not known of your practice:* {words}. {who} can add it with the practices file: "
        f"`peerbot import practices.csv`, {'column' if len(missing) == 1 else 'columns'} {columns}."
    )


def _fields(how: HowChosen) -> Iterator[Block]:
    peers = how.peers
    pools = [option(_POOLS[each], each) for each in _pools(how)]
    chosen = peers.choice.pool or peers.pool
    yield input_(ids.PEERS_POOL, "From", select(ids.PEERS_POOL, pools, chosen))
    numbers = [option(plural(each, "practice"), str(each)) for each in SIZES]
    yield input_(
        ids.PEERS_SIZE, "How many", select(ids.PEERS_SIZE, numbers, str(peers.choice.size))
    )
    counts = [option(words, trait) for trait, words in _COUNTS.items()]
    yield input_(
        ids.PEERS_TRAITS,
        "What counts",
        checkboxes(ids.PEERS_TRAITS, counts, peers.choice.traits),
    )


def _pools(how: HowChosen) -> Iterator[Pool]:
    """Those in which somebody may be found."""
    yield Pool.GROUP
    if how.peers.own.pcn is not None:
        yield Pool.PCN
    if not how.only_group:
        yield Pool.ENGLAND


def _ways(how: HowChosen, zone: str) -> Iterator[Block]:
    """Who chose last, the way to others, and the way back."""
    buttons = [button(ids.PEERS_OTHERS, "Ask for others")]
    if how.kept is None:
        yield context("Nobody at your practice has asked for others: this is the usual way.")
    else:
        when = day(how.kept.chosen_at, zone)
        yield context(f"Chosen for your practice by <@{how.kept.chosen_by}> on {when}.")
        buttons.append(button(ids.PEERS_USUAL, "Back to the usual"))
    yield actions(buttons)
