#!/bin/sh
# r.sh: R and the packages that tests/reference/r uses; installs Debian's where they are missing and it may.
set -eu
. "$(dirname "$0")/lib.sh"

packages="r-base-core r-cran-jsonlite r-cran-lme4 r-cran-mass r-cran-mice r-cran-mitml r-cran-sandwich r-cran-psych r-cran-clubsandwich"
missing=""
if command -v Rscript >/dev/null 2>&1; then
    for package in jsonlite lme4 MASS mice mitml sandwich psych clubSandwich; do
        Rscript --vanilla -e "quit(status = !requireNamespace('$package', quietly = TRUE))" >/dev/null 2>&1 || missing=yes
    done
else
    missing=yes
fi
[ -z "$missing" ] && exit 0
if may_install; then
    # shellcheck disable=SC2086  # a list of words
    install_debian $packages
else
    say "R or some of its packages are missing. On Debian, as root: apt-get install --no-install-recommends $packages"
    exit 1
fi
