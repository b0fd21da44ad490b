#!/bin/sh
# Prints the path of the browser for the journeys: $CHROMIUM, then Chromium without its windows (the same
# engine, and a third of the work for each page), then chromium, then google-chrome.
# Installs Debian's package where it may; where there is no browser at all, says what to install and fails.
set -eu
. "$(dirname "$0")/lib.sh"

# A snap's browser is shut off from the temporary folders that a driver uses, so it does not count.
is_snap() {
    case "$(readlink -f "$1")" in */snap/* | */bin/snap) return 0 ;; esac
    head -c 2000 "$1" | grep -aq '^#!' && grep -aqi snap "$1"
}

usable() {
    path="$(command -v "$1" 2>/dev/null)" || return 1
    if is_snap "$path"; then
        snap_found="$path"
        return 1
    fi
    "$path" --version </dev/null >/dev/null 2>&1 || return 1
    printf '%s\n' "$path"
}

snap_found=""
if [ -n "${CHROMIUM:-}" ]; then
    usable "$CHROMIUM" && exit 0
    say "CHROMIUM=$CHROMIUM is not a browser that runs here."
    exit 1
fi
distribution="$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}" || true)"
usable chromium-headless-shell && exit 0
if [ "$distribution" = debian ] && may_install && install_debian chromium-headless-shell; then
    usable chromium-headless-shell && exit 0
fi
for name in chromium google-chrome google-chrome-stable; do
    usable "$name" && exit 0
done

if [ "$distribution" = ubuntu ] || [ -n "$snap_found" ]; then
    say "The browser journeys need Chromium. On Ubuntu, chromium is a snap, which cannot be driven by tests."
    say "Install Google Chrome's own .deb package, or unpack any Chromium and say where it is:"
    say "    make test CHROMIUM=/path/to/chrome"
    exit 1
fi
if may_install && install_debian chromium && usable chromium; then
    exit 0
fi
say "The browser journeys need Chromium, and there is none here."
say "On Debian:   apt-get install chromium     (as root)"
say "Elsewhere: install Chromium or Google Chrome, or say where it is:   make test CHROMIUM=/path/to/chrome"
exit 1
