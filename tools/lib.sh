# Shell functions shared by the scripts in this folder. Sourced, never run.

say() { printf '%s\n' "$*" >&2; }

# Whether this user may install Debian's packages here.
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# Install Debian packages; refreshes the package lists only when the first try fails.
install_debian() {
    say "Installing Debian's $* ..."
    install_log="$(mktemp)"
    for refresh in no yes; do
        if [ "$refresh" = yes ]; then
            apt-get update </dev/null >>"$install_log" 2>&1 || true
        fi
        if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
            </dev/null >>"$install_log" 2>&1; then
            rm -f "$install_log"
            return 0
        fi
    done
    tail -n 15 "$install_log" >&2
    rm -f "$install_log"
    return 1
}

# One process at a time inside the given folder's set-up, where the system has flock.
lock_folder() {
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$1.lock"
        flock 9
    fi
}
