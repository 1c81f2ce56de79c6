"""How peers are chosen, through the real app: what a GP reads, asks for, and is told of bad choices."""

from importlib.resources import as_file, files

import pytest

from bot.blocks import ids
from bot.blocks.comparisons.peers import how_chosen_button
from bot.blocks.kit import actions
from bot.demo.people import GPS, MANAGER, NEWCOMER
from bot.domain.delivery import DirectMessage, Message
from bot.playground.person import Person
from bot.sources.people import read_people
from storage.delivery import DeliveryStore
from tests.support.town import Town

ALL = "all-practices"
TITLE = "How peers are chosen"


@pytest.fixture
def gp(town: Town) -> Person:
    return town.person(GPS[0])


async def test_a_gp_reads_how_the_peers_were_chosen(town: Town, gp: Person) -> None:
    await gp.command(ALL, "/compare peers")
    form = await gp.modal()
    assert form.title == TITLE
    for part in (
        "Greenside Health Centre is compared with 10 urban practices of",
        "They are the nearest to yours of 13 practices of the group, by list size, deprivation and share "
        "of patients aged 65 and over, each counting the same.",
        "Only urban practices were taken, because yours is urban.",
        "Nobody is told which practices they are.",
        "List size: 10,120 (theirs: ",
        "Deprivation score: 30, higher is more deprived (theirs: ",
        "Aged 65 and over: 17% (theirs: ",
        "Setting: urban (theirs: all urban)",
        "Nobody at your practice has asked for others",
    ):
        assert part in form.text
    assert form.submit is None
    assert "Y900" not in form.text
    for other in ("Alder Lane", "Brook Street", "North Row"):
        assert other not in form.text


async def ask_for_others(gp: Person) -> None:
    await gp.command(ALL, "/compare peers")
    await gp.press("Ask for others")


async def test_others_are_asked_for_and_shown_at_once(town: Town, gp: Person) -> None:
    await ask_for_others(gp)
    form = await gp.modal()
    assert form.title == "Ask for other peers"
    assert form.fields["From"] == "Our group"
    assert form.fields["How many"] == "10 practices"
    assert form.fields["What counts"].startswith("List size, Deprivation of the area")
    await gp.choose("How many", "5 practices")
    await gp.submit()
    text = (await gp.modal()).text
    assert "Saved. From now on everybody at Greenside Health Centre" in text
    assert "compared with 5 urban practices" in text
    assert f"Chosen for your practice by @{GPS[0].name} on Tue 24 Nov 2026." in text
    await gp.press("Ask for others")
    assert (await gp.modal()).fields["How many"] == "5 practices"


async def test_back_to_the_usual(town: Town, gp: Person) -> None:
    await ask_for_others(gp)
    await gp.choose("How many", "5 practices")
    await gp.submit()
    await gp.press("Back to the usual")
    text = (await gp.modal()).text
    assert "compared with 10 urban practices" in text
    assert "[Back to the usual]" not in text
    await gp.press("Ask for others")
    assert (await gp.modal()).fields["How many"] == "10 practices"


async def test_a_choice_that_finds_nobody_is_refused_under_its_field(
    town: Town, gp: Person
) -> None:
    await ask_for_others(gp)
    await gp.choose("What counts", "Urban with urban, rural with rural")
    refused = await gp.submit_refused()
    assert refused["What counts"].startswith("Please tick list size, deprivation or age as well")


async def test_without_a_practice_one_is_told_kindly_what_to_do(town: Town) -> None:
    newcomer = town.person(NEWCOMER)
    await newcomer.command(ALL, "/compare peers")
    await newcomer.sees("I do not know yet which practice you work in", channel=ALL)


async def test_words_that_mean_no_figures_say_so(town: Town, gp: Person) -> None:
    await gp.command(ALL, "/compare peers xylophones")
    await gp.sees("Nothing here fits “xylophones”", channel=ALL)


async def test_what_is_missing_is_said_with_who_can_add_it(town: Town) -> None:
    people = town.stage.peerbot.services.people
    text = "ods_code,name,list_size,imd_decile\nY90099,Old Mill Surgery,,\n"
    await people.take_in(read_people(text, "practices.csv"), "command line")
    text = f"slack_user,practice,role,formal_role\n{GPS[0].id},Y90099,gp,no\n"
    await people.take_in(read_people(text, "members.csv"), "command line")
    gp = town.person(GPS[0])
    await gp.command(ALL, "/compare peers")
    form = await gp.modal()
    assert "compared with all the other 14 practices of the group" in form.text
    assert "Not known of your practice: list size, deprivation, share of patients" in form.text
    assert f"@{MANAGER.name}, or whoever looks after Peerbot, can add it" in form.text
    assert "columns list_size, imd_score, over_65 and rurality" in form.text


async def test_a_rural_practice_among_too_few_is_told_that_the_setting_does_not_count(
    town: Town,
) -> None:
    gp = town.person(GPS[1])
    await gp.command(ALL, "/compare peers")
    text = (await gp.modal()).text
    assert "Hawthorn House Practice is compared with 10 practices of" in text
    assert "There are too few rural practices like yours, so the setting does not count." in text


async def test_the_button_under_a_private_answer_explains_the_peers_of_these_figures(
    town: Town, gp: Person
) -> None:
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    answer = Message("Your figures", (actions([how_chosen_button("ktt9_antibiotics")]),))
    services = town.stage.peerbot.services
    async with services.context.database.transaction() as session:
        store = DeliveryStore(session, services.workspace.id)
        await store.plan(
            DirectMessage("answer:1", GPS[0].id, answer), now=services.context.clock.now()
        )
    await town.settle()
    await gp.press("How my peers were chosen")
    assert "compared with 10 urban practices" in (await gp.modal()).text


async def test_help_says_what_can_be_asked(town: Town, gp: Person) -> None:
    await gp.command(ALL, "/compare help")
    await gp.sees(f"{ids.COMPARE} peers [words]", channel=ALL)
    await gp.sees(f"{ids.COMPARE} indicators", channel=ALL)
