"""The kit, which knows no forums, people or bodies, and the settings that put all together."""

__version__ = "0.1.0"
