"""Lint: one registry file as its rules see it, their findings placed, ignored, remembered and
mended.
"""
