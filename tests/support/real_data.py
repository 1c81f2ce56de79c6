"""The real published files, which stay outside the project: found by PEERBOT_REAL_DATA."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def real_file(name: str) -> Path:
    """The file of that name; skips the test, saying why, where there is none."""
    folder = Path(os.environ.get("PEERBOT_REAL_DATA", ROOT / "../shared/data"))
    path = folder / name
    if not path.exists():
        pytest.skip(f"real data not here: set PEERBOT_REAL_DATA to the folder that has {name}")
    return path


OPENPRESCRIBING = "openprescribing_measure_by_practice_14L_ktt9_antibiotics.csv"
SMOKING = "fingertips_91547_smoking_14L.csv"
IMD = "fingertips_93553_imd2019_14L.csv"
TIDY = "indicators_tidy_14L.csv"
LIST_SIZES = "openprescribing_org_details_14L_total_list_size.json"
SPENDING = "openprescribing_spending_by_practice_14L_bnf5.1.json"
MEASURE_OF_ENGLAND = "openprescribing_api_measure_global_shape.json"
MEASURE_BY_SUB_ICB = "openprescribing_api_measure_by_sicbl_shape.json"
