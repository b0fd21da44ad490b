#!/bin/sh
# peers.sh FOLDER LIST: make the environment FOLDER with the newest of what LIST names, once.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/lib.sh"
folder="$1"
list="$2"
lock_folder "$folder"
stamp="$(cksum <"$list")"
[ "$stamp" = "$(cat "$folder/.stamp" 2>/dev/null || true)" ] && exit 0
say "Installing what $(basename "$folder") needs (once) ..."
"$("$here/python.sh")" -m venv --clear "$folder"
"$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input --only-binary :all: -r "$list" </dev/null
printf '%s\n' "$stamp" >"$folder/.stamp"
