"""Alembic: one script a change of the tables."""
