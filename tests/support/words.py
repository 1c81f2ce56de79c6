"""Which words the bot never uses of a practice or its figures, and where what it says is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# What blames, what ranks, what colours. A difference is a question to start from, never a verdict.
_FORBIDDEN = (
    r"worst|worse|best|poor(?:ly|er|est)?|bad(?:ly)?|weak(?:er|est|ness(?:es)?)?",
    r"fail(?:s|ed|ing|ings|ure|ures)?|slip(?:s|ped|ping)?|lag(?:s|ged|ging|gard|gards)?",
    r"(?:fall(?:s|en|ing)?|fell|left|lag\w*|is|are) behind",
    r"underperform\w*|under-perform\w*|underachiev\w*|substandard|sub-standard|inferior",
    r"deteriorat\w*|unacceptabl[ey]|inadequate\w*|inappropriate\w*|excessive\w*",
    r"alarming\w*|concerning|worrying\w*|disappointing\w*|must improve|needs to improve",
    r"blam\w*|sham(?:e|ed|ing)|guilt\w*|culprits?|offenders?|naughty|laggards?",
    r"outliers?|league tables?|leagues?|rank(?:s|ed|ings?)?|winners?|losers?",
    r"(?:the|in|at|near) (?:very )?(?:top|bottom)|(?:top|bottom) (?:\d+|ten|five|three|"
    r"half|third|quarters?|quartiles?|fifths?|quintiles?|tenths?|deciles?|performers?|practices?)",
    r"red|amber|green|rag|rag[- ]rat\w+|traffic[- ]lights?|red flags?",
)
_BLAME = re.compile(rf"\b(?:{'|'.join(_FORBIDDEN)})\b|[🔴🟠🟡🟢🚨🚩🚦]", re.IGNORECASE)
_SHORT_NAMES = re.compile(
    r":(?:red_circle|large_\w+_circle|\w+_square|rotating_light|vertical_\w+):"
)

_MEANT = re.compile(
    r"\b(?:no|never an?|not an?) (?:league tables?|rankings?)\b"  # what the bot promises
    r"|\b(?:heart|renal|kidney|liver|respiratory) failure\b",  # what indicators are about
    re.IGNORECASE,
)


class Said(NamedTuple):
    """A literal of the code that may be shown; what is filled into it later is written as {}."""

    place: str
    text: str


def blaming(text: str) -> list[str]:
    """The words of a text that blame, rank or colour a practice; none in what the bot says."""
    plain = _MEANT.sub("", text)
    return [*_BLAME.findall(plain), *_SHORT_NAMES.findall(plain)]


def said_by(module: Path, root: Path, *, single_words: bool = False) -> Iterator[Said]:
    """Every string of a module that is no docstring: sentences, or single words as well."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    silent = {id(part) for each in ast.walk(tree) for part in _silent(each)}
    for node in ast.walk(tree):
        text = None if id(node) in silent else _text(node)
        if text and _is_language(text) and (single_words or " " in text.strip()):
            line = getattr(node, "lineno", 0)
            yield Said(f"{module.relative_to(root)}:{line}", text)


def _is_language(text: str) -> bool:
    """Words, and not a pattern to find words with."""
    return any(map(str.isalpha, text)) and r"\b" not in text


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and the parts of a text that is looked at as a whole."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from (each for each in node.values if isinstance(each, ast.Constant))
        # a format specification is a joined string of its own
        yield from (
            each.format_spec
            for each in node.values
            if isinstance(each, ast.FormattedValue) and each.format_spec
        )


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values
        )
    return None
