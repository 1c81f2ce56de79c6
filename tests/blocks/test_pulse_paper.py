"""The board paper: one file that asks nothing of anywhere, says why what is hidden is, and has two pages."""

import json
import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.blocks.pulse.paper import paper_pictures, render_paper
from bot.charts import ChartPool
from bot.domain.questions import Question
from bot.domain.results import Reply, Report
from bot.services.pulse.files import FileKind, file_of
from tests.support.browser import DESK, PHONE
from tests.support.reports import (
    ALL_TYPES,
    CLOSES,
    EIGHT,
    FEW,
    FEW_LEADERS,
    FOUR,
    REPLY,
    SESSION,
    TEXTS,
    a_report,
    worded,
)

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

ADDRESSES = re.compile(
    r"""(?:src|href|srcset|action|poster)\s*=|url\(|@import|<(?:script|link|iframe)"""
)
LONG_REPLY = Reply("You said many different things about it. " * 60, "U900", CLOSES)
LISTED_REPLY = Reply("\n\n".join(f"- point {number}" for number in range(40)), "U900", CLOSES)
PAPERS = {
    "four": a_report(FOUR),
    "four-second": a_report(FOUR, earlier=1),
    "four-seventh": a_report(FOUR, earlier=6),
    "four-few-leaders": a_report(FOUR, earlier=6, answered=FEW_LEADERS),
    "four-long-reply": a_report(FOUR, earlier=6, reply=LONG_REPLY),
    "eight": a_report(EIGHT),
    "eight-second": a_report(EIGHT, earlier=1),
    "eight-seventh": a_report(EIGHT, earlier=6),
    "eight-other-answers": a_report(EIGHT, earlier=6, seed=3),
    "eight-long-reply": a_report(EIGHT, earlier=6, reply=LONG_REPLY),
    "four-listed-reply": a_report(FOUR, earlier=6, reply=LISTED_REPLY),
    "eight-listed-reply": a_report(EIGHT, earlier=6, reply=LISTED_REPLY),
    "eight-few": a_report(EIGHT, answered=FEW, reply=None),
    "session": a_report(SESSION, texts=("Long. " * 200,) * 30),
    "all-types": a_report(ALL_TYPES, earlier=6),
}


@pytest.fixture(scope="module")
async def charts() -> AsyncIterator[ChartPool]:
    pool = ChartPool()
    yield pool
    pool.close()


async def drawn(report: Report, charts: ChartPool) -> str:
    return (await file_of(report, FileKind.HTML, charts)).content.decode()


