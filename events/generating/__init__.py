"""A made-up archive of any size, the same for the same seed: what the archive's speed is measured on.

It is skewed as real ones are: a few bodies and people are everywhere, most appear once. Everything in it is invented,
and its addresses say so. Rows are written with all triggers on, so that whatever the database derives, it derived.
"""
