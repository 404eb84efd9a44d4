#!/bin/sh
# Any other CI: exit code 1 when a registry has an error; SARIF for what can show it; a comment on what the edit means.
set -eu
python3 -m venv .smogctl
.smogctl/bin/python -m pip install --quiet "$SMOGCTL_REPOSITORY"
.smogctl/bin/smogctl lint --no-cache --format sarif -o smogctl.sarif registries || failed=1
.smogctl/bin/smogctl diff "${BASE:-HEAD~1}:" registries --format md -o smogctl.md || true
.smogctl/bin/smogctl lint --no-cache registries
exit "${failed:-0}"
