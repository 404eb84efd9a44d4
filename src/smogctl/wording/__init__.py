"""What people read of an answer: the questions' values in Chinese, as blocks and lines of a report."""
