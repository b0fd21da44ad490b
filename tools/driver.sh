#!/bin/sh
# driver.sh ENVIRONMENT: make sure that Playwright's own driver program runs. Its wheel brings all that it
# needs but one system library, which a small Debian does not have.
set -eu
. "$(dirname "$0")/lib.sh"

runs() { "$1/bin/python" -m playwright --version </dev/null >/dev/null 2>&1; }

runs "$1" && exit 0
if may_install && install_debian libatomic1 && runs "$1"; then
    exit 0
fi
say "The browser journeys need Playwright's driver, and it does not run here:"
"$1/bin/python" -m playwright --version </dev/null >&2 || true
say "On Debian:   apt-get install libatomic1     (as root)"
exit 1
