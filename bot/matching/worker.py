"""Matching off the event loop, in a process that lasts as long as one round takes."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from bot.domain.matching import Grouping, Problem
from bot.matching.solve import solve


async def solved(problem: Problem, seed: int) -> Grouping:
    """As ``solve``. A round is rare, so its process is not kept."""
    # spawn, not fork: the bot has threads and open database connections.
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, solve, problem, seed)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
