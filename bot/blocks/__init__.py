"""What the bot says: pure functions from domain objects to Block Kit."""
