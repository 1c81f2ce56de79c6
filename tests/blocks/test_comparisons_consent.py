"""What a practice reads where it says how others see it: every step in plain words, nothing promised
that cannot be held."""

from typing import Any

from bot.blocks import ids
from bot.blocks.comparisons.consent import build_saved_modal, build_sharing_modal, render_changed
from bot.domain.comparisons.consent import WHOLE_GROUP, Changed, Consent, Rung, Standing
from bot.domain.delivery import Message
from tests.support.people import PRACTICES
from tests.support.snippets import NOW, ZONE, lines

ALDER = PRACTICES[0]


def chosen(channel: str, rung: Rung, by: str = "U2") -> Consent:
    return Consent(ALDER.ods_code, channel, rung, by, NOW)


def read(view: dict[str, Any]) -> list[str]:
    return lines(Message("", tuple(view["blocks"])))


def form(*choices: Consent, channel: str | None = WHOLE_GROUP) -> list[str]:
    return read(build_sharing_modal(Standing(ALDER, choices), channel, "C1", ZONE))


def test_the_form_says_what_each_step_means_and_what_cannot_be_taken_back() -> None:
    assert form() == [
        "*Alder Lane Surgery*\nWhat do others see of your figures? You always see your own beside "
        "theirs, whatever you choose.",
        "For: (x) The whole group | One channel only",
        "*Now in the whole group:* a dot without a name. Nobody at your practice has changed that.",
        "From now on: For our own eyes only | (x) A dot without a name (the usual) | Named, and happy to "
        "be asked",
        "It counts at once: what I posted before is redrawn, without the dot or the name where you came "
        "down. What people have seen, saved or copied by then cannot be taken back, and figures that "
        "are published stay public. "
        "A name is shown only beside figures that are published anyway. Everybody in the channel reads "
        "it, managers too; where another organisation reads along it is left out, and where fewer than "
        "three dots would stay without one. "
        "Coming down for the whole group takes every channel down with it. Any member of the practice "
        "can change it, and the others are told who did.",
    ]
    step = build_sharing_modal(Standing(ALDER), WHOLE_GROUP, "C1", ZONE)["blocks"][3]
    assert [each["description"]["text"] for each in step["element"]["options"]] == [
        "No dot of ours in anybody else's picture, count or median",
        "One dot among the others",
        "Our name and figure below comparisons in a channel",
    ]


def test_the_form_says_who_changed_it_last_and_where_it_is_otherwise() -> None:
    choices = (chosen(WHOLE_GROUP, Rung.OWN_EYES), chosen("C1", Rung.NAMED, "U3"))
    assert form(*choices)[2:4] == [
        "*Now in the whole group:* for our own eyes only. Chosen by <@U2> on Tue 24 Nov 2026.\n"
        "*But in <#C1>:* named, and happy to be asked. Chosen by <@U3> on Tue 24 Nov 2026.",
        "From now on: (x) For our own eyes only | A dot without a name (the usual) | Named, and happy to "
        "be asked",
    ]


def test_a_channel_has_its_own_choice_or_follows_the_group() -> None:
    group = chosen(WHOLE_GROUP, Rung.OWN_EYES)
    follows = form(group, channel="C1")
    assert follows[1:3] == ["For: The whole group | (x) One channel only", "Channel"]
    assert follows[3] == (
        "*Now in <#C1>:* for our own eyes only. Chosen for the whole group by <@U2> on Tue 24 Nov 2026."
    )
    assert follows[4].endswith("Named, and happy to be asked | (x) As in the whole group")
    own = form(group, chosen("C1", Rung.NAMED), channel="C1")
    assert "(x) Named, and happy to be asked" in own[4]


def test_what_was_chosen_for_one_channel_is_not_taken_for_another() -> None:
    views = [build_sharing_modal(Standing(ALDER), each, "C1", ZONE) for each in ("", "C1", "C2")]
    found = {block["block_id"] for view in views for block in view["blocks"] if "block_id" in block}
    assert {f"{ids.SHARING_STEP}_{each}" for each in ("", "C1", "C2")} <= found


def test_before_a_channel_is_chosen_nothing_is_offered_for_it() -> None:
    view = build_sharing_modal(Standing(ALDER), None, "", ZONE)
    assert [line.split(":")[0] for line in read(view)[1:3]] == ["For", "Channel"]
    assert not any(line.startswith("From now on") for line in read(view))
    assert view["submit"]["text"] == "Go on"


def test_afterwards_it_is_said_what_others_see_now() -> None:
    def said(**more: Any) -> str:
        return read(build_saved_modal(Changed(ALDER, **more)))[0]

    assert said(channel=WHOLE_GROUP, before=Rung.UNLABELLED, now=Rung.OWN_EYES) == (
        "Alder Lane Surgery in the whole group: from now on others see nothing. It has no dot, and is "
        "in no count or median of theirs. What I posted before is being redrawn, and the other members "
        "of your practice are told."
    )
    assert said(channel="C1", before=Rung.UNLABELLED, now=Rung.NAMED).startswith(
        "Alder Lane Surgery in <#C1>: from now on others see a dot, and below comparisons its name and "
        "figure, as somebody to ask."
    )
    assert said(channel="C1", before=Rung.NAMED, now=Rung.NAMED, anything=False) == (
        "It stays as it was. Alder Lane Surgery in <#C1>: others see a dot, and below comparisons its "
        "name and figure, as somebody to ask."
    )


def test_colleagues_read_who_changed_what_and_that_they_may_too() -> None:
    changed = Changed(ALDER, WHOLE_GROUP, Rung.NAMED, Rung.OWN_EYES, taken_down=("C1", "C2"))
    assert lines(render_changed("U2", changed)) == [
        "<@U2> has changed what others see of Alder Lane Surgery in the whole group. Before: named, and "
        "happy to be asked. Now: for our own eyes only. The same goes for <#C1> and <#C2>, where it was "
        "more until now. Any of you can change it.",
        "[Show or change]",
    ]
