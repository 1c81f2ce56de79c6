"""Matching off the event loop, in a process that lasts as long as one round takes."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from bot.charts.worker import begin
from bot.domain.matching import Grouping, Problem
from bot.matching.solve import solve
from storage.threads import in_thread


async def solved(problem: Problem, seed: int) -> Grouping:
    """As ``solve``. A round is rare, so its process is not kept."""
    return await in_thread(_apart, problem, seed)


def _apart(problem: Problem, seed: int) -> Grouping:
    """In a thread of its own, since already the start of a process takes a moment."""
    # spawn, not fork: the bot has threads and open database connections.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=begin) as pool:
        return pool.submit(solve, problem, seed).result()
