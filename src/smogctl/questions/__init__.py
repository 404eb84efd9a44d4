"""Pure questions: what a loaded plan answers. Nothing here knows a file, a format or the clock."""
