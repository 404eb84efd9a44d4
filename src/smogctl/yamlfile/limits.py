"""How large a file may be.

Apart from the reader, since not who asks for the limit must read YAML.
"""

MAX_BYTES = 8 << 20
