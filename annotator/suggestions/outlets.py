"""Which outlet an article comes from, as far as its record tells."""

from __future__ import annotations

from urllib.parse import urlsplit

from annotator.annotation.records import Article

_NAMED = ("outlet", "publisher", "publication", "site", "site_name", "newspaper", "domain")


def outlet_of(article: Article) -> str:
    """Return what articles of one outlet have in common; "" where nobody knows.

    What the metadata names, else the host of its address, else a source that is no file's name.
    """
    for name in _NAMED:
        said = article.meta.get(name)
        if isinstance(said, str) and said.strip():
            return said.strip().casefold()
    for place in (article.source, article.meta.get("url")):
        if isinstance(place, str) and "://" in place:
            try:
                host = urlsplit(place).hostname
            except ValueError:
                continue
            if host:
                return host.casefold().removeprefix("www.")
    source = article.source.strip()
    if source and not any(sign in source for sign in "/\\") and "." not in source[-6:]:
        return source.casefold()
    return ""
