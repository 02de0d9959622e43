"""What the app saves, opened by readers of others.

`src/testing/fixtures/exports` holds files as the app writes them (src/results/saves.test.ts compares it with what it writes
today). Here they are judged: three ellipsoids on grids that are flipped, permuted, oblique and sheared, computed anew from
their closed forms.
"""

import csv
from pathlib import Path

import nibabel as nib
import nrrd
import numpy as np
import pytest
import slicerio
import trimesh

FOLDER = Path(__file__).parents[2] / "src/testing/fixtures/exports"
GRIDS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "dicom")
BODIES = [
    ("liver", "liver", 6, (221, 130, 101), (-4, 2, 8), (15, 11, 13)),
    ("left kidney (2)", "left_kidney_2", 300, (0, 114, 178), (7, -3, 4), (9, 8, 10)),
    ("Knöchel “innen”", "knöchel_innen", 17, (240, 228, 66), (-8, -12, 18), (6, 5, 7)),
]
LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


def inside(affine: np.ndarray, size, centre, axes) -> np.ndarray:
    """Voxels of a grid whose middles are in an ellipsoid along the patient's axes."""
    index = np.stack(np.meshgrid(*[np.arange(n) for n in size], indexing="ij"), -1)
    world = index @ affine[:3, :3].T + affine[:3, 3]
    return np.linalg.norm((world - np.array(centre)) / np.array(axes), axis=-1) < 1


def ascii_of(title: str) -> str:
    """What pynrrd, and slicerio with it, leave of a title: they drop letters beyond ASCII, which 3D Slicer reads as UTF-8."""
    return title.encode("ascii", "ignore").decode()


@pytest.fixture(params=GRIDS)
def case(request):
    folder = FOLDER / request.param
    labels = nib.load(folder / "scan_labels.nii.gz")
    masks = [inside(labels.affine, labels.shape, body[4], body[5]) for body in BODIES]
    assert all(mask.sum() > 40 for mask in masks)
    assert (masks[0] & masks[1]).any()
    return folder, labels, masks


def test_a_label_map_has_the_later_of_two_objects_that_share_a_voxel(case):
    _, labels, masks = case
    wanted = np.zeros(labels.shape, int)
    for mask, body in zip(masks, BODIES, strict=True):
        wanted[mask] = body[2]
    assert (np.asarray(labels.dataobj) == wanted).all()
    qform, code = labels.get_qform(coded=True)
    # A sheared grid has no quaternion.
    assert code == 0 or np.allclose(qform, labels.affine, atol=1e-4)


def test_masks_and_probabilities_lie_on_the_same_grid(case):
    folder, labels, masks = case
    for mask, (_, slug, *_) in zip(masks, BODIES, strict=True):
        for ending in ("", "_probability"):
            image = nib.load(folder / f"scan_{slug}{ending}.nii.gz")
            assert (image.affine == labels.affine).all()
            # The byte 255 times the slope 1/255, which float32 rounds.
            assert np.abs(image.get_fdata() - mask).max() < 1e-6


def test_the_tables_beside_a_label_map_name_its_numbers(case):
    folder, *_ = case
    itk = [line for line in (folder / "scan_labels.txt").read_text().splitlines() if not line.startswith("#")]
    names = {int(line.split()[0]): line.split('"')[1] for line in itk}
    assert names == {0: "Clear Label", 6: "liver", 17: "Knöchel “innen”", 300: "left kidney (2)"}
    slicer = [line.split(" ") for line in (folder / "scan_labels.ctbl").read_text().splitlines()]
    rows = {int(row[0]): (row[1], *map(int, row[2:])) for row in slicer if row[0] != "#"}
    assert rows[300] == ("left_kidney_(2)", 0, 114, 178, 255)
    assert all(len(row) == 5 for row in rows.values())


def test_pynrrd_reads_a_segmentation_where_the_bodies_are(case):
    folder, _, masks = case
    text = (folder / "scan.seg.nrrd").read_bytes().split(b"\n\n")[0].decode("utf8")
    data, header = nrrd.read(str(folder / "scan.seg.nrrd"))
    assert header["space"] == "left-posterior-superior"
    affine = np.eye(4)
    affine[:3, :3] = np.array(header["space directions"])[-3:].T
    affine[:3, 3] = header["space origin"]
    # The first two share voxels, so there are two layers, along the first axis.
    assert data.shape[0] == 2 and list(header["kinds"]) == ["list", "domain", "domain", "domain"]
    for n, (title, _, label, color, centre, axes) in enumerate(BODIES):
        layer = int(header[f"Segment{n}_Layer"])
        found = data[layer] == int(header[f"Segment{n}_LabelValue"])
        assert (found == masks[n]).all()
        assert (found == inside(LPS @ affine, found.shape, centre, axes)).all()
        assert header[f"Segment{n}_Name"] == ascii_of(title)
        assert f"\nSegment{n}_Name:={title}\n" in text
        assert int(header[f"Segment{n}_LabelValue"]) == label
        shown = [float(part) for part in header[f"Segment{n}_Color"].split()]
        assert np.allclose(shown, np.array(color) / 255, atol=1e-5)
        extent = [int(part) for part in header[f"Segment{n}_Extent"].split()]
        ends = [(int(np.nonzero(found)[axis].min()), int(np.nonzero(found)[axis].max())) for axis in range(3)]
        assert extent == [end for pair in ends for end in pair]


