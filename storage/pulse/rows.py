"""Rows of pulses made into what the domain knows, and back."""

from dataclasses import asdict
from datetime import time
from typing import Any

from bot.domain.disclosure import (
    Audience,
    Band,
    Cell,
    Counts,
    Hidden,
    Picked,
    Reason,
    Shown,
    Written,
)
from bot.domain.pulse import Circle, CircleKind, Group, Plan, Proposal, Round, State
from bot.domain.questions import QuestionSet, question_from_json, question_to_json
from storage.schema.pulse import CellRow, PlanRow, RoundRow

ROUND = tuple(RoundRow.__table__.columns)


def round_of(row: Any) -> Round:
    return Round(
        id=row.id,
        state=State(row.state),
        channel=row.channel,
        opened_by=row.opened_by,
        questions=tuple(question_from_json(each) for each in row.questions),
        k=row.k,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        asked=row.asked,
        answered=row.answered,
        owner=row.owner,
        deputy=row.deputy,
        title=row.title,
        set_id=row.set_id,
        series_id=row.series_id,
        circle=circle_of(row.circle, row.channel),
        groups={Group(group): number for group, number in row.groups.items()},
        remind=row.remind,
        closed_at=row.closed_at,
        thread=row.thread,
    )


def asked_columns(proposal: Proposal) -> dict[str, Any]:
    """What a proposal has in common with the round, or the plan, that it becomes."""
    return {
        "channel": proposal.channel,
        "set_id": proposal.asks.id,
        "title": proposal.asks.title,
        "questions": [question_to_json(each) for each in proposal.questions],
        "circle": circle_to_json(proposal.circle),
        "k": proposal.k,
        "remind": proposal.remind,
        "deputy": proposal.deputy,
    }


def circle_of(kept: dict[str, Any], channel: str) -> Circle:
    """Rounds of the first version kept none: they asked everybody in their channel."""
    if not kept:
        return Circle(CircleKind.CHANNEL, (channel,))
    return Circle(CircleKind(kept["kind"]), tuple(kept["ids"]), kept["name"])


def circle_to_json(circle: Circle) -> dict[str, Any]:
    return {"kind": circle.kind, "ids": list(circle.ids), "name": circle.name}


def plan_of(row: PlanRow) -> Plan:
    questions = tuple(question_from_json(each) for each in row.questions)
    return Plan(
        id=row.id,
        owner=row.owner,
        deputy=row.deputy,
        channel=row.channel,
        asks=QuestionSet(row.set_id, row.title, questions),
        circle=circle_of(row.circle, row.channel),
        k=row.k,
        days=row.days,
        clock=time.fromisoformat(row.clock),
        remind=row.remind,
        repeats=row.repeats,
        ended=row.ended_at is not None,
    )


# ---- what may be shown

_FIGURES = [
    column.name
    for column in CellRow.__table__.columns
    if column.name not in ("round_id", "workspace_id", "question", "audience")
]


def cell_values(cell: Cell) -> dict[str, Any]:
    """One row, with all columns so that many go in as one statement."""
    values: dict[str, Any] = dict.fromkeys(_FIGURES)
    match cell.shown:
        case Hidden(reason):
            values["hidden"] = reason
        case Band(base, opinion, tenths):
            values |= {"base": base, "band_opinion": opinion, "band_tenths": tenths}
        case Picked(base, chosen, others):
            values |= {"base": base, "chosen": [list(each) for each in chosen], "others": others}
        case Written(texts):
            values["base"] = len(texts)
        case Counts():
            values |= asdict(cell.shown)
    return values | {"question": cell.question, "audience": cell.audience}


def cell_of(row: CellRow, texts: tuple[str, ...] = ()) -> Cell:
    """``texts`` are what people wrote, for a question that is answered in words."""
    return Cell(row.question, Audience(row.audience), _shown(row, texts))


def _shown(row: CellRow, texts: tuple[str, ...]) -> Shown:
    base = row.base or 0
    if row.hidden is not None:
        return Hidden(Reason(row.hidden))
    if row.band_opinion is not None:
        return Band(base, row.band_opinion, row.band_tenths or 0)
    if row.chosen is not None:
        return Picked(base, tuple((value, people) for value, people in row.chosen), row.others)
    if row.agree is None:
        return Written(texts)
    return Counts(
        base=base,
        agree=row.agree,
        neither=row.neither or 0,
        disagree=row.disagree or 0,
        strongly_agree=row.strongly_agree,
        strongly_disagree=row.strongly_disagree,
        dont_know=row.dont_know,
        mean=row.mean,
    )
