"""The gamma measure, computed exactly."""
