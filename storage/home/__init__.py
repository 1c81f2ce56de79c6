"""What the Home tab reads: a few rows of much at once, with how many there are in all."""

from storage.home.answering import AskedStore
from storage.home.figures import FigureLook
from storage.home.looking_after import upkeep
from storage.home.mine import MineStore
from storage.home.organising import OrganisingStore

__all__ = ["AskedStore", "FigureLook", "MineStore", "OrganisingStore", "upkeep"]
