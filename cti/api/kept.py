"""What is kept by version, as it is told: its id, its version, and what it says."""

from dataclasses import fields
from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from cti.api.shapes import RowId, Told
from cti.api.versions import tag
from cti.usecases.casework import Kept


class Versioned(Told):
    """Something that changes by version."""

    id: RowId
    version: Annotated[
        int, Field(description="As its ETag has it.", examples=[3], ge=1)
    ]


def flat(kept: Kept[Any]) -> dict[str, Any]:
    """Return something that is kept as one value for each name."""
    said = {each.name: getattr(kept.what, each.name) for each in fields(kept.what)}
    return {"id": kept.row_id, "version": kept.version, **said}


def made(response: Response, where: str, kept: Kept[Any]) -> dict[str, Any]:
    """Say in an answer where something new is, and which version of it this is.

    Parameters
    ----------
    where
        Among what it is, as an address.

    Returns
    -------
    One value for each name.
    """
    response.headers["Location"] = f"{where}/{kept.row_id}"
    return tagged(response, kept)


def changed(response: Response, kept: Kept[Any]) -> Versioned:
    """Say in an answer which version something has now, and no more of it.

    Who may change something does not always see what else is said there.
    """
    return Versioned.model_validate(tagged(response, kept))


def tagged(response: Response, kept: Kept[Any]) -> dict[str, Any]:
    """Say in an answer which version of something this is.

    Returns
    -------
    One value for each name.
    """
    tag(response, kept.version)
    return flat(kept)
