"""DICOM segmentations that the app writes, opened by highdicom and pydicom beside the series that they are of.

`src/testing/fixtures/exports/dicom` holds files as the app writes them (src/formats/dicom/write-segmentation.test.ts compares it
with what it writes today). Where each pixel lies in the patient is computed here from the series' own headers.
"""

import io
import json
import zipfile
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import pytest
from pydicom.sr.codedict import codes
from pydicom.uid import ExplicitVRLittleEndian, SegmentationStorage

FIXTURES = Path(__file__).parents[2] / "src/testing/fixtures"
CASES = sorted(path.stem for path in (FIXTURES / "exports/dicom").glob("*.dcm"))
LPS = np.array([-1.0, -1.0, 1.0])
BODIES = [
    ("liver", codes.SCT.Liver, None, (-24, 16, 12), (88, 60, 48)),
    ("left kidney", codes.SCT.Kidney, codes.SCT.Left, (36, -8, -16), (52, 68, 36)),
    ("Knöchel", codes.SCT.Tissue, None, (-56, -64, 4), (40, 36, 40)),
]


class Slice:
    """A picture of the series: an instance, or a frame of one."""

    def __init__(self, dataset: pydicom.Dataset, frame: int | None):
        self.instance, self.frame = dataset.SOPInstanceUID, frame
        groups = [dataset]
        if frame is not None:
            own = dataset.PerFrameFunctionalGroupsSequence[frame - 1]
            groups = [own, dataset.SharedFunctionalGroupsSequence[0]]

        def find(sequence: str, name: str):
            for group in groups:
                item = getattr(group, sequence, [group])[0] if frame is not None else group
                if hasattr(item, name):
                    return [float(value) for value in getattr(item, name)]
            raise AssertionError(name)

        self.position = np.array(find("PlanePositionSequence", "ImagePositionPatient"))
        self.orientation = find("PlaneOrientationSequence", "ImageOrientationPatient")
        self.spacing = find("PixelMeasuresSequence", "PixelSpacing")
        self.rows, self.columns = dataset.Rows, dataset.Columns

    def points(self) -> np.ndarray:
        """Middles of the pixels, rows by columns, mm LPS."""
        along, down = np.array(self.orientation[:3]), np.array(self.orientation[3:])
        j, i = np.mgrid[: self.rows, : self.columns]
        return self.position + i[..., None] * along * self.spacing[1] + j[..., None] * down * self.spacing[0]


def series(case: str) -> list[Slice]:
    """The pictures of the volume that was segmented, in the order in which they lie along their normal."""
    archive = zipfile.ZipFile(FIXTURES / f"dicom/{case}.zip")
    names = [name for name in archive.namelist() if name.startswith("input/") and not name.endswith("/")]
    files = [pydicom.dcmread(io.BytesIO(archive.read(name)), force=True) for name in names]
    files = [each for each in files if "PixelData" in each and each.Modality != "SEG"]
    if case == "mr-time-points":
        files = [each for each in files if int(each.TemporalPositionIdentifier) == 2]
    slices = [
        Slice(each, frame)
        for each in files
        for frame in (range(1, int(each.NumberOfFrames) + 1) if "NumberOfFrames" in each else [None])
    ]
    normal = np.cross(slices[0].orientation[:3], slices[0].orientation[3:])
    return sorted(slices, key=lambda each: each.position @ normal)


@pytest.fixture(params=CASES)
def case(request):
    return (
        request.param,
        hd.seg.segread(FIXTURES / f"exports/dicom/{request.param}.dcm"),
        series(request.param),
    )


def bodies(slices: list[Slice]) -> np.ndarray:
    """Whether a pixel is in a body: body, slice, row, column."""
    first, last = slices[0].points(), slices[-1].points()
    middle = (first[0, 0] + first[-1, -1] + last[0, 0] + last[-1, -1]) / 4
    ras = np.stack([each.points() for each in slices]) * LPS
    return np.stack(
        [np.linalg.norm((ras - middle * LPS - np.array(off)) / np.array(axes), axis=-1) < 1 for *_, off, axes in BODIES]
    )


def test_highdicom_finds_the_bodies_pixel_by_pixel_beside_each_source_picture(case):
    _, seg, slices = case
    wanted = bodies(slices)
    assert (wanted.sum(axis=(1, 2, 3)) > 20).all()
    assert (wanted[0] & wanted[1]).any()
    if slices[0].frame is None:
        instances = [each.instance for each in slices]
        found = seg.get_pixels_by_source_instance(source_sop_instance_uids=instances, assert_missing_frames_are_empty=True)
    else:
        found = seg.get_pixels_by_source_frame(
            source_sop_instance_uid=slices[0].instance,
            source_frame_numbers=[each.frame for each in slices],
            assert_missing_frames_are_empty=True,
        )
    assert found.shape == (len(slices), slices[0].rows, slices[0].columns, 3)
    # A pixel's middle may lie within rounding of a body's edge.
    assert (np.moveaxis(found, -1, 0).astype(bool) != wanted).sum() == 0


