"""What a form of a page holds, so that a test can send it as somebody would."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._form: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(said.get("action", ""), {})
        elif tag == "select":
            self._select = said["name"]
        elif tag == "option" and "selected" in said:
            self._form[self._select] = said["value"]
        elif tag == "input" and _is_sent(said):
            self._form[said["name"]] = said.get("value", "")


def _is_sent(said: dict[str, str]) -> bool:
    if said.get("type") in {"radio", "checkbox"}:
        return "checked" in said
    return "name" in said and said.get("type") != "file"


def filled_in(html: str, action: str) -> dict[str, str]:
    """Return what the form that is sent to an address holds."""
    forms = _Forms()
    forms.feed(html)
    return forms.forms[action]
