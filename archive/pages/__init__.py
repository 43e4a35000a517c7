"""What readers look at: lists and records, what is drawn of them, and where the ready pages are kept."""
