"""Fingerpost: a careers adviser in chat."""
