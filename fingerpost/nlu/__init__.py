"""Rasa graph components: the role linker, sentence features and the question classifier."""
