"""Marsad (مرصد): reads Arabic news and keeps a sourced record of reported events."""

__version__ = "0.1.0"
