"""The desk: where a report's text becomes a draft, by hand, with suggestions."""
