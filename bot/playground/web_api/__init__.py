"""Slack's Web API: one table of methods a subject, and the way a call takes through them."""
