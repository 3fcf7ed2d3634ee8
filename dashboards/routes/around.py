"""What stands around a page, asked for by the routes that show one."""

from typing import Annotated

from fastapi import Depends

from dashboards.site.frame import Frame, frame_for

Around = Annotated[Frame, Depends(frame_for)]
"""The frame of whoever asks; the page's own rule says whether they may."""
