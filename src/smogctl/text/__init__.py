"""Plain text: folding, width, wrapping, pinyin, and the doors into HTML and Markdown."""
