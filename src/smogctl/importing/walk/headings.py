"""Headings inside an entry, which say of what stands below them: （一）黄色预警, （二）日常职责."""

from smogctl.grammar.heads import number_style, rank_of
from smogctl.grammar.standing import is_routine
from smogctl.importing.lines import heads_duties, heads_level
from smogctl.importing.walk.frame import Frame
from smogctl.importing.walk.heads import Heads
from smogctl.importing.walk.here import Here, Line


class Headings:
    """Tells the headings inside the entry at the place where a walk is."""

    def __init__(self, here: Here, heads: Heads, frame: Frame) -> None:
        self.here, self.heads, self.frame = here, heads, frame

    def takes(self, line: Line) -> bool:
        """Take a heading into the frame, and the level that it names for what is below it."""
        if not self._is_below_head(line):
            return False
        style, start = number_style(line.text)
        if style == self.here.graded:
            self.here.grade = ""
        label = line.text[start:].strip(" 　：:")
        if not self._is_heading(line, label):
            return False
        is_told = heads_level(label) or is_routine(label)
        self.here.grade = label if is_told else ""
        self.here.graded = style
        self.here.keep(line, is_units=True)
        return True

    def _is_below_head(self, line: Line) -> bool:
        """Whether a line is numbered, and lower than the head of the entry that it is in."""
        entry = self.here.entry
        if entry is None or not entry.style or self.here.last_table:
            return False
        style, _ = number_style(line.text)
        return style != "" and rank_of(style) > rank_of(entry.style)

    def _is_heading(self, line: Line, label: str) -> bool:
        """Whether a line, without its number a label, heads what is below it and no unit."""
        below = line.text_below
        style, _ = number_style(line.text)
        style_below, _ = number_style(below)
        if not below or style_below == style:
            return False
        if line.row in self.here.facts.lost or self.heads.at(line) is not None:
            return False
        return heads_level(label) or heads_duties(label) or self.frame.is_topic(line)
