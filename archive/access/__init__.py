"""Who gets in, by what, for how long, and what they may do there."""
