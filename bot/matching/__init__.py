"""Puts practices together, in a worker process: pairs optimally, groups by construction and swaps."""
