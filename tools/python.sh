#!/bin/sh
# Prints the path of the Python to use: the newest that works, or with --oldest the oldest.
# "Works" is found out by running it: a python3.13 on PATH may be a shim that only prints an error.
# PYTHON=... overrides the choice. Supported: 3.11 and newer.
set -eu
. "$(dirname "$0")/lib.sh"

PROBE='import sys, venv, ensurepip, sqlite3
assert sys.version_info >= (3, 11)
print(sys.executable)'
versions="3.14 3.13 3.12 3.11"
[ "${1:-}" = --oldest ] && versions="3.11 3.12 3.13 3.14"

works() { "$1" -c "$PROBE" 2>/dev/null; }

search() {
    for version in $versions; do
        for candidate in "python$version" \
            "${PYENV_ROOT:-${HOME:-}/.pyenv}/versions/$version".*/bin/python3; do
            works "$candidate" && return 0
        done
    done
    works python3
}

if [ -n "${PYTHON:-}" ] && [ "${1:-}" != --oldest ]; then
    works "$PYTHON" && exit 0
    say "PYTHON=$PYTHON cannot be used. Alongside needs Python 3.11 or newer with venv, ensurepip and sqlite3."
    say "It answered:"
    "$PYTHON" -c "$PROBE" >&2 || true
    exit 1
fi

search && exit 0

if may_install && install_debian python3 python3-venv && search; then
    exit 0
fi
say "Alongside needs Python 3.11 or newer with its venv module, and found none that works."
say "On Debian 12 or newer:   apt-get install python3-venv     (as root)"
say "Elsewhere: install Python 3.11 or newer, or say where it is:   make demo PYTHON=/path/to/python3"
exit 1
