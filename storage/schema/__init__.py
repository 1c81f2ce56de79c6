"""All tables, one module a concept; importing this package fills ``Base.metadata``."""

import importlib
import pkgutil

from storage.schema.base import Base

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["Base"]