def test_slicerio_reads_the_segments_with_their_terms(case):
    folder, labels, _ = case
    segmentation = slicerio.read_segmentation(str(folder / "scan.seg.nrrd"))
    assert [segment["name"] for segment in segmentation["segments"]] == [ascii_of(body[0]) for body in BODIES]
    liver, kidney, ankle = [segment["terminology"] for segment in segmentation["segments"]]
    assert liver["type"][:2] == ["SCT", "10200004"]
    assert kidney["type"][:2] == ["SCT", "64033007"]
    assert kidney["typeModifier"][:2] == ["SCT", "7771000"]
    assert ankle["type"][:2] == ["SCT", "85756007"]
    assert np.allclose(segmentation["ijkToLPS"], LPS @ labels.affine, atol=1e-4)
    assert segmentation["voxels"].shape[-3:] == labels.shape


def check_surface(mesh: trimesh.Trimesh, mask: np.ndarray, affine: np.ndarray, centre) -> None:
    """Closed, turned outward, and as large and where the voxels are; `centre` in mm RAS+."""
    assert mesh.is_watertight and mesh.is_winding_consistent
    voxels = mask.sum() * abs(np.linalg.det(affine[:3, :3]))
    # A smooth surface cuts the corners of voxels: docs/exports.md says by how much.
    assert mesh.volume == pytest.approx(voxels, rel=0.04 if mask.sum() > 500 else 0.18)
    middle = np.argwhere(mask).mean(0) @ affine[:3, :3].T + affine[:3, 3]
    assert np.linalg.norm(mesh.center_mass - middle) < 0.3
    assert np.linalg.norm(mesh.center_mass - np.array(centre)) < 1


def test_stl_is_closed_in_mm_with_x_to_the_left_and_y_to_the_back(case):
    folder, labels, masks = case
    for mask, (_, slug, _, _, centre, _) in zip(masks, BODIES, strict=True):
        path = folder / f"scan_{slug}.stl"
        assert b"SPACE=LPS" in path.read_bytes()[:80]
        mesh = trimesh.load_mesh(path)
        mesh.apply_transform(LPS)
        check_surface(mesh, mask, labels.affine, centre)
        stored = np.frombuffer(path.read_bytes()[84:], np.dtype([("normal", "<f4", 3), ("rest", "V38")]))["normal"]
        corners = np.frombuffer(path.read_bytes()[84:], np.dtype([("v", "<f4", (4, 3)), ("n", "<u2")]))["v"]
        across = np.cross(corners[:, 2] - corners[:, 1], corners[:, 3] - corners[:, 1])
        across /= np.linalg.norm(across, axis=1, keepdims=True)
        assert np.abs(stored - across).max() < 1e-3


def test_obj_has_each_object_with_its_name_and_colour(case):
    folder, labels, masks = case
    text = (folder / "scan_surfaces.obj").read_text()
    assert text.startswith("# parse3d SPACE=LPS mm\n")
    names = [line[2:] for line in text.splitlines() if line.startswith("o ")]
    assert names == [body[0] for body in BODIES]
    whole = trimesh.load_mesh(folder / "scan_surfaces.obj")
    assert len(whole.faces) == text.count("\nf ")
    vertices = np.array([line.split()[1:] for line in text.splitlines() if line.startswith("v ")], float)
    for part, mask, body in zip(text.split("\no ")[1:], masks, BODIES, strict=True):
        faces = np.array([line.split()[1:] for line in part.splitlines() if line.startswith("f ")], int) - 1
        mesh = trimesh.Trimesh(vertices[:, :3], faces)
        assert np.allclose(vertices[faces][:, :, 3:] * 255, body[3], atol=0.1)
        mesh.apply_transform(LPS)
        check_surface(mesh, mask, labels.affine, body[4])


def test_glb_is_in_metres_with_the_head_up_and_the_front_forward(case):
    folder, labels, masks = case
    scene = trimesh.load(folder / "scan_surfaces.glb")
    assert set(scene.geometry) == {body[0] for body in BODIES}
    to_ras = np.array([[-1.0, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0.001]]) * 1000
    for mask, (title, _, _, color, centre, _) in zip(masks, BODIES, strict=True):
        mesh = scene.geometry[title].copy()
        mesh.apply_transform(scene.graph.get(title)[0])
        assert np.ptp(mesh.vertices, axis=0).max() < 0.04
        assert (np.einsum("ij,ij->i", mesh.vertex_normals, mesh.vertices - mesh.center_mass) > 0).all()
        mesh.apply_transform(to_ras)
        check_surface(mesh, mask, labels.affine, centre)
        linear = np.array(scene.geometry[title].visual.material.baseColorFactor[:3]) / 255
        encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
        # trimesh keeps eight bits of the linear value.
        assert np.abs(encoded * 255 - np.array(color)).max() < 8


def test_the_table_has_the_figures_of_the_bodies(case):
    folder, labels, masks = case
    rows = {row["name"]: row for row in csv.DictReader((folder / "scan_findings.csv").open(encoding="utf8"))}
    volume = abs(np.linalg.det(labels.affine[:3, :3]))
    for mask, (title, _, label, _, centre, axes) in zip(masks, BODIES, strict=True):
        row = rows[title]
        assert int(row["label_id"]) == label
        assert float(row["volume_ml"]) == pytest.approx(mask.sum() * volume / 1000, abs=5e-4)
        assert [float(row[f"centroid_{axis}_mm_ras"]) for axis in "xyz"] == pytest.approx(centre, abs=0.5)
        # Within a voxel, of 4 mm at most.
        assert float(row["longest_diameter_mm"]) == pytest.approx(2 * max(axes), abs=4)
        # By Knud Thomsen's formula, good to 1 %; these bodies are small.
        p = 1.6075
        a, b, c = (float(axis) ** p for axis in axes)
        area = 4 * np.pi * ((a * b + a * c + b * c) / 3) ** (1 / p)
        assert float(row["surface_mm2"]) == pytest.approx(area, rel=0.03 if mask.sum() > 500 else 0.13)
