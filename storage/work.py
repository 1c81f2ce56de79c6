"""Keeps work to be done in the background: planned with the change that needs it, done at least once."""
