"""Each request: whether it is served now, what is said when something is wrong, what log and metrics tell of it."""
