"""What a person does in Slack, and what they see when it does not work."""
