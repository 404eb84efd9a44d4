"""A page of HTML as a parser finds it, for the tests of what we write."""

from html.parser import HTMLParser


def value(given: dict[str, str | None], name: str) -> str:
    found = given[name]
    assert found is not None, name
    return found


class Page(HTMLParser):
    """What a browser would find: ids, links, quotations, cells; and whatever could load or run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.quotes: list[str] = []
        self.cells: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.words = ""
        self.scripts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag not in ("meta", "br", "input"):
            self.open.append(tag)
        self.ids += [value(given, "id")] if "id" in given else []
        self.links += [value(given, "href")] if "href" in given else []
        bad = {"src", "srcset", "action", "data"} | {
            name for name in given if name.startswith("on")
        }
        if tag == "script":
            self.scripts.append("")
        if tag in ("link", "iframe", "img", "object", "form") or bad & set(given):
            text = self.get_starttag_text()
            assert text is not None
            self.outside.append(text)
        if tag == "a" and "data-unit" in given:
            self.cells.append((value(given, "data-unit"), value(given, "class")))
        if tag == "blockquote":
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if "script" in self.open:
            self.scripts[-1] += data
        elif "style" not in self.open:
            self.words += data
        if "blockquote" in self.open:
            self.quotes[-1] += data
