"""People and articles as whoever leads sets them up: people and article."""

from __future__ import annotations

from typing import Annotated, Any

from annotator.annotation.edits import ArchiveArticles, DescribeArticle, Retire
from annotator.annotation.records import shorten
from annotator.cli.arguments import ProjectArgument
from annotator.cli.parsing import Argument, Option
from annotator.cli.projects import opened_at
from annotator.cli.terminal import print_line
from annotator.errors import InputError
from annotator.exchange.scope import given_ids
from annotator.project import Project
from annotator.words import counts, joined, say

ByOption = Annotated[
    str | None, Option(metavar="A", help="Whose change it is, to be undone by them.")
]


def set_up_people(
    project: ProjectArgument,
    *,
    rename: Annotated[
        str | None,
        Option(metavar="OLD=NEW", help="Give one another name; packs under OLD come to NEW."),
    ] = None,
    unite: Annotated[
        str | None,
        Option(metavar="OLD=NEW", help="Make everything of OLD NEW's, who stays."),
    ] = None,
    retire: Annotated[
        list[str] | None,
        Option(metavar="A", help="Offer them no longer; their work counts as before."),
    ] = None,
    bring_back: Annotated[
        list[str] | None, Option("--bring-back", metavar="A", help="Offer them again.")
    ] = None,
    by: ByOption = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help="With --unite: say what it would do; change nothing.")
    ] = False,
) -> None:
    """List the annotators; rename them, make one of two, retire them: each can be taken back."""
    with opened_at(project) as opened:
        if unite is not None:
            old, new = _pair("--unite", unite)
            _look_at_uniting(opened, old, new)
            if dry_run:
                return
            opened.unite_annotators(old, new, by)
        elif dry_run:
            raise InputError(say("--dry-run: expected --unite with it"))
        if rename is not None:
            opened.rename_annotator(*_pair("--rename", rename), by)
        for names, is_retired in ((retire, True), (bring_back, False)):
            if names:
                opened.carry_out(Retire(annotators=tuple(names), retired=is_retired), by)
        _list_people(opened)


def _pair(option: str, given: str) -> tuple[str, str]:
    old, equals, new = given.partition("=")
    if not equals or not old.strip() or not new.strip():
        raise InputError(say("{what} {given}: expected OLD=NEW", what=option, given=given))
    return old.strip(), new.strip()


def _look_at_uniting(opened: Project, old: str, new: str) -> None:
    looked = opened.look_at_uniting(old, new)
    parts = [counts.spans(looked.spans), counts.statuses(looked.statuses)]
    if looked.decisions:
        parts.append(say("{n:,} {n:decision|decisions}", n=looked.decisions))
    if looked.values:
        parts.append(counts.values(looked.values))
    if looked.assignments:
        parts.append(say("{n:,} {n:assignment|assignments}", n=looked.assignments))
    print_line(f"{looked.old}: {joined(parts)}, would be {looked.new}’s")
    print_line(
        f"both have work in {counts.articles(looked.shared)}; spans that both have:"
        f" {looked.equal:,}; said otherwise by each, to be settled: {looked.clashes:,}"
    )


def _list_people(opened: Project) -> None:
    held, retired = opened.statistics(), opened.retired()
    former: dict[str, list[str]] = {}
    for old, new in opened.former_names().items():
        former.setdefault(new, []).append(old)
    for name, numbers in held.annotators.items():
        said = [f"{numbers['done']:,} done", f"{numbers['spans']:,} spans"]
        if name in retired:
            said.append("retired")
        if name in former:
            said.append(f"once {', '.join(former[name])}")
        print_line(f"{name}: {', '.join(said)}")


def set_up_articles(
    project: ProjectArgument,
    articles: Annotated[
        list[str] | None, Argument(metavar="ID|FILE...", help="Articles, or files of ids.")
    ] = None,
    *,
    archive: Annotated[
        bool, Option("--archive", help="Take them out of queue, assignments and packs.")
    ] = False,
    bring_back: Annotated[
        bool, Option("--bring-back", help="Take them back from the archive.")
    ] = False,
    title: Annotated[str | None, Option(metavar="T", help="Another title.")] = None,
    source: Annotated[str | None, Option(metavar="S", help="Another source.")] = None,
    date: Annotated[str | None, Option(metavar="D", help="Another date.")] = None,
    meta: Annotated[
        list[str] | None,
        Option(
            metavar="NAME=VALUE", help="Something else known of it; may be repeated; NAME= removes."
        ),
    ] = None,
    by: ByOption = None,
) -> None:
    """Archive articles, or describe one anew; its text never changes. Without ID, list archived."""
    described = [one is not None for one in (title, source, date)]
    wanted = sum((archive, bring_back, any(described) or bool(meta)))
    if wanted > 1:
        raise InputError(say("article: expected one of --archive, --bring-back, a description"))
    with opened_at(project) as opened:
        if not articles:
            if wanted:
                raise InputError(say("article: expected the id of an article"))
            for article, name in opened.article_titles(opened.archived_articles()).items():
                print_line(f"archived: {article}: {shorten(name, 60)}")
            return
        ids = given_ids(opened, articles)
        if archive or bring_back:
            opened.carry_out(ArchiveArticles(articles=tuple(ids), archived=archive), by)
            print_line(f"{counts.articles(len(ids))} {'archived' if archive else 'brought back'}")
            return
        if len(ids) != 1:
            raise InputError(say("article: one article is described at a time"))
        if wanted:
            opened.carry_out(
                DescribeArticle(
                    article=ids[0],
                    title=title,
                    source=source,
                    date=date,
                    meta=_meta(opened, ids[0], meta or ()),
                ),
                by,
            )
        _show(opened, ids[0])


def _meta(opened: Project, article: str, given: list[str] | tuple[()]) -> dict[str, Any] | None:
    if not given:
        return None
    known = dict(opened.described(article).meta)
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise InputError(say("--meta {given}: expected NAME=VALUE", given=one))
        if value:
            known[name] = value
        else:
            known.pop(name, None)
    return known


def _show(opened: Project, article: str) -> None:
    one = opened.described(article)
    for name, value in (("title", one.title), ("source", one.source), ("date", one.date)):
        print_line(f"{name:8}{value}")
    for name, value in one.meta.items():
        print_line(f"{name}: {value}")
