"""Made-up files of each type of VRPLIB that is read, as small as shows what the type is about."""

from __future__ import annotations

from typing import Final


def vrplib(kind: str, *, head: str = "", sections: str = "", points: str = "") -> str:
    """Return a file of five places: the first is the depot."""
    usual = "1 0 0\n2 0 10\n3 0 20\n4 10 0\n5 20 0"
    return (
        f"NAME : mini\nCOMMENT : a miniature: made up\nTYPE : {kind}\nDIMENSION : 5\n"
        f"EDGE_WEIGHT_TYPE : EUC_2D\n{head}NODE_COORD_SECTION\n{points or usual}\n{sections}EOF\n"
    )


DEMANDS: Final = "DEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\n5 1\n"
WINDOWS: Final = "TIME_WINDOW_SECTION\n1 0 200\n2 0 15\n3 90 95\n4 0 150\n5 0 150\n"
DEPOT: Final = "DEPOT_SECTION\n1\n-1\n"
CVRP: Final = vrplib("CVRP", head="VEHICLES : 2\nCAPACITY : 2\n", sections=DEMANDS + DEPOT)
VRPTW: Final = vrplib(
    "VRPTW",
    head="VEHICLES : 2\nCAPACITY : 3\nSERVICE_TIME : 5\n",
    sections=DEMANDS + WINDOWS + DEPOT,
)
PCVRPTW: Final = vrplib(
    "PCVRPTW",
    head="VEHICLES : 1\nCAPACITY : 3\nSERVICE_TIME : 10\n",
    sections=DEMANDS + WINDOWS + "PRIZE_SECTION\n1 0\n2 0\n3 5\n4 40\n5 41\n" + DEPOT,
)
HFVRP: Final = vrplib(
    "HFVRP",
    head="VEHICLES : 3\n",
    sections=DEMANDS
    + "CAPACITY_SECTION\n1 4\n2 2\n3 2\n"
    + "VEHICLES_FIXED_COST_SECTION\n1 900\n2 100\n3 150\n"
    + "VEHICLES_UNIT_DISTANCE_COST_SECTION\n1 10\n2 3\n3 2\n"
    + DEPOT,
)
MDVRPTW: Final = vrplib(
    "MDVRPTW",
    head="VEHICLES : 2\nCAPACITY : 9\nVEHICLES_MAX_DURATION : 60\n",
    points="1 0 0\n2 100 0\n3 0 10\n4 100 10\n5 100 20",
    sections="DEMAND_SECTION\n1 0\n2 0\n3 1\n4 1\n5 1\n"
    "SERVICE_TIME_SECTION\n1 0\n2 0\n3 5\n4 5\n5 5\n"
    "TIME_WINDOW_SECTION\n1 0 500\n2 0 500\n3 0 400\n4 0 400\n5 0 400\n"
    "VEHICLES_DEPOT_SECTION\n1 1\n2 2\nDEPOT_SECTION\n1\n2\n-1\n",
)
SDVRPTW: Final = vrplib(
    "SDVRPTW",
    head="VEHICLES: 2\nVEHICLES_MAX_DURATION: 200\n",
    sections=DEMANDS
    + "SERVICE_TIME_SECTION\n1 0\n2 5\n3 0\n4 5\n5 5\n"
    + "TIME_WINDOW_SECTION\n1 0 200\n2 0 150\n3 0 150\n4 0 150\n5 0 150\n"
    + "CAPACITY_SECTION\n1 4\n2 3\n"
    + "VEHICLES_ALLOWED_CLIENTS_SECTION\n1\t2\t4\n2\t2\t3\t5\n",
)
LONGEST: Final = vrplib(
    "CVRP",
    head="VEHICLES : 4\nCAPACITY : 4\nVEHICLES_MAX_DISTANCE : 41\n",
    sections=DEMANDS + DEPOT,
)
#: Each file, its best value as it counts, and the tours of one best plan.
MINIATURES: Final = {
    "CVRP": (CVRP, 80, [{"1", "2"}, {"3", "4"}]),
    "VRPTW": (VRPTW, 800, [{"1", "2"}, {"3", "4"}]),
    "PCVRPTW": (PCVRPTW, 573, [{"1", "3", "4"}]),
    "HFVRP": (HFVRP, 450, [{"1", "2"}, {"3", "4"}]),
    "MDVRPTW": (MDVRPTW, 60_000, [{"2"}, {"3", "4"}]),
    "SDVRPTW": (SDVRPTW, 88_284, [{"3"}, {"1", "2", "4"}]),
    "LONGEST": (LONGEST, 80, [{"1", "2"}, {"3", "4"}]),
}
