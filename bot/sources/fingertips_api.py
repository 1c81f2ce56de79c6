"""Fingertips (OHID): where an indicator's figures for all practices of England are.

The CSV call has no filter by practice, so it is the whole of England, which may be large.
"""

from urllib.parse import urlencode

from bot.sources.fetching import Fetcher
from bot.sources.shape import Shape
from bot.sources.sites import Site

GPS = 7
"""The area type of practices, as in the API's annex; those of other areas change and are looked up."""

ENGLAND = "england"
COLUMNS = ("Indicator ID", "Area Code", "Time period", "Value", "Count", "Denominator")


async def figures_of(fetcher: Fetcher, site: Site, indicator: str) -> str:
    """The path of an indicator's CSV. Raises SourceTrouble."""
    query = {
        "indicator_ids": indicator,
        "child_area_type_id": GPS,
        "parent_area_type_id": await _england(fetcher, site),
    }
    return f"all_data/csv/by_indicator_id?{urlencode(query)}"


async def _england(fetcher: Fetcher, site: Site) -> int:
    """The area type of England, by its name."""
    shape = Shape(site, "its list of area types")
    answer = await fetcher.read_json(site, "area_types")
    for each in shape.rows(shape.need(answer.data, as_a=list)):
        if shape.need(each, "Name", as_a=str).strip().lower() == ENGLAND:
            return shape.need(each, "Id", as_a=int)
    raise shape.changed("England")
