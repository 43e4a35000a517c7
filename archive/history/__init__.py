"""What happened to a record: every change is kept, told, and can be put back."""
