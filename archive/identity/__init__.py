"""Who is who: names and how alike they are, addresses, identifiers elsewhere, and decisions that two are one."""
