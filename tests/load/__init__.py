"""Benchmarks: ``make bench`` runs them all, ``make bench ONLY=ack`` one. They judge; no test does.

A benchmark is a coroutine that gives its figures: ``measure(quick)``, entered in ``__main__``. One that
is quick does a little of everything, which is how the tests see that it still runs.
"""
