"""Names of files that can be shown, saved and trusted: what a name hides is taken out of it."""

from __future__ import annotations

import unicodedata

LONGEST = 120
"""Characters; the last of them always show what the file claims to be."""

_DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))}
"""Names that Windows takes for devices, whatever stands behind their first dot."""

_NEVER = '<>:"|?*\\/'


def safe_name(name: str) -> str:
    """Without a path, control characters, what turns the direction of reading or can't be seen, and blanks that push the
    end out of sight. A long name is cut in its middle, so that every extension it ends in stays to be seen."""
    seen = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    last = seen.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = " ".join("".join("_" if char in _NEVER else char for char in last).split()).strip(". ")
    if not clean:
        return "file"
    if clean.partition(".")[0].strip().lower() in _DEVICES:
        clean = "_" + clean
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 41].rstrip() + "…" + clean[-40:]
