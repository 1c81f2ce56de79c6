"""What is said about where somebody works: the form, the question to who knows, and what came of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    checkboxes,
    context,
    external_select,
    input_,
    modal,
    multi_external_select,
    option,
    plain_text_input,
    radio,
    section,
)
from bot.blocks.text import either, escape, listed, plural
from bot.domain.delivery import Block, Message
from bot.domain.joining import Claim, Standing
from bot.domain.people import Member
from bot.domain.register import Place

TITLE = "Where you work"
LOCUM = "locum"
YES, NO, UNSAID = "yes", "no", "unsaid"
FORMAL = {YES: True, NO: False, UNSAID: None}
MOST_ALSO = 10
UNLISTED_MAX = 300
WHY_FORMAL = (
    "Pulses compare those who hold one with everybody else, never by name, and each pulse goes by what "
    "is recorded when it opens."
)
OWN_ONLY = "A practice's own figures are shown only to people who work there."
MEANWHILE = "Pulses and peer sessions ask you meanwhile."


def people(users: Sequence[str], otherwise: str = "whoever looks after Peerbot") -> str:
    """Some of them, to be asked; no more than three."""
    return either([f"<@{each}>" for each in users[:3]]) if users else otherwise


def all_of(users: Sequence[str]) -> str:
    return listed([f"<@{each}>" for each in users]) if users else "whoever looks after Peerbot"


def say_where_button(words: str = "Say where you work") -> Element:
    return button(ids.MEMBER_OPEN, words)


def with_way_in(sentence: str) -> list[Block]:
    """A refusal, with the way to what it lacks."""
    return [section(sentence), actions([say_where_button()])]


# ---- the form


def place_option(place: Place) -> Element:
    parts = [place.ods_code, place.postcode, "in the group" if place.own else None]
    return option(place.name or place.ods_code, place.ods_code, " · ".join(filter(None, parts)))


def build_member_form(
    member: Member | None, claims: Sequence[Claim], place_of: Callable[[str], Place]
) -> View:
    """As they said it last, confirmed or not; ``place_of`` gives a practice by its code."""
    main = next((each.ods_code for each in claims if each.main), None)
    if main is None and member and member.practice:
        main = member.practice.ods_code
    also = [each.ods_code for each in member.also_at] if member else []
    also += [each.ods_code for each in claims if not each.main]
    said = [section(f"{OWN_ONLY} So a colleague there, or a manager, confirms what you say.")]
    return modal(
        ids.MEMBER_FORM,
        TITLE,
        [*said, *_fields(member, main, also, place_of), _unlisted()],
        submit="Save",
    )


def _fields(
    member: Member | None,
    main: str | None,
    also: Sequence[str],
    place_of: Callable[[str], Place],
    *,
    theirs: bool = False,
) -> Iterator[Block]:
    chosen = place_option(place_of(main)) if main else None
    yield input_(
        ids.MEMBER_PRACTICE,
        "Their practice" if theirs else "Your practice",
        external_select(ids.MEMBER_PRACTICE, chosen, placeholder="Name, ODS code or postcode"),
        optional=True,
    )
    others = [place_option(place_of(each)) for each in dict.fromkeys(also)][:MOST_ALSO]
    menu = multi_external_select(ids.MEMBER_ALSO, others, most=MOST_ALSO)
    yield input_(ids.MEMBER_ALSO, "Also at", menu, optional=True)
    words = "A locum" if theirs else "I am a locum"
    locum = checkboxes(
        ids.MEMBER_LOCUM,
        [option(f"{words}: at no practice in particular", LOCUM)],
        [LOCUM] if member and member.locum else [],
    )
    yield input_(ids.MEMBER_LOCUM, "Locum", locum, optional=True)
    yield _formal(member, theirs=theirs)


def _formal(member: Member | None, *, theirs: bool) -> Block:
    """Somebody who has not said yet has nothing chosen for them."""
    unsaid = "Not known" if theirs else "I would rather not say"
    options = [option("Yes", YES), option("No", NO), option(unsaid, UNSAID)]
    known = {True: YES, False: NO, None: None}[member.formal_role if member else None]
    who = "Do they" if theirs else "Do you"
    return input_(
        ids.MEMBER_FORMAL,
        f"{who} hold a formal role in the group, such as a seat on its board?",
        radio(ids.MEMBER_FORMAL, options, known),
        hint=WHY_FORMAL,
        optional=True,
    )


def _unlisted() -> Block:
    return input_(
        ids.MEMBER_UNLISTED,
        "My practice is not in the list",
        plain_text_input(ids.MEMBER_UNLISTED, max_length=UNLISTED_MAX),
        hint="What it is called, and where. It goes to somebody who can add it.",
        optional=True,
    )


def build_said_modal(lines: Sequence[str]) -> View:
    """What the form becomes."""
    return modal("", TITLE, [section("\n\n".join(lines))], close="Close")


def say_saved(
    member: Member, asked: Mapping[Claim, Sequence[str]], outside: Sequence[Claim]
) -> Iterator[str]:
    """How it stands now: what holds, what waits, and who can confirm it."""
    if member.locum:
        yield (
            "You are recorded as a locum. Pulses ask you, and you can be invited to peer sessions; no "
            "practice's figures are shown to you."
        )
    elif member.practices:
        yield f"You are at {_practices(member)}."
    for claim, users in asked.items():
        if claim in outside:
            yield (
                f"*{escape(claim.name)}* is not one of the group's practices as far as I know, so I ask "
                f"{all_of(users)} about it. {MEANWHILE}"
            )
        else:
            yield (
                f"You have said that you work at *{escape(claim.name)}*. I ask {all_of(users)} to "
                f"confirm it; then you see its figures. {MEANWHILE}"
            )
    if not (member.locum or member.practices or asked):
        yield f"Saved. {MEANWHILE}"


def say_passed_on(users: Sequence[str]) -> str:
    return f"What you wrote about your practice is on its way to {all_of(users)}."


def _practices(member: Member) -> str:
    main, *more = [f"*{escape(each.name)}*" for each in member.practices]
    return f"{main}, also at {', '.join(more)}" if more else main


# ---- to who knows


def render_question(claim: Claim, *, outside: bool) -> Message:
    """Whether somebody works there."""
    much = "mostly work" if claim.main else "also work"
    said = f"<@{claim.user}> says that they {much} at *{escape(claim.name)}*. Is that right?"
    small = "A yes lets them see this practice's own figures. The first answer counts."
    if outside:
        small = not_of_the_group(claim)
    return Message(said, (section(said), actions(claim_buttons(claim)), context(small)))


def claim_buttons(claim: Claim, yes: str = ids.CLAIM_YES, no: str = ids.CLAIM_NO) -> list[Element]:
    value, at = f"{claim.user} {claim.ods_code}", f"they work at {claim.name}"
    return [
        button(yes, "Yes", value, style="primary", label=f"Yes, {at}"),
        button(no, "No", value, label=f"No: it is not right that {at}"),
    ]


def not_of_the_group(claim: Claim) -> str:
    return (
        f"{escape(claim.name)} ({claim.ods_code}) is not one of the group's practices yet: add it to "
        f"them first, with `{ids.PEERBOT} setup`, then confirm. Without it they are a member who sees no "
        "practice's figures."
    )


def render_decided(claim: Claim, by: str, *, yes: bool) -> Message:
    """What the question becomes."""
    if yes:
        said = (
            f"<@{by}> has confirmed that <@{claim.user}> works at {escape(claim.name)}. Thank you."
        )
    else:
        said = f"<@{by}> has said that <@{claim.user}> is not at {escape(claim.name)}. Thank you."
    return Message(said, (section(said),))


def render_gone(claim: Claim) -> Message:
    said = f"<@{claim.user}> does not say any more that they work at {escape(claim.name)}."
    return Message(said, (section(said),))


def render_settled(claim: Claim) -> Message:
    said = f"Whether <@{claim.user}> works at {escape(claim.name)} needs no answer any more. Thank you."
    return Message(said, (section(said),))


def answered_before(user: str, member: Member | None, ods_code: str) -> str:
    if member and any(each.ods_code == ods_code for each in member.practices):
        return (
            f"Somebody was quicker: it is confirmed already that <@{user}> works there. Thank you."
        )
    return (
        f"Somebody was quicker and said no, or <@{user}> has left or has changed what they say. "
        "Nothing is left to do here, thank you."
    )


def render_unlisted(user: str, words: str) -> Message:
    """To whoever looks after people."""
    said = f"<@{user}> does not find their practice in the list."
    quoted = "\n".join(f">{line}" for line in escape(words).splitlines())
    label = "Say where they work"
    edit = button(ids.MEMBER_EDIT, label, user)
    return Message(said, (section(f"{said} They write:\n{quoted}"), actions([edit])))


# ---- to the person


def render_outcome(claim: Claim, by: str, keepers: Sequence[str], *, yes: bool) -> Message:
    name = escape(claim.name)
    if yes:
        said = (
            f"<@{by}> has confirmed that you work at *{name}*. From now on `{ids.COMPARE}` shows you its "
            "figures, only to you."
        )
        return Message(said, (section(said),))
    said = (
        f"You said that you work at *{name}*. I asked, and was told that it is another. "
        f"That happens: please choose your practice once more, or write to {people(keepers)}. {MEANWHILE}"
    )
    return Message(said, (section(said), actions([say_where_button()])))


def render_asking() -> Message:
    """The one time that the bot asks by itself."""
    said = (
        "May I ask where you work? I do not know it yet. When a colleague there has confirmed it, "
        f"`{ids.COMPARE}` shows you its figures, only to you."
    )
    small = f"{MEANWHILE.replace('meanwhile', 'either way')} I ask this only once."
    return Message(said, (section(said), actions([say_where_button()]), context(small)))


def say_where_unknown(standing: Standing, so: str) -> str:
    """Why something about one's own practice cannot be done; ``so`` is what, after "so "."""
    if standing.claims:
        names = either([escape(each.name) for each in standing.claims])
        whom = people(standing.asked)
        return f"You have said that you work at {names}; {whom} can confirm it. Until then {so}."
    if standing.member and standing.member.locum:
        return f"You are recorded as a locum, at no practice in particular, so {so}."
    return f"I do not know yet which practice you work in, so {so}. Please say where you work."


