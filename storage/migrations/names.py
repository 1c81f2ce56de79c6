"""Which tables are ours to migrate."""

from typing import Any

NOT_OURS = "procrastinate_"


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Another library's tables are its own business."""
    return not (kind == "table" and (name or "").startswith(NOT_OURS))
