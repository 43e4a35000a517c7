"""Identity tools: which records may be one, merging them, splitting one in two, and taking a decision back."""
