"""Pictures, drawn in a worker process so that neither the event loop nor the bot carries matplotlib."""

from bot.charts.pool import ChartPool

__all__ = ["ChartPool"]
