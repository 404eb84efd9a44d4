"""What people read of an answer.

The questions' values in Chinese, as blocks and lines of a report.
"""
