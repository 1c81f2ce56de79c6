"""Comparative data in: from files now; each source knows one publisher's shape."""
