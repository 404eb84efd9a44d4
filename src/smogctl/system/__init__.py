"""The machine: files, processes, streams, caches.

The only floor below the command line that touches it.
"""
