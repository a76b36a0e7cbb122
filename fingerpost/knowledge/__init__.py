"""The role knowledge base: schema of the files, tables, loader, lint and queries. Knows neither Rasa nor the web."""
