"""The desk: where a report's text becomes a draft. What is here reads a text and suggests; it writes nothing."""
