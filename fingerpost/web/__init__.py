"""The HTTP door: API, demo page, health and metrics."""
