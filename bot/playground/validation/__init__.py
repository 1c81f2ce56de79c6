"""Slack's rules for blocks, views and messages (slack.md 3), with its words when one is broken."""
