"""Notices and checklists: plain data through Jinja templates."""
