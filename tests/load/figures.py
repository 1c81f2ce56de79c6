"""What a benchmark found: one JSON line a figure, and whether it reached its goal."""

import json
import operator
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

REACHES: dict[str, Callable[[float, float], bool]] = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, measured several times; without a goal (such as ">= 2") it is for information."""

    name: str
    samples: Sequence[float]
    unit: str
    goal: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> float:
        return statistics.median(self.samples)

    @property
    def missed(self) -> bool:
        if self.goal is None:
            return False
        comparison, _, bound = self.goal.partition(" ")
        return not REACHES[comparison](self.value, float(bound))

    def line(self, *, judged: bool = True) -> str:
        """``ok`` is null where nothing is judged."""
        return json.dumps(
            {
                "name": self.name,
                "value": short(self.value),
                "unit": self.unit,
                "goal": self.goal,
                "ok": not self.missed if judged and self.goal else None,
                "min": short(min(self.samples)),
                "max": short(max(self.samples)),
                "n": len(self.samples),
                **self.more,
            }
        )


def short(value: float) -> float:
    """Four digits that mean something."""
    return float(f"{value:.4g}")


def middle(samples: Sequence[float]) -> float:
    return short(statistics.median(samples))
