"""`make load`: an archive under a mixed load, measured from outside: what it bears, and how it refuses more."""
