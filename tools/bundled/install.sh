#!/bin/sh
# Finds a Python that the bundle has wheels for; install.py does the rest. SMOGCTL_PYTHON names one.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
unfit=

# Whether a Python can install; what speaks against it is kept in $unfit.
fits() {
  command -v "$1" > /dev/null 2>&1 || return 1
  "$1" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1
  case $? in
    0) ;;
    1)
      unfit="$unfit
  $1：$("$1" --version 2>&1)，太旧"
      return 1
      ;;
    *) return 1 ;;
  esac
  why=$("$1" -I "$here/install.py" --fits 2>&1) && return 0
  unfit="$unfit
  $1：$why"
  return 1
}

if [ -n "${SMOGCTL_PYTHON:-}" ]; then
  if fits "$SMOGCTL_PYTHON"; then exec "$SMOGCTL_PYTHON" -I "$here/install.py" "$@"; fi
else
  for python in python3 @commands@; do
    if fits "$python"; then exec "$python" -I "$here/install.py" "$@"; fi
  done
fi
{
  echo "没有找到可用的 Python，什么也没有安装。这个安装包可用 @pythons@ 版的 Python（64 位 CPython）。$unfit"
  echo "已经装了但没有找到时，用 SMOGCTL_PYTHON 指明，例如：SMOGCTL_PYTHON=/opt/python3.11/bin/python3 sh install.sh"
} >&2
exit 2
