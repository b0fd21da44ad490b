"""Alongside: a partnership between a person who lives with pain and the people who support them."""

__version__ = "0.1.0"
