"""The list of indicators and the form in which a lead edits one, through the real app."""

import pytest
from sqlalchemy import select

from bot.blocks.comparisons.indicators import PAGE
from bot.demo.people import GPS, LEAD
from bot.domain.comparisons import Observation
from bot.domain.indicators.known import KNOWN
from storage.comparisons import IndicatorStore
from storage.schema.comparisons import IndicatorRow
from storage.schema.journal import AuditRow
from tests.support.kept import put_figures
from tests.support.town import TUESDAY, Town

ALL = "all-practices"
COUNT = PAGE + 5


@pytest.fixture
async def figures(town: Town) -> Town:
    """A figure for each of more indicators than fit on a page."""
    services = town.stage.peerbot.services
    month = TUESDAY.date().replace(day=1)
    seen = [Observation(each.key, "Y90001", month, 1.0, 2.0) for each in KNOWN[:COUNT]]
    async with services.context.database.transaction() as session:
        await put_figures(session, services.workspace.id, KNOWN[:COUNT], seen, TUESDAY)
    return town


async def row(town: Town, key: str) -> IndicatorRow:
    async with town.stage.database.reading() as session:
        return (await session.scalars(select(IndicatorRow).filter_by(key=key))).one()


async def test_a_gp_sees_what_there_is_by_theme_and_cannot_edit(figures: Town) -> None:
    gp = figures.person(GPS[0])
    await gp.command(ALL, "/compare indicators")
    shown = await gp.modal()
    assert f"There are figures on {COUNT} indicators." in shown.text
    assert "Page 1 of 2." in shown.text
    assert shown.text.index("Prescribing") < shown.text.index("Referrals")
    assert "How many antibiotics do we prescribe" in shown.text
    assert "[Edit]" not in shown.text


async def test_the_list_is_turned_page_by_page(figures: Town) -> None:
    lead = figures.lead
    await lead.command(ALL, "/compare indicators")
    first = (await lead.modal()).text
    assert "[Page before]" not in first
    await lead.press("Next page")
    second = (await lead.modal()).text
    assert "Page 2 of 2." in second
    assert "[Next page]" not in second
    names = [each.name for each in KNOWN[:COUNT]]
    assert all((f"\n{name}\n" in first) is not (f"\n{name}\n" in second) for name in names)
    await lead.press("Page before")
    assert (await lead.modal()).text == first


async def test_a_lead_changes_all_that_can_be_changed(figures: Town) -> None:
    lead = figures.lead
    await lead.command(ALL, "/compare indicators")
    await lead.press("Edit Oral antibiotic items per 1,000 patients")
    form = await lead.modal()
    assert form.title == "Edit indicator"
    assert "Counted: oral antibiotic items\nAgainst: thousand registered patients" in form.text
    await lead.fill("Name", "Antibiotics by mouth")
    await lead.fill("Question", "How many  antibiotics do we give by mouth?")
    await lead.choose("Theme", "Other")
    await lead.choose("Direction", "Neither direction is better")
    await lead.fill("Other words it is found by", "penicillin")
    await lead.choose("Who answers for these figures", LEAD.name)
    await lead.choose("Are the counts public?", "No: show small counts as *, others rounded")
    await lead.submit()
    kept = await row(figures, "all_antibiotics")
    assert (kept.name, kept.question) == (
        "Antibiotics by mouth",
        "How many antibiotics do we give by mouth?",
    )
    assert (kept.theme, kept.polarity, kept.aliases) == ("other", "none", "penicillin")
    assert (kept.owner, kept.public) == (LEAD.id, False)
    assert (kept.unit, kept.multiplier, kept.standing) == (
        "items a month per 1,000 patients",
        1,
        True,
    )
    assert (await lead.modal()).title == "Indicators"
    await lead.press("Next page")
    assert "Antibiotics by mouth" in (await lead.modal()).text
    async with figures.stage.database.reading() as session:
        noted = select(AuditRow.actor, AuditRow.subject).filter_by(deed="edited an indicator")
        assert [tuple(each) for each in await session.execute(noted)] == [
            (LEAD.id, "all_antibiotics")
        ]


async def test_what_a_lead_has_changed_stays_when_figures_come_again(figures: Town) -> None:
    lead = figures.lead
    await lead.command(ALL, "/compare indicators")
    await lead.press("Edit Oral antibiotic items per 1,000 patients")
    await lead.fill("Name", "Antibiotics by mouth")
    await lead.submit()
    services = figures.stage.peerbot.services
    async with services.context.database.transaction() as session:
        await IndicatorStore(session, services.workspace.id).ensure(KNOWN)
    assert (await row(figures, "all_antibiotics")).name == "Antibiotics by mouth"
    gp = figures.person(GPS[0])
    await gp.command(ALL, "/compare indicators")
    assert "Antibiotics by mouth" in (await gp.modal()).text


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("Name", "Reliever share of inhalers", "Another indicator is called that already."),
        ("Name", "Our worst habit", "Please leave out “worst”: it reads as a reproach."),
        ("Question", "We prescribe so many", "Please write it as a question"),
        ("Question", "Are outliers bad?", "Please leave out “outliers”"),
        ("Name", "Items of 943 476 5919", "This looks as if it has an NHS number in it."),
        ("Other words it is found by", "dob 12/03/1956", "This looks as if it has a date of birth"),
    ],
)
async def test_what_cannot_be_kept_is_said_under_its_field(
    figures: Town, field: str, text: str, said: str
) -> None:
    lead = figures.lead
    await lead.command(ALL, "/compare indicators")
    await lead.press("Edit Oral antibiotic items per 1,000 patients")
    await lead.fill(field, text)
    assert (await lead.submit_refused())[field].startswith(said)
    assert (await row(figures, "all_antibiotics")).name.startswith("Oral antibiotic items")


async def test_without_figures_there_is_nothing_to_list(town: Town) -> None:
    await town.lead.command(ALL, "/compare indicators")
    assert "There are no figures yet" in (await town.lead.modal()).text
