"""The use cases, one file a feature: each public method is one transaction."""
