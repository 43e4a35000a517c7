"""`make faults`: whether anything acknowledged is lost, or left half done, when the archive is killed at any moment."""
