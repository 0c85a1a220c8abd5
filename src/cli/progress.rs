//! How far a long run is, on a terminal.

use crate::diagnostic::Lang;
use crate::import::Heard;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A run as short as this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar for `total` steps that began at `begun`.
fn bar(template: &str, total: usize, begun: Instant) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    let bar = bar.with_elapsed(begun.elapsed());
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The bar of a long file, by its pages.
pub(super) struct Pages {
    begun: Instant,
    lang: Lang,
    wanted: bool,
    bar: Arc<Mutex<Option<ProgressBar>>>,
}

impl Pages {
    /// For a run over one file; a run over more has the bar of its files. Without `wanted`, or where standard error is no
    /// terminal, nothing is ever shown.
    pub(super) fn new(files: usize, lang: Lang, wanted: bool) -> Self {
        let wanted = wanted && files == 1 && io::stderr().is_terminal();
        Self { begun: Instant::now(), lang, wanted, bar: Arc::default() }
    }

    /// What moves the bar.
    pub(super) fn heard(&self) -> Heard {
        if !self.wanted {
            return Heard::default();
        }
        let (begun, lang, shared) = (self.begun, self.lang, Arc::clone(&self.bar));
        Heard(Some(Arc::new(move |page, total| {
            let Ok(mut shown) = shared.lock() else { return };
            if shown.is_none() && begun.elapsed() >= PATIENCE {
                let template =
                    lang.pick("{bar:30} 第 {pos}/{len} 页，还需 {eta}", "{bar:30} page {pos}/{len}, {eta} left");
                *shown = Some(bar(template, total, begun));
            }
            if let Some(bar) = &*shown {
                bar.set_position(page as u64);
            }
        })))
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let Some(bar) = self.bar.lock().ok().and_then(|mut shown| shown.take()) {
            bar.finish_and_clear();
        }
    }
}

/// The bar of a run, which comes up when the run turns out to be long.
pub(super) struct Progress {
    begun: Instant,
    lang: Lang,
    total: usize,
    done: usize,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// For a run over `total` files; without `wanted`, or where standard error is no terminal, nothing is ever shown.
    pub(super) fn new(total: usize, lang: Lang, wanted: bool) -> Self {
        let wanted = wanted && total > 1 && io::stderr().is_terminal();
        Self { begun: Instant::now(), lang, total, done: 0, wanted, bar: None }
    }

    /// Another file is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if !self.wanted {
            return;
        }
        if self.bar.is_none() && self.begun.elapsed() >= PATIENCE {
            let template =
                self.lang.pick("{bar:30} {pos}/{len} 个文件，还需 {eta}", "{bar:30} {pos}/{len} files, {eta} left");
            self.bar = Some(bar(template, self.total, self.begun));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done as u64);
        }
    }

    /// Whether the bar is on the screen, so that whatever else goes there must go around it.
    pub(super) fn shown(&self) -> bool {
        self.bar.is_some()
    }

    /// Does `write` while the bar is out of the way.
    pub(super) fn around<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub(super) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
