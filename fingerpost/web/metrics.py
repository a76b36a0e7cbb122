"""Prometheus metrics."""

from prometheus_client import Counter, Histogram

TURNS = Counter("fingerpost_turns", "Turns answered, by intent.", ["intent"])
FAILURES = Counter("fingerpost_failures", "Requests that failed on our side.")
TURN_SECONDS = Histogram(
    "fingerpost_turn_seconds", "Time to answer a turn.", buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
)
