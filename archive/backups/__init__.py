"""A backup: one file of which the whole archive is made again, taken while it is at work, and proved."""
