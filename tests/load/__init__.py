"""Benchmarks: ``make bench`` runs them all, ``make bench ONLY=ack`` one. They judge; no test does."""
