"""Thin Rasa actions, one module a topic: slots and entities in, messages and events out."""
