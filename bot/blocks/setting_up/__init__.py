"""What is said while a group is set up: the checklist, and a form for each of its steps."""
