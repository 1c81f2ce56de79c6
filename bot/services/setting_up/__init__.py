"""Setting a group up: its name, practices, channels, hours and thresholds, and whom to ask."""

from bot.services.setting_up.service import SettingUpService, zones_like

__all__ = ["SettingUpService", "zones_like"]