def words(html: str) -> str:
    """What is read, without tags."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


# ---- one file, safe to open


async def test_it_asks_nothing_of_anywhere_and_runs_nothing(charts: ChartPool) -> None:
    html = await drawn(a_report(EIGHT, earlier=6), charts)
    for found in ADDRESSES.finditer(html):
        assert html[found.start() :].startswith('src="data:image/png;base64,'), found.group()
    assert "http:" not in html
    assert "https:" not in html
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in html
    assert not re.search(r"\son\w+\s*=", re.sub(r"base64,[^\"]+", "", html))
    assert html.startswith('<!DOCTYPE html>\n<html lang="en-GB">')


def test_what_was_typed_is_escaped() -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
    report = worded(
        a_report(ALL_TYPES, earlier=1, texts=(bad,) * 6, reply=Reply(bad, "U900", CLOSES)),
        Question("owned", bad, bad),
    )
    html = render_paper(report, {})
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") >= 3


# ---- what it says


def test_it_begins_with_what_was_found_and_how_many_answered() -> None:
    said = words(render_paper(a_report(earlier=1), {}))
    order = [
        "Pulse 12: Ownership, four questions",
        "Open from Tue 17 Nov 2026 to Tue 24 Nov 2026.",
        "48 people were asked",
        "35 of 48 answered (73%).",
        "The widest clear gap is “Decisions reflect my views”: 43 points.",
        "Members feel it less than leaders: 35 of 100 against 78.",
        "You said, we did",
        REPLY.text,
        "People waited 12 days for this reply.",
        "The figures",
        "What is hidden, and why",
        "Moran and others, BMJ Open 2017",
        "Intervals are at 95%",
        "Answers were counted and deleted",
    ]
    places = [said.index(each) for each in order]
    assert places == sorted(places)


def test_published_figures_have_their_source_and_caveat() -> None:
    said = words(render_paper(a_report(), {}))
    assert "66% / 35%" in said
    assert "58% / 18%" in said
    assert "about 80% / 33%" in said
    assert (
        "2,611 GPs (46% answered). About clinical commissioning groups, which ended in 2022" in said
    )
    assert "Found elsewhere" not in words(render_paper(a_report(SESSION), {}))


def test_each_hidden_figure_has_a_letter_and_each_letter_its_reason() -> None:
    for report in PAPERS.values():
        said = words(render_paper(report, {}))
        letters = set(re.findall(r"hidden \((\w)\)", said))
        reasons = set(re.findall(r"\((\w)\) (?:Everyone|Leaders|Members): ", said))
        assert letters <= reasons
    said = words(render_paper(a_report(answered=FEW_LEADERS), {}))
    assert "(a) Leaders: every question. Fewer than 5 answers." in said
    assert "(b) Members: every question. Beside the total it would show the other group" in said


def test_where_nothing_can_be_drawn_it_says_why() -> None:
    few = a_report(answered=FEW)
    assert "gap" not in paper_pictures(few)
    said = words(render_paper(few, {}))
    assert "There is no chart here. The total is hidden: fewer than 5 answers." in said
    said = words(render_paper(a_report(answered=FEW_LEADERS), {}))
    assert "Leaders and members are not shown apart. Leaders are hidden: fewer than 5" in said


def test_a_round_without_a_reply_says_so() -> None:
    assert "There is no reply to it yet." in words(render_paper(a_report(reply=None), {}))


def test_long_texts_are_cut_and_the_rest_is_in_the_workbook() -> None:
    html = render_paper(PAPERS["session"], {})
    assert html.count("<li>Long.") == 6
    assert "30 people wrote something; in an order of chance. Everything" in words(html)
    assert "The whole of it is in the workbook" in words(
        render_paper(PAPERS["eight-long-reply"], {})
    )
    assert "workbook" not in words(render_paper(a_report(ALL_TYPES), {}))


def test_what_few_wrote_is_hidden_and_says_why() -> None:
    said = words(render_paper(a_report(ALL_TYPES, texts=TEXTS[:4]), {}))
    assert TEXTS[0] not in said
    assert "Everyone: “What would be better”. Fewer than 5 people wrote something." in said


async def test_each_picture_has_a_text(charts: ChartPool) -> None:
    html = await drawn(a_report(EIGHT, earlier=6), charts)
    assert html.count("<img ") == 3
    assert 'alt="Leaders and members beside each other, question by question.' in html
    assert 'role="img" aria-label="Trend over 7 rounds, May 2025 to Nov 2026.' in html


async def test_files_are_named_for_their_round(charts: ChartPool) -> None:
    report = a_report()
    files = [await file_of(report, kind, charts) for kind in FileKind]
    assert [each.name for each in files] == ["pulse-12.html", "pulse-12.xlsx", "pulse-12.csv"]
    assert all(each.title.startswith("Pulse 12: Ownership") for each in files)
    assert files[1].content[:2] == b"PK"
    assert files[2].content.startswith(b"\xef\xbb\xbfpulse,")


# ---- in a browser


async def shown(
    browser: "Browser", charts: ChartPool, name: str, folder: Path, size: tuple[int, int] = DESK
) -> "Page":
    """The paper as a file that somebody opens."""
    file = folder / f"{name}.html"
    file.write_text(await drawn(PAPERS[name], charts), encoding="utf-8")
    page = await browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    await page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("name", PAPERS)
async def test_it_prints_to_two_pages(
    browser: "Browser", charts: ChartPool, name: str, tmp_path: Path
) -> None:
    page = await shown(browser, charts, name, tmp_path)
    pdf = await page.pdf(prefer_css_page_size=True)
    await page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf))
    assert [round(float(each)) for each in boxes.pop().split()] == [0, 0, 595, 842]  # A4
    assert not boxes


@pytest.mark.parametrize("name", ["four-seventh", "eight-seventh", "all-types", "eight-few"])
async def test_on_a_phone_nothing_is_wider_than_it(
    browser: "Browser", charts: ChartPool, name: str, tmp_path: Path
) -> None:
    page = await shown(browser, charts, name, tmp_path, PHONE)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    await page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["four-seventh", "four-few-leaders", "all-types", "eight-few"])
async def test_axe_finds_nothing_wrong(
    browser: "Browser", charts: ChartPool, name: str, size: tuple[int, int], tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright")
    page = await shown(browser, charts, name, tmp_path, size)
    found: dict[str, Any] = (await axe.Axe().run(page)).response
    await page.close()
    assert [
        f"{each['id']}: {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}"
        for each in found["violations"]
    ] == []
