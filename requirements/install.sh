#!/bin/sh
# Installs a pinned, hashed list into .venv and the checkout itself beside it (editable).
# uv does it in seconds; where uv can't reach the package index the way pip is set up to, pip does it.
set -eu
list=$1
.venv/bin/uv pip install --python .venv/bin/python --require-hashes -r "$list" ||
    .venv/bin/python -m pip install --require-hashes -r "$list"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
