#!/bin/sh
# venv.sh FOLDER LOCK...: make or refresh the environment FOLDER from the hashed lock files.
# Does nothing when the lock files, the Python and the place are those it was made from (FOLDER/.stamp).
# PYTHON=... chooses the interpreter, and rebuilds a FOLDER that was made with another version.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
. "$here/lib.sh"

folder="$1"
shift
case "$folder" in /*) ;; *) folder="$root/$folder" ;; esac
lock_folder "$folder"

VERSION='import sys; print(sys.version)'
wanted="any"
if [ -n "${PYTHON:-}" ]; then
    python="$("$here/python.sh")"
    wanted="$("$python" -c "$VERSION")"
fi
has="$("$folder/bin/python" -c "import pip; $VERSION" 2>/dev/null || echo none)"
if [ "$has" = none ] || { [ "$wanted" != any ] && [ "$wanted" != "$has" ]; }; then
    python="${python:-$("$here/python.sh")}"
    say "Making $(basename "$folder") with $("$python" -c 'import platform; print("Python", platform.python_version())') ..."
    "$python" -m venv --clear "$folder"
    has="$("$folder/bin/python" -c "$VERSION")"
fi

stamp="$(printf '%s\n' "$root" "$has"; cat "$@" "$0" | cksum)"
[ "$stamp" = "$(cat "$folder/.stamp" 2>/dev/null || true)" ] && exit 0

say "Installing what $(basename "$folder") needs (once) ..."
# One pip call per lock file, the smallest first: each checks every hash.
for lock in "$@"; do
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$lock" </dev/null
done

# The checkout itself: importable from anywhere, and `alongside` beside `python`.
# A .pth file and six lines need no build backend, which a venv of Python 3.12 or newer does not have.
packages="$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
printf '%s\n' "$root" >"$packages/alongside.pth"
cat >"$folder/bin/alongside" <<END
#!/bin/sh
'''exec' "$folder/bin/python" "\$0" "\$@"
' '''
import sys

from alongside.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
END
chmod +x "$folder/bin/alongside"
printf '%s\n' "$stamp" >"$folder/.stamp"
