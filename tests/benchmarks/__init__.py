"""How fast pages are: `make bench` writes one table, in which everything was measured in the same run."""
