"""What Slack sends in, one file a feature: hear it, call one service, answer."""
