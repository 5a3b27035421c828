"""What the workbench says no to, as the page shows it: one sentence, a code, and the field it is about."""

from __future__ import annotations

from graphkit.errors import GraphkitError

__all__ = ["STATUS", "Refused"]

#: The HTTP status of each code.
STATUS = {
    "token": 403,
    "host": 403,
    "origin": 403,
    "type": 415,
    "size": 413,
    "json": 400,
    "unknown": 404,
    "method": 405,
    "text": 409,
    "changed": 409,
    "tab": 409,
    "refused": 422,
    "ahead": 422,
    "disk": 507,
    "fault": 500,
}


class Refused(GraphkitError):
    """A request that is not carried out; nothing has changed.

    Parameters
    ----------
    message
        One sentence.
    code
        One of ``STATUS``.
    field
        The field of the line that it is about; blank: none.

    Examples
    --------
    >>> Refused("no date", field="date").status
    422
    """

    def __init__(self, message: str, *, code: str = "refused", field: str = "") -> None:
        super().__init__(message)
        self.code, self.field = code, field

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.code]
