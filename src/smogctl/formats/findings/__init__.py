"""Formats that only findings have: annotations for GitHub and GitLab, SARIF for code scanners."""
