"""An office's own boundaries come in; a file that cannot be used is refused by code and row."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from maps import BoundaryError, BoundaryFault, read_boundaries

TIPAR = box(106.92, -6.94, 106.94, -6.92)
CIKOLE = box(106.92, -6.92, 106.94, -6.90)


def written(
    path: Path,
    shapes: list[BaseGeometry | None],
    *,
    codes: list[str] | None = None,
    column: str = "code",
    crs: object = 4326,
) -> Path:
    """Write ``shapes`` with their codes as the kind of file that ``path`` is called."""
    names = codes or [f"32.72.03.100{n}" for n in range(1, len(shapes) + 1)]
    gpd.GeoDataFrame({column: names}, geometry=shapes, crs=crs).to_file(path)
    return path


@pytest.mark.parametrize("name", ["batas.geojson", "batas.gpkg", "batas.shp"])
def test_three_kinds_of_files_give_the_same_polygons_by_code(tmp_path: Path, name: str) -> None:
    boundaries = read_boundaries(written(tmp_path / name, [TIPAR, CIKOLE]))
    assert list(boundaries) == ["32.72.03.1001", "32.72.03.1002"]
    assert boundaries["32.72.03.1001"].equals(TIPAR)
    assert boundaries["32.72.03.1002"].equals(CIKOLE)


def test_metres_become_degrees_and_another_column_may_hold_the_code(tmp_path: Path) -> None:
    metres = gpd.GeoSeries([TIPAR], crs=4326).to_crs(32748)[0]
    path = written(tmp_path / "utm.gpkg", [metres], column="kode", crs=32748)
    boundaries = read_boundaries(path, code_column="kode")
    assert boundaries["32.72.03.1001"].symmetric_difference(TIPAR).area < 1e-9


def test_a_shape_that_crosses_itself_is_repaired(tmp_path: Path) -> None:
    bow = Polygon([(106.92, -6.94), (106.94, -6.92), (106.94, -6.94), (106.92, -6.92)])
    assert not bow.is_valid
    boundaries = read_boundaries(written(tmp_path / "silang.geojson", [bow]))
    assert boundaries["32.72.03.1001"].is_valid
    assert boundaries["32.72.03.1001"].area > 0


@pytest.mark.parametrize(
    ("shapes", "codes", "fault", "row"),
    [
        ([TIPAR, CIKOLE], ["a", "a"], BoundaryFault.CODE_TWICE, 2),
        ([TIPAR, Point(106.9, -6.9)], None, BoundaryFault.NO_POLYGON, 2),
        ([LineString([(106.9, -6.9), (107, -7)])], None, BoundaryFault.NO_POLYGON, 1),
        ([TIPAR, None], None, BoundaryFault.NO_POLYGON, 2),
        ([box(-6.94, 106.92, -6.92, 106.94)], None, BoundaryFault.OUTSIDE, 1),
        ([box(6.92, 50.9, 6.94, 51)], None, BoundaryFault.OUTSIDE, 1),
    ],
)
def test_a_bad_row_is_named_with_its_fault(
    tmp_path: Path,
    shapes: list[BaseGeometry | None],
    codes: list[str] | None,
    fault: BoundaryFault,
    row: int,
) -> None:
    path = written(tmp_path / "batas.geojson", shapes, codes=codes)
    refused = refusal_of(path)
    code = "a" if codes else f"32.72.03.100{row}"
    assert (refused.fault, refused.row, refused.code) == (fault, row, code)


def refusal_of(path: Path, **given: str) -> BoundaryError:
    """Return the refusal of the file at ``path``; it holds a code and figures, no sentence."""
    with pytest.raises(BoundaryError) as refusal:
        read_boundaries(path, **given)
    assert refusal.value.args == (refusal.value.fault, refusal.value.row, refusal.value.code)
    return refusal.value


def test_a_bad_file_is_refused_as_a_whole(tmp_path: Path) -> None:
    text = tmp_path / "batas.geojson"
    text.write_text("bukan peta", encoding="utf-8")
    bare = written(tmp_path / "c.shp", [TIPAR])
    bare.with_suffix(".prj").unlink()
    other = written(tmp_path / "b.gpkg", [TIPAR])
    refusals = [
        refusal_of(text),
        refusal_of(tmp_path / "tidak-ada.gpkg"),
        refusal_of(other, code_column="kode"),
        refusal_of(bare),
    ]
    assert [each.fault for each in refusals] == [
        BoundaryFault.UNREADABLE,
        BoundaryFault.UNREADABLE,
        BoundaryFault.NO_COLUMN,
        BoundaryFault.NO_COORDINATE_SYSTEM,
    ]
    assert {(each.row, each.code) for each in refusals} == {(0, "")}


def test_a_row_without_a_shape_and_a_file_without_a_row_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "kosong.geojson"
    row = '{"type":"Feature","geometry":null,"properties":{"code":"1"}}'
    path.write_text(f'{{"type":"FeatureCollection","features":[{row}]}}', encoding="utf-8")
    refused = refusal_of(path)
    assert (refused.fault, refused.row, refused.code) == (BoundaryFault.NO_POLYGON, 1, "1")
    empty = tmp_path / "kosong.gpkg"
    gpd.GeoDataFrame({"code": []}, geometry=[], crs=4326).to_file(empty)
    assert refusal_of(empty).fault is BoundaryFault.EMPTY