def not_known(keepers: Sequence[str], so: str) -> str:
    """To somebody who is no member yet; ``so`` is what follows."""
    return (
        f"I do not know you as a member of the group yet, so {so}. You can say where you work, or ask "
        f"{people(keepers)} to add you."
    )


def not_full(keepers: Sequence[str], *, outsider: bool) -> str:
    """To guests of this Slack, and people of another one."""
    if outsider:
        return (
            "You are here from another organisation's Slack, and pulses and figures are for the group's "
            f"own members. Peer sessions can invite you as a guest; {people(keepers)} can tell you more."
        )
    return (
        "You are a guest in this Slack, and pulses and figures are for full members. Ask "
        f"{people(keepers)} to have you made a full member. Peer sessions can invite you as a guest."
    )


# ---- on the Home tab


def home_member(standing: Standing) -> Iterator[Block]:
    """One line about oneself; and how many wait, for those who may confirm."""
    member = standing.member
    words = "Change" if member and (member.practices or member.locum) else "Say where you work"
    yield section(f"*You:* {_about(standing)}", say_where_button(words))
    if standing.to_confirm:
        wait = plural(standing.to_confirm, "person says", "people say")
        look = button(ids.PEOPLE_OPEN, "Look", label="Look at who says where they work")
        yield section(f"{wait} where they work and would like it confirmed.", look)


