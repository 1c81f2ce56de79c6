"""What is said of concerns: in forms and on the Home tab in full, in messages as little as can be."""
