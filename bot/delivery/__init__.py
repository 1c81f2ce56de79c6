"""Sending: rows in the database become messages in Slack, once each."""
