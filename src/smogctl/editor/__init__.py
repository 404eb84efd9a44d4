"""What an editor asks while a registry is written.

Findings, repairs, explanations, places, proposals.

The text is the editor's, saved or not. `server.py` alone speaks the protocol; the rest are plain
questions and answers, in lines and columns that count from 1.
"""
