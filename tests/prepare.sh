#!/bin/sh
# Makes sure that there is a Chromium for the tests of the page: called by `make test`.
# Where none can be had it says what to install and goes on; those tests then fail and say so too.
set -u

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done

as_root=
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        as_root="env DEBIAN_FRONTEND=noninteractive"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n env DEBIAN_FRONTEND=noninteractive"
    fi
fi

if [ -n "$as_root" ]; then
    echo "Front Door: installing Chromium for the tests of the page (once) …"
    $as_root apt-get update -qq
    if $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null &&
        command -v chromium >/dev/null 2>&1; then
        exit 0
    fi
    echo "Front Door: apt-get could not install Chromium."
fi

cat <<'WORDS'
Front Door: the page of the playground is tested in a real browser, and none was found.
            Install Chromium (Debian and Ubuntu: apt-get install chromium) or Chrome,
            or set CHROMIUM to the path of one. The other tests run without it.
WORDS
exit 0
