"""What is fuzzed, a file a kind: where its seeds come from, how an input is tried, and the law that it must keep."""

from fuzzing.targets import (
    answers,
    command,
    differing,
    facts,
    imports,
    ledgers,
    lint,
    merging,
    recorded,
    templates,
    writing,
)

KINDS = (
    imports,
    lint,
    facts,
    templates,
    answers,
    ledgers,
    merging,
    recorded,
    command,
    differing,
    writing,
)

TARGETS = {target.name: target for kind in KINDS for target in kind.TARGETS}
"""By name, in the order in which they run."""
