"""The conversation: agent host, sessions, stored conversations, the message schema."""