def _about(standing: Standing) -> str:
    member = standing.member
    parts = []
    if member is None:
        parts.append("not a member of the group yet")
    elif member.locum:
        parts.append("locum, at no practice in particular")
    elif member.practices:
        parts.append(f"at {_practices(member)}")
    else:
        parts.append("practice not said yet")
    parts += [
        f"{escape(each.name)} waits to be confirmed by {people(standing.asked)}"
        for each in standing.claims
    ]
    if member is not None and member.formal_role is not None:
        parts.append("with a formal role" if member.formal_role else "no formal role")
    return " · ".join(parts)


# ---- correcting somebody


def build_correct_form(user: str, member: Member | None, place_of: Callable[[str], Place]) -> View:
    """For whoever looks after people: what they say counts at once."""
    main = member.practice.ods_code if member and member.practice else None
    also = [each.ods_code for each in member.also_at] if member else []
    who = f"<@{user}>" if member else f"<@{user}> is not a member yet: what you save adds them."
    blocks = [section(who), *_fields(member, main, also, place_of, theirs=True)]
    if member is not None:
        remove = checkboxes(
            ids.MEMBER_REMOVE,
            [option("Take them off the list of members", "remove", "Pulses ask them no more")],
        )
        blocks.append(input_(ids.MEMBER_REMOVE, "Or", remove, optional=True))
    return modal(
        ids.MEMBER_CORRECT, "Correct a member", blocks, submit="Save", private_metadata=user
    )
