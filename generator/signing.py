"""The PAdES signature that closes a volume.

pyHanko makes it, and takes a while to load; `verification.py` judges it.
"""

from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError as HankoPdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from generator.errors import PdfError
from generator.identity import Identity, to_pkcs12

FIELD_NAME = "taizhang-seal"


def sign_volume(pdf: bytes, identity: Identity, reason: str, at: datetime) -> bytes:
    """Close `pdf` with an invisible PAdES B-B signature over the whole file.

    Raises:
        PdfError: `pdf` cannot be read, or is signed already.
    """
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
    )
    signer = _TimedSigner(metadata, identity, at)
    try:
        signed = signer.sign_pdf(_FaithfulWriter(BytesIO(pdf)))
    except SigningError as error:
        raise PdfError("案卷", "已经签过名", "请签没有签过的那一份") from error
    except HankoPdfError as error:
        raise PdfError("案卷", "签名时读不懂 PDF", "请重新装订") from error
    return bytes(signed.getbuffer())


class _FaithfulWriter(IncrementalPdfFileWriter):
    """Adds the signature and nothing else: metadata and version stay as PDF/A wants them."""

    def _update_meta(self) -> None:
        """Leave Info and XMP alone."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Leave the version alone: PDF/A-3 is PDF 1.7."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Claim no extension of PDF 1.7: none is used."""


class _TimedSigner(signers.PdfSigner):
    """A signer whose clock is handed in."""

    def __init__(
        self, metadata: signers.PdfSignatureMetadata, identity: Identity, at: datetime
    ) -> None:
        super().__init__(
            metadata, signer=_signer(identity), new_field_spec=SigFieldSpec(FIELD_NAME)
        )
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


def _signer(identity: Identity) -> signers.SimpleSigner:
    signer: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(
        to_pkcs12(identity, None), other_certs=[]
    )
    return signer
