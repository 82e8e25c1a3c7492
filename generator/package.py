"""An Office file is a zip package; put in order, equal content is equal bytes."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

_EPOCH = (1980, 1, 1, 0, 0, 0)


def normalise(package: bytes, replaced: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The same package with fixed dates and order.

    Args:
        package: bytes of a .docx or .xlsx.
        replaced: name of a part → what stands there instead.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, replaced[name] if name in replaced else old.read(name))
    return out.getvalue()
