"""The rules: frozen values and pure functions that know neither Slack nor a database."""
