"""Slack on your own machine: a stand-in that behaves as Slack does, for trying, showing and testing."""
