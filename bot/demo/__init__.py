"""The demo: an invented group of fourteen practices, and the story that they act."""
