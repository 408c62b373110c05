"""What addresses carry, as endpoints take it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

#: A number in an address: of a plan, a search, a version. No database knows longer ones.
PathNumber = Annotated[int, Path(ge=0, le=2**53)]
