#!/bin/sh
# fresh_debian.sh COMMAND...: run a command in a clone of the last commit on an empty Debian 12, as root.
#     tools/fresh_debian.sh make demo PORT=8100
#     tools/fresh_debian.sh bash .ci/run
# Needs root and debootstrap. The empty system is kept packed in the user's cache; what runs in it is
# thrown away. It shares this machine's network, so a demo in it answers on this machine's ports.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
. "$here/lib.sh"

[ "$#" -gt 0 ] || { say "usage: fresh_debian.sh COMMAND..."; exit 2; }
[ "$(id -u)" = 0 ] || { say "Making an empty Debian needs root."; exit 1; }
command -v debootstrap >/dev/null || install_debian debootstrap

cache="${XDG_CACHE_HOME:-$HOME/.cache}/alongside"
packed="$cache/debian-12.tar"
empty="$(mktemp -d "${TMPDIR:-/var/tmp}/alongside-debian.XXXXXX")"
# What was mounted inside went with its namespace before this removes anything.
trap 'rm -rf --one-file-system "$empty"' EXIT
trap 'exit 130' INT TERM

if [ ! -f "$packed" ]; then
    say "Making an empty Debian 12 (once) ..."
    mirror="$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] *\)\{0,1\}\([^ ]*\).*/\2/p' \
        /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)"
    debootstrap --variant=minbase --include=make,git,ca-certificates,python3 bookworm "$empty" "$mirror" >&2
    mkdir -p "$cache"
    tar -C "$empty" --exclude=./var/cache/apt/archives/*.deb -cf "$packed.new" .
    mv "$packed.new" "$packed"
else
    tar -C "$empty" -xf "$packed"
fi

# mktemp's folder is private; as the root of a system it must let every user in.
chmod 755 "$empty"
git clone --quiet --no-hardlinks "$root" "$empty/srv/alongside"
cp -L /etc/resolv.conf /etc/hosts "$empty/etc/"
# A network that signs its own traffic: its authority comes along, and the clients are told, as here.
certificates="${PIP_CERT:-}"
if [ -n "$certificates" ]; then
    cp -L "$certificates" "$empty/etc/ssl/certs/ca-certificates.crt"
    certificates=/etc/ssl/certs/ca-certificates.crt
fi

say "On an empty Debian 12: $*"
unshare --mount --pid --fork --kill-child -- sh -eu -c '
    empty="$1"; certificates="$2"; shift 2
    mount -t proc proc "$empty/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$empty/dev/shm"
    exec chroot "$empty" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" \
        ${certificates:+PIP_CERT="$certificates" NODE_EXTRA_CA_CERTS="$certificates"} \
        sh -eu -c "cd /srv/alongside && exec \"\$@\"" sh "$@"
' sh "$empty" "$certificates" "$@"
