"""What the bot says about figures: to a channel, to one practice, to whoever imports a file."""

from bot.blocks.comparisons.forms import build_snippet_modal, no_figures_fit
from bot.blocks.comparisons.imports import say_detail, say_import, say_imports, say_undone
from bot.blocks.comparisons.own import render_own, render_which
from bot.blocks.comparisons.pictures import channel_dots, own_dots
from bot.blocks.comparisons.run import run_chart
from bot.blocks.comparisons.snippet import render_snippet
from bot.blocks.comparisons.words import NOTHING_IMPORTED

__all__ = [
    "NOTHING_IMPORTED",
    "build_snippet_modal",
    "channel_dots",
    "no_figures_fit",
    "own_dots",
    "render_own",
    "render_snippet",
    "render_which",
    "run_chart",
    "say_detail",
    "say_import",
    "say_imports",
    "say_undone",
]
