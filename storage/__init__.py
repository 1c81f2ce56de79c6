"""Where things are kept: one store a feature, on SQLite or PostgreSQL."""
