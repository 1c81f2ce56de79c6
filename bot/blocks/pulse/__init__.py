"""What the bot says about a pulse: its messages, its forms, its summary and its export."""
