"""Which frozen paper does a fingerprint, or a file, lead to, and is it as it was frozen?

A file is never opened: its own sum is sought among the files kept, then the fingerprints that stand in it as
plain signs. Whoever writes such signs in a file of theirs is told that it is not the file that Fanal makes.
"""

import hashlib

from fanal.accounts.models.member import Member
from fanal.core.errors import RuleBroken
from fanal.core.frozen.fingerprint import MOST_MARKS, marks_in
from fanal.core.frozen.models import FrozenPaper
from fanal.core.frozen.papers import kind_of, paper_under, paper_with
from fanal.schools.rules import verification as rules
from fanal.schools.rules.verification import Content, FoundPaper, SameFile, Verified


def verify_typed(member: Member, typed: str) -> list[Verified]:
    """RuleBroken for what is no fingerprint."""
    fingerprint = rules.read_fingerprint(typed)
    if not fingerprint:
        raise RuleBroken(rules.NOT_ONE)
    paper = paper_under(member.school.pk, fingerprint)
    return [_answer(member, paper, None)] if paper else [Verified("bad", rules.UNKNOWN)]


def verify_file(member: Member, content: bytes) -> list[Verified]:
    school_id = member.school.pk
    if paper := paper_with(school_id, hashlib.sha256(content).hexdigest()):
        return [_answer(member, paper, content)]
    all_marks = marks_in(content)
    marks = all_marks[:MOST_MARKS]
    papers = [paper for mark in marks if (paper := paper_under(school_id, mark)) is not None]
    if not papers:
        return [Verified("bad", rules.UNKNOWN_FILE)]
    # A file of several papers is none of those that are made one by one: none is made to be compared.
    answers = [_answer(member, paper, content, is_alone=len(marks) == 1) for paper in papers]
    if strange := len(marks) - len(papers):
        answers.append(Verified("bad", rules.strange_words(strange)))
    if len(all_marks) > MOST_MARKS:
        answers.append(Verified("bad", rules.TOO_MANY_MARKS))
    return answers


def _answer(member: Member, paper: FrozenPaper, content: bytes | None, *, is_alone: bool = True) -> Verified:
    """`is_alone`: the only one whose fingerprint the file bears; else it is compared with none."""
    kind = kind_of(paper)
    thing = kind.find(paper.school_id, paper.row) if kind else None
    if kind is None or thing is None:
        same = _same(paper, None, content) if is_alone else SameFile.SEVERAL
        return rules.answer_of(FoundPaper(paper.frozen_on, Content.ERASED, same))
    sums = list(kind.sums(thing))
    printed = kind.make(thing) if content is not None and is_alone and kind.make and sums else None
    same = _same(paper, printed, content) if is_alone else SameFile.SEVERAL
    named = (kind.name(thing), kind.page(thing)) if kind.reads(member, thing) else ("", "")
    return rules.answer_of(FoundPaper(paper.frozen_on, _content(paper.sha256, sums), same, *named))


def _content(sha256: str, sums: list[str]) -> Content:
    if not sums:
        return Content.ERASED
    if sha256 not in sums:
        return Content.ALTERED
    return Content.INTACT if sums[0] == sha256 else Content.REPLACED


def _same(paper: FrozenPaper, printed: bytes | None, content: bytes | None) -> SameFile:
    """`printed`: the paper as it is made today, where its room makes it."""
    if content is None:
        return SameFile.NOT_ASKED
    if not paper.files and printed is None:
        return SameFile.NOT_KEPT
    is_kept = hashlib.sha256(content).hexdigest() in paper.files
    return SameFile.SAME if is_kept or content == printed else SameFile.OTHER
