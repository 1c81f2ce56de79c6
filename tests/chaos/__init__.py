"""Kill and fault tests: real processes, a local Slack that misbehaves, and nothing lost or doubled."""
