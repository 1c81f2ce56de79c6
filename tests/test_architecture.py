"""The rooms and their doors: which part of the code may know which other."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted(
    path for room in ("bot", "handlers", "storage") for path in (ROOT / room).rglob("*.py")
)

# Who may be imported by whom, by the longest prefix that fits; what is not named is open to all.
MAY_IMPORT = {
    "bot.domain": {"bot.domain"},
    "bot.blocks": {"bot.blocks", "bot.domain"},
    "bot.playground": {"bot.playground", "bot.clock", "bot.server"},
    "storage": {"storage", "bot.domain", "bot.errors", "bot.config"},
    "bot.sources": {"bot.sources", "bot.domain", "bot.errors"},
    "bot.charts": {"bot.charts", "bot.domain"},
}
NOT_BY = {
    # Only the composition root knows the handlers; nothing but it, the demo and the command line
    # may know the composition root.
    "handlers": {"bot.app"},
    "bot.app": {"bot.commands", "bot.demo"},
    "bot.playground": {"bot.demo", "bot.playground"},
    "bot.services": {
        "bot.services",
        "handlers",
        "bot.app",
        "bot.commands",
        "bot.demo",
        "bot.delivery",
        "bot.dispatch",
    },
    "slack_bolt": {"handlers", "bot.app", "bot.dispatch", "bot.http"},
    "slack_sdk": {
        "handlers",
        "bot.app",
        "bot.directory",
        "bot.identity",
        "bot.dispatch",
        "bot.commands",
    },
    "matplotlib": {"bot.charts"},
    "rustworkx": {"bot.matching"},
}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def inside(name: str, rooms: set[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("path", CODE, ids=module_name)
def test_imports_point_one_way(path: Path) -> None:
    name = module_name(path)
    for imported in imports(path):
        own = imported.split(".")[0] in ("bot", "handlers", "storage")
        for room, allowed in MAY_IMPORT.items():
            if own and inside(name, {room}):
                assert inside(imported, allowed), f"{name} must not know {imported}"
        for wanted, by in NOT_BY.items():
            if inside(imported, {wanted}) and not inside(name, {wanted}):
                assert inside(name, by), f"{name} must not know {imported}"


def test_nothing_committed_names_a_registry_or_this_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    forbidden = re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.npmjs|/" + r"work/(main|shared)|index-url\s*="
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".ico"}:
            found = forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
            assert found is None, f"{name} names {found and found.group()}"
