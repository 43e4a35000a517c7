"""Taking data out and bringing it in, where that spans kinds of records."""
