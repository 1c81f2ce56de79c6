"""What is said about people's rights over their data."""

from bot.blocks.rights.home import home_rights

__all__ = ["home_rights"]
