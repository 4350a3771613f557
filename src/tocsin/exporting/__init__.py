"""Coded articles in the formats that others read: one module per format."""
