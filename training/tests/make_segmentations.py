"""Writes DICOM segmentations by highdicom, for src/formats/dicom/read-segmentation.test.ts to read.

`python training/tests/make_segmentations.py` writes `src/testing/fixtures/segmentations/*.zip`: a segmentation of the series
`mr-oblique`, and what each segment holds, a byte per voxel in the order of the slices along their normal.
"""

import io
import zipfile
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from pydicom.sr.codedict import codes
from pydicom.uid import ExplicitVRLittleEndian, RLELossless

FIXTURES = Path(__file__).parents[2] / "src/testing/fixtures"


def series() -> list[pydicom.Dataset]:
    """The slices along their normal, from the first place to the last."""
    files = []
    with zipfile.ZipFile(FIXTURES / "dicom/mr-oblique.zip") as archive:
        for name in archive.namelist():
            if name.startswith("input/") and not name.endswith("/"):
                files.append(pydicom.dcmread(io.BytesIO(archive.read(name))))
    orientation = np.array(files[0].ImageOrientationPatient, float)
    normal = np.cross(orientation[:3], orientation[3:])
    return sorted(files, key=lambda file: float(np.dot(np.array(file.ImagePositionPatient, float), normal)))


def shares(files: list[pydicom.Dataset]) -> np.ndarray:
    """How much of each voxel belongs to each of two balls: slices, rows, columns, segments."""
    k, j, i = np.mgrid[: len(files), : files[0].Rows, : files[0].Columns].astype(float)
    size = np.array([len(files), files[0].Rows, files[0].Columns])
    balls = [((0.45, 0.4, 0.35), 0.22), ((0.6, 0.6, 0.7), 0.16)]
    found = []
    for centre, radius in balls:
        far = np.sqrt(sum(((axis / n - c) / 1) ** 2 for axis, n, c in zip((k, j, i), size, centre, strict=True)))
        found.append(np.clip((radius - far) * 12 + 0.5, 0, 1))
    return np.stack(found, axis=-1)


def descriptions() -> list[hd.seg.SegmentDescription]:
    method = hd.AlgorithmIdentificationSequence(name="test", version="1", family=codes.DCM.ArtificialIntelligence)
    common = {"algorithm_type": hd.seg.SegmentAlgorithmTypeValues.AUTOMATIC, "algorithm_identification": method}
    anatomy = codes.SCT.AnatomicalStructure
    kidney = hd.seg.SegmentDescription(2, "Segment 2", anatomy, codes.SCT.Kidney, **common)
    modifier = pydicom.Dataset()
    modifier.CodeValue, modifier.CodingSchemeDesignator, modifier.CodeMeaning = "7771000", "SCT", "Left"
    kidney.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence = [modifier]
    return [hd.seg.SegmentDescription(1, "liver tumour", anatomy, codes.SCT.Liver, **common), kidney]


def written(files: list[pydicom.Dataset], pixels: np.ndarray, kind: str, syntax: str) -> bytes:
    segmentation = hd.seg.Segmentation(
        source_images=files,
        pixel_array=pixels,
        segmentation_type=kind,
        segment_descriptions=descriptions(),
        series_instance_uid=hd.UID(),
        series_number=300,
        sop_instance_uid=hd.UID(),
        instance_number=1,
        manufacturer="test",
        manufacturer_model_name="test",
        software_versions="1",
        device_serial_number="1",
        transfer_syntax_uid=syntax,
        omit_empty_frames=True,
    )
    out = io.BytesIO()
    segmentation.save_as(out)
    return out.getvalue()


def main() -> None:
    files = series()
    share = shares(files)
    inside = share >= 0.5
    labels = np.where(inside[..., 0], 1, np.where(inside[..., 1], 2, 0)).astype(np.uint8)
    apart = np.stack([labels == 1, labels == 2], axis=-1)
    # As highdicom rounds them to 255 parts.
    parts = np.around(share * 255) / 255
    one = np.zeros_like(inside)
    middle = len(files) // 2
    one[middle] = inside[middle]
    kinds = {
        "binary": (inside.astype(np.uint8), "BINARY", ExplicitVRLittleEndian, inside),
        "fractional": (share, "FRACTIONAL", ExplicitVRLittleEndian, 2 * np.around(parts * 255) >= 255),
        "fractional-rle": (share, "FRACTIONAL", RLELossless, 2 * np.around(parts * 255) >= 255),
        "labelmap": (labels, "LABELMAP", ExplicitVRLittleEndian, apart),
        "binary-one-slice": (one.astype(np.uint8), "BINARY", ExplicitVRLittleEndian, one),
    }
    folder = FIXTURES / "segmentations"
    folder.mkdir(exist_ok=True)
    for name, (pixels, kind, syntax, expected) in kinds.items():
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("seg.dcm", written(files, pixels, kind, syntax))
            archive.writestr("expected.bin", np.moveaxis(expected, -1, 0).astype(np.uint8).tobytes())


if __name__ == "__main__":
    main()
