"""What the bot says about figures: to a channel, to one practice, to whoever imports a file."""

from bot.blocks.comparisons.forms import build_snippet_modal, no_figures_fit
from bot.blocks.comparisons.imports import say_detail, say_import, say_imports, say_undone
from bot.blocks.comparisons.own import render_own, render_which
from bot.blocks.comparisons.snippet import picture_of, render_snippet
from bot.blocks.comparisons.words import NOTHING_IMPORTED

__all__ = [
    "NOTHING_IMPORTED",
    "build_snippet_modal",
    "no_figures_fit",
    "picture_of",
    "render_own",
    "render_snippet",
    "render_which",
    "say_detail",
    "say_import",
    "say_imports",
    "say_undone",
]
