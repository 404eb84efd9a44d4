"""Answers as tables: what they hold (`tables/`), and what they are written into (`media/`)."""
