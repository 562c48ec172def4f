"""The files of a report: built beside the app with their progress shown, looked at, taken away."""

from __future__ import annotations

import base64
import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from masterplan import texts
from masterplan.reports import building
from masterplan.reports.formats import FORMATS
from masterplan.store.database import utc_now
from masterplan.texts import UserError, mark, translate, translate_count, translator
from masterplan.ui import downloads
from masterplan.ui.frame import View
from masterplan.ui.html import esc, section
from masterplan.ui.page import show

_EVERY = 0.6  # seconds between two looks at what is being built
_DOTS = 60  # per inch of a preview
_PREVIEW = "preview"
_JOBS = "report_files"
_FAILED = mark("The file could not be built. The log of the app says why; its keepers can help.")

_log = logging.getLogger(__name__)


@dataclass
class Job:
    """A file that is being built, or has been."""

    began_at: float = field(default_factory=time.monotonic)
    share: float = 0.0
    doing: str = mark("Collecting the data")
    error: UserError | None = None
    made: list[bytes] = field(default_factory=list)
    asked_at: dt.datetime = field(default_factory=utc_now)

    @property
    def is_under_way(self) -> bool:
        """Is it still being built?"""
        return not self.made and self.error is None

    def run(self, make: Callable[[Callable[[float, str], None]], list[bytes]]) -> None:
        """Build it, in a thread of its own."""
        try:
            self.made = make(self._tell)
        except UserError as error:
            self.error = error
        except Exception:
            _log.exception("a report could not be built")
            self.error = UserError(_FAILED)

    def _tell(self, share: float, doing: str) -> None:
        self.share, self.doing = share, doing


@dataclass(frozen=True)
class Source:
    """The report whose files are offered."""

    key: str
    """What tells it from others, as long as the session lasts."""
    file_name: str
    """Without its ending."""
    text: Callable[[], str]
    """Its data (JSON); a draft is composed when a file of it is asked for."""
    frozen_report_id: int | None = None
    changed_at: dt.datetime | None = None
    """When a text of a draft was stored last (UTC)."""


def offer(source: Source, view: View) -> None:
    """The files of a report, each with its state, and its pages as pictures."""
    _ = translator(view.language)
    note = _("Built when you ask for them; you and others can go on working meanwhile.")
    show(section(_("Files"), note))
    with st.container(key="report_files"):
        _fragment(source, view)


def _fragment(source: Source, view: View) -> None:
    jobs = _jobs_of(f"{source.key} {view.language}")
    is_busy = any(job.is_under_way for job in jobs.values())

    @st.fragment(run_every=_EVERY if is_busy else None)
    def files() -> None:
        if is_busy != any(job.is_under_way for job in jobs.values()):
            st.rerun()  # begin to look, or stop where there is nothing to wait for any more
        for name in FORMATS:
            _row(name, jobs, source, view)
        _previews(jobs, source, view)

    files()


def _jobs_of(key: str) -> dict[str, Job]:
    """What was built of this report in this session; that of another one is let go."""
    held = st.session_state.get(_JOBS)
    if held is None or held[0] != key:
        held = st.session_state[_JOBS] = (key, {})
    jobs: dict[str, Job] = held[1]
    return jobs


def _row(name: str, jobs: dict[str, Job], source: Source, view: View) -> None:
    lang = view.language
    _ = translator(lang)
    form = FORMATS[name]
    job = jobs.get(name)
    with st.container(horizontal=True, vertical_alignment="center", key=f"file_{name}"):
        what = f'<p class="mp-file"><b>{esc(_(form.label))}</b><span>{esc(_(form.note))}</span></p>'
        st.html(what, width="stretch")
        if job is not None and job.is_under_way:
            _progress(job, lang)
        elif job is not None and job.made:
            size = f"{texts.number(len(job.made[0]) / 1e6, lang, 1)} MB"
            downloads.download(
                _("Download ({size})", size=size),
                lambda: job.made[0],
                f"{source.file_name}.{form.ending}",
                form.media_type,
                key=f"take_{name}",
            )
            if source.frozen_report_id is None:
                _button(_("Build anew"), name, jobs, source, view, is_quiet=True)
        else:
            _button(_("Build"), name, jobs, source, view)
    _age(job, source, lang)
    if job is not None and job.error is not None:
        st.error(job.error.text(lang))


def _previews(jobs: dict[str, Job], source: Source, view: View) -> None:
    lang = view.language
    _ = translator(lang)
    job = jobs.get(_PREVIEW)
    if job is None or job.error is not None:
        if job is not None and job.error is not None:
            st.error(job.error.text(lang))
        _button(_("Look at the pages"), _PREVIEW, jobs, source, view, is_quiet=True)
    elif job.is_under_way:
        _progress(job, lang)
    else:
        st.html(gallery(job.made, lang))
        _age(job, source, lang)
        if source.frozen_report_id is None:
            _button(_("Look at the pages anew"), _PREVIEW, jobs, source, view, is_quiet=True)


def _age(job: Job | None, source: Source, lang: str) -> None:
    """Of a draft: when its file was built, and whether a text was stored since."""
    if job is None or not job.made or source.frozen_report_id is not None:
        return
    words = translate("as of {moment}", lang, moment=texts.moment(job.asked_at, lang))
    if source.changed_at is not None and source.changed_at > job.asked_at:
        words += "; " + translate("a text was stored since", lang)
    st.html(f'<p class="mp-quiet mp-small">{esc(words)}</p>')


def gallery(pages: list[bytes], lang: str) -> str:
    """The pages of a report as pictures (PNG), to be looked over."""
    pictures = "".join(
        f'<li><img loading="lazy" alt="{esc(_page(number, len(pages), lang))}" '
        f'src="data:image/png;base64,{base64.b64encode(page).decode()}"></li>'
        for number, page in enumerate(pages, start=1)
    )
    count = translate_count("{count} page", "{count} pages", len(pages), lang)
    return (
        f'<p class="mp-quiet mp-small">{esc(count)}</p>'
        f'<ol class="mp-pages" tabindex="0" aria-label="{esc(count)}">{pictures}</ol>'
    )


def _page(number: int, count: int, lang: str) -> str:
    return translate("Page {page} of {pages}", lang, page=number, pages=count)


def _progress(job: Job, lang: str) -> None:
    seconds = int(time.monotonic() - job.began_at)
    words = translate(job.doing, lang)
    st.progress(min(job.share, 1.0), f"{words} · {seconds} s", width=320)


def _button(
    label: str,
    name: str,
    jobs: dict[str, Job],
    source: Source,
    view: View,
    is_quiet: bool = False,
) -> None:
    st.button(
        label,
        key=f"build_{name}",
        type="tertiary" if is_quiet else "secondary",
        icon=":material/build:" if name != _PREVIEW else ":material/visibility:",
        on_click=_begin,
        args=(name, jobs, source, view.language),
    )


def _begin(name: str, jobs: dict[str, Job], source: Source, language: str) -> None:
    jobs[name] = job = Job()
    make = _maker(name, source, language)
    threading.Thread(target=job.run, args=(make,), daemon=True).start()


def _maker(
    name: str, source: Source, language: str
) -> Callable[[Callable[[float, str], None]], list[bytes]]:
    def make(tell: Callable[[float, str], None]) -> list[bytes]:
        form = "pdf" if name == _PREVIEW else name
        order = building.Order(source.text(), source.frozen_report_id, form, language)
        if name == _PREVIEW:
            return building.previews(order, _DOTS, tell)
        return [building.build(order, tell)]

    return make
