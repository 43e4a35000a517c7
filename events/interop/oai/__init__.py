"""The archive as a repository of OAI-PMH 2.0, for harvesters."""
