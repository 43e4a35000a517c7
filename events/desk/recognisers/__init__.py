"""Recognisers: each reads a report's text and gives spans of it with proposed values. They ask for nothing but text."""
