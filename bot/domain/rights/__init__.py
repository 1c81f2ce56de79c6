"""Rights over one's data: what is held of people, for how long, and what goes when somebody is forgotten."""
