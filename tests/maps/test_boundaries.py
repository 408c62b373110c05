"""An office's own boundaries come in; a file that cannot be used says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from maps import BoundaryError, read_boundaries

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
    found = read_boundaries(written(tmp_path / name, [TIPAR, CIKOLE]))
    assert list(found) == ["32.72.03.1001", "32.72.03.1002"]
    assert found["32.72.03.1001"].equals(TIPAR)
    assert found["32.72.03.1002"].equals(CIKOLE)


def test_metres_become_degrees_and_another_column_may_hold_the_code(tmp_path: Path) -> None:
    metres = gpd.GeoSeries([TIPAR], crs=4326).to_crs(32748)[0]
    path = written(tmp_path / "utm.gpkg", [metres], column="kode", crs=32748)
    found = read_boundaries(path, code_column="kode")
    assert found["32.72.03.1001"].symmetric_difference(TIPAR).area < 1e-9


def test_a_shape_that_crosses_itself_is_repaired(tmp_path: Path) -> None:
    bow = Polygon([(106.92, -6.94), (106.94, -6.92), (106.94, -6.94), (106.92, -6.92)])
    assert not bow.is_valid
    found = read_boundaries(written(tmp_path / "silang.geojson", [bow]))
    assert found["32.72.03.1001"].is_valid
    assert found["32.72.03.1001"].area > 0


@pytest.mark.parametrize(
    ("shapes", "codes", "message"),
    [
        ([TIPAR, CIKOLE], ["a", "a"], r"baris 2 \(a\): kode ini sudah ada. Hapus salah satu."),
        ([TIPAR, Point(106.9, -6.9)], None, r"baris 2 .*tidak ada poligon. Gambar ulang"),
        ([LineString([(106.9, -6.9), (107, -7)])], None, r"baris 1 .*tidak ada poligon"),
        ([TIPAR, None], None, r"baris 2 .*tidak ada poligon"),
        ([box(-6.94, 106.92, -6.92, 106.94)], None, r"di luar Indonesia. Periksa urutan"),
        ([box(6.92, 50.9, 6.94, 51)], None, r"di luar Indonesia"),
    ],
)
def test_a_bad_row_is_named_with_its_remedy(
    tmp_path: Path, shapes: list[BaseGeometry | None], codes: list[str] | None, message: str
) -> None:
    path = written(tmp_path / "batas.geojson", shapes, codes=codes)
    with pytest.raises(BoundaryError, match=message) as refusal:
        read_boundaries(path)
    assert "batas.geojson" in str(refusal.value)


def test_a_bad_file_is_told_with_its_remedy(tmp_path: Path) -> None:
    text = tmp_path / "batas.geojson"
    text.write_text("bukan peta", encoding="utf-8")
    with pytest.raises(BoundaryError, match="tidak bisa dibaca sebagai peta"):
        read_boundaries(text)
    with pytest.raises(BoundaryError, match="tidak bisa dibaca"):
        read_boundaries(tmp_path / "tidak-ada.gpkg")
    with pytest.raises(BoundaryError, match="kolom 'kode' tidak ada"):
        read_boundaries(written(tmp_path / "b.gpkg", [TIPAR]), code_column="kode")
    bare = written(tmp_path / "c.shp", [TIPAR])
    bare.with_suffix(".prj").unlink()
    with pytest.raises(BoundaryError, match="sistem koordinat tidak ada"):
        read_boundaries(bare)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kosong.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
        '"properties":{"code":"1"}}]}',
        encoding="utf-8",
    )
    with pytest.raises(BoundaryError, match=r"baris 1 \(1\): tidak ada poligon"):
        read_boundaries(path)
