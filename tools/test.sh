#!/bin/sh
# test.sh PYTHON [pytest's arguments]: run pytest with none of the caller's own ALONGSIDE_ settings,
# so that a demo's folder or a real database can never be what the tests write to.
# KEEP_DATABASE=yes keeps ALONGSIDE_DATABASE_URL, which tools/with_postgres.py has set.
set -eu
python="$1"
shift
for name in $(env | sed -n 's/^\(ALONGSIDE_[A-Z0-9_]*\)=.*/\1/p'); do
    if [ "$name" = ALONGSIDE_DATABASE_URL ] && [ "${KEEP_DATABASE:-}" = yes ]; then continue; fi
    unset "$name"
done
unset KEEP_DATABASE
exec "$python" -m pytest "$@" </dev/null