def test_each_frame_lies_where_its_source_picture_does(case):
    _, seg, slices = case
    by_source = {(each.instance, each.frame): each for each in slices}
    shared = seg.SharedFunctionalGroupsSequence[0]
    measures = shared.PixelMeasuresSequence[0]
    assert np.allclose(measures.PixelSpacing, slices[0].spacing)
    assert np.allclose(shared.PlaneOrientationSequence[0].ImageOrientationPatient, slices[0].orientation, atol=1e-6)
    normal = np.cross(slices[0].orientation[:3], slices[0].orientation[3:])
    between = (slices[-1].position - slices[0].position) @ normal / (len(slices) - 1)
    assert float(measures.SpacingBetweenSlices) == pytest.approx(between, abs=1e-4)
    for frame in seg.PerFrameFunctionalGroupsSequence:
        source = frame.DerivationImageSequence[0].SourceImageSequence[0]
        number = int(source.ReferencedFrameNumber) if "ReferencedFrameNumber" in source else None
        picture = by_source[source.ReferencedSOPInstanceUID, number]
        assert np.allclose(frame.PlanePositionSequence[0].ImagePositionPatient, picture.position, atol=1e-6)
        segment, place = frame.FrameContentSequence[0].DimensionIndexValues
        assert segment == frame.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        assert slices[place - 1] is picture


def test_it_belongs_to_the_patient_and_the_study_and_is_a_new_series(case):
    name, seg, slices = case
    archive = zipfile.ZipFile(FIXTURES / f"dicom/{name}.zip")
    names = [each for each in archive.namelist() if each.startswith("input/") and not each.endswith("/")]
    files = [pydicom.dcmread(io.BytesIO(archive.read(each)), force=True) for each in names]
    source = next(each for each in files if each.get("SOPInstanceUID") == slices[0].instance)
    for keyword in ("PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "FrameOfReferenceUID"):
        assert str(seg.get(keyword, "")) == str(source.get(keyword, "")), keyword
    assert seg.StudyDate == source.get("StudyDate", "") and seg.Modality == "SEG"
    assert seg.SeriesInstanceUID != source.SeriesInstanceUID
    assert seg.ReferencedSeriesSequence[0].SeriesInstanceUID == source.SeriesInstanceUID
    referenced = {each.ReferencedSOPInstanceUID for each in seg.ReferencedSeriesSequence[0].ReferencedInstanceSequence}
    assert referenced == {each.instance for each in slices}
    assert (seg.ContentDate, seg.ContentTime) == ("20261126", "123005")


def test_segments_have_names_codes_colours_and_say_whether_a_person_changed_them(case):
    _, seg, _ = case
    assert seg.SegmentsOverlap == "YES" and seg.segmentation_type == hd.seg.SegmentationTypeValues.BINARY
    colours = [(221, 130, 101), (0, 114, 178), (240, 228, 66)]
    described = [seg.get_segment_description(n) for n in seg.segment_numbers]
    for description, body, colour in zip(described, BODIES, colours, strict=True):
        label, kind, side, *_ = body
        assert description.segment_label == label
        assert description.segmented_property_type == kind
        modifiers = [
            each.CodeValue
            for each in description.SegmentedPropertyTypeCodeSequence[0].get("SegmentedPropertyTypeModifierCodeSequence", [])
        ]
        assert modifiers == ([side.value] if side else [])
        wanted = hd.color.CIELabColor.from_rgb(*colour).value
        # To a thousandth: the constants of sRGB have seven digits in one place and four in another.
        assert np.abs(np.array(description.RecommendedDisplayCIELabValue, int) - np.array(wanted, int)).max() < 66
    kinds = [each.algorithm_type.value for each in described]
    assert kinds == ["AUTOMATIC", "SEMIAUTOMATIC", "MANUAL"]


def test_every_attribute_has_the_type_and_the_length_that_dicom_wants(case):
    name, *_ = case
    dataset = pydicom.dcmread(FIXTURES / f"exports/dicom/{name}.dcm")
    assert dataset.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert dataset.file_meta.MediaStorageSOPClassUID == dataset.SOPClassUID == SegmentationStorage
    assert dataset.file_meta.MediaStorageSOPInstanceUID == dataset.SOPInstanceUID

    def check(_, element: pydicom.DataElement) -> None:
        assert element.VR == pydicom.datadict.dictionary_VR(element.tag).split(" ")[0] or element.tag == 0x7FE00010, element
        if element.VR == "UI":
            values = element.value if element.VM > 1 else [element.value]
            assert all(len(value) <= 64 and value.is_valid for value in values if value), element
        if element.VR == "DS":
            raw = [str(value) for value in (element.value if element.VM > 1 else [element.value])]
            assert all(len(value) <= 16 for value in raw), element

    dataset.walk(check)


def test_a_file_has_no_more_of_the_source_than_it_says():
    """Names of hospitals, doctors and devices stay behind; who the patient is does not, and must not."""
    facts = json.loads(zipfile.ZipFile(FIXTURES / "dicom/private-names.zip").read("case.json"))
    text = (FIXTURES / "exports/dicom/private-names.dcm").read_bytes().decode("utf8", "replace")
    dataset = pydicom.dcmread(FIXTURES / "exports/dicom/private-names.dcm")
    told = {secret for secret in facts["must_not_leak"] if secret in text}
    taken = " ".join(
        str(dataset.get(keyword, ""))
        for keyword in (
            "PatientName PatientID PatientBirthDate StudyInstanceUID AccessionNumber ReferringPhysicianName "
            "StudyDescription StudyID FrameOfReferenceUID IssuerOfPatientID"
        ).split()
    ) + str(dataset.ReferencedSeriesSequence)
    assert "PatientName" in dataset and str(dataset.PatientName)
    assert all(secret in taken for secret in told), told
