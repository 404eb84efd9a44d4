"""What a registry and a catalogue file may say: Pydantic models, strict, closed and frozen."""
