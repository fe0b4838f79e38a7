"""Where attachments are kept, by FRONTDOOR_FILES."""

from __future__ import annotations

from pathlib import Path

from core.errors import WrongSetup
from core.ports import Files
from frontdoor.settings import Settings
from storage.files import FolderFiles


def files_of(settings: Settings) -> Files:
    """The folder or the bucket. Raises WrongSetup where the bucket's library is not installed."""
    if not settings.files.startswith("s3://"):
        return FolderFiles(Path(settings.files))
    try:
        from storage.bucket import Bucket, BucketFiles  # an extra: most desks keep files in a folder
    except ImportError:
        how = "in the checkout: .venv/bin/pip install -e '.[s3]'"
        raise WrongSetup(f"FRONTDOOR_FILES: a bucket needs one library more; {how}") from None
    key, secret = (one.get_secret_value() if one else None for one in (settings.s3_key, settings.s3_secret))
    return BucketFiles(Bucket(settings.files, key, secret, settings.s3_region, settings.s3_endpoint))
