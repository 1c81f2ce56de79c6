"""People's rights over their data, and those who look after them: files, forgetting, the audit log."""

from bot.services.rights.service import RightsService

__all__ = ["RightsService"]
