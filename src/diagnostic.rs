//! What a rule reports: a place, a sentence, related places, and fixes that say how far they can be trusted.

use crate::text::{Edit, TextRange};

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The one of both that is in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A sentence in both languages, of which one is built: `say!(lang, "少 {gap}", "{gap} short")`.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal $(,)?) => {
        match $lang {
            $crate::diagnostic::Lang::Zh => format!($zh),
            $crate::diagnostic::Lang::En => format!($en),
        }
    };
}
pub(crate) use say;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The sheet cannot be filed like this.
    Error,
    /// Very likely wrong, or against the form's custom.
    Warning,
    /// Worth a look.
    Information,
}

impl Severity {
    /// `error`, `warning` or `information`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }

    /// Its name for readers.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("错误", "error"),
            Self::Warning => lang.pick("警告", "warning"),
            Self::Information => lang.pick("提示", "information"),
        }
    }
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Never changes what the author meant.
    Safe,
    /// A person decides.
    Unsafe,
}

impl Applicability {
    /// `safe` or `unsafe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// The part of the catalogue of rules that a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The text was damaged on its way; the author made no mistake.
    Damage,
    /// Sections and rows.
    Structure,
    /// Amounts and the sums they enter.
    Amounts,
    /// Indicator rows.
    Indicators,
    /// The goal in prose.
    Goals,
    /// The budget unit, the book, and directives.
    Identity,
}

impl Group {
    /// All groups, in the order of the manual.
    pub const ALL: [Self; 6] =
        [Self::Damage, Self::Structure, Self::Amounts, Self::Indicators, Self::Goals, Self::Identity];

    /// `damage`, `structure`, `amounts`, `indicators`, `goals` or `identity`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Damage => "damage",
            Self::Structure => "structure",
            Self::Amounts => "amounts",
            Self::Indicators => "indicators",
            Self::Goals => "goals",
            Self::Identity => "identity",
        }
    }

    /// Its name for readers.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Damage => lang.pick("文本受损", "The text was damaged"),
            Self::Structure => lang.pick("结构", "Structure"),
            Self::Amounts => lang.pick("金额", "Amounts"),
            Self::Indicators => lang.pick("指标", "Indicators"),
            Self::Goals => lang.pick("目标", "Goals"),
            Self::Identity => lang.pick("单位、套表、文件内设置", "Identity, book, directives"),
        }
    }
}

/// What is known of a rule without running it.
#[derive(Debug)]
pub struct RuleInfo {
    /// Its name, in kebab case; reads well after "allow".
    pub name: &'static str,
    /// Where it stands in the list of rules.
    pub group: Group,
    /// How much its findings matter.
    pub severity: Severity,
    /// How its fixes are applied, `None` when it has none. A rule that has safe ones may have unsafe ones too.
    pub fix: Option<Applicability>,
    /// One line in Chinese.
    pub summary_zh: &'static str,
    /// One line in English.
    pub summary_en: &'static str,
    /// Its page in Markdown: Chinese, a line `<!-- en -->`, English.
    pub page: &'static str,
    /// The version that had it first.
    pub since: &'static str,
    /// The names it had in earlier versions, which configurations and allowances may still use.
    pub former: &'static [&'static str],
}

impl RuleInfo {
    /// Whether `name` is its name, or was.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.former.contains(&name)
    }

    /// Its one line.
    pub fn summary(&self, lang: Lang) -> &'static str {
        lang.pick(self.summary_zh, self.summary_en)
    }

    /// The part of its page that is in `lang`.
    pub fn page(&self, lang: Lang) -> &'static str {
        let (zh, en) = self.page.split_once("<!-- en -->").unwrap_or((self.page, self.page));
        lang.pick(zh.trim(), en.trim())
    }
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related {
    /// Where it is, counted as the finding's own range.
    pub range: TextRange,
    /// What it is.
    pub message: String,
}

/// A way to mend a finding; all its edits are applied together or none is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What it does, as an order.
    pub title: String,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
    /// Sorted by place, never overlapping; counted as the finding's own range.
    pub edits: Vec<Edit>,
}

/// A finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub rule: &'static RuleInfo,
    /// How much it matters here.
    pub severity: Severity,
    /// Where: from the sheet's start while a rule reports it, from the text's start in a [`crate::lint::Outcome`].
    pub range: TextRange,
    /// One sentence that says what is expected, with the figures.
    pub message: String,
    /// Other places it speaks of, at most [`MOST_RELATED`].
    pub related: Vec<Related>,
    /// How many more places it speaks of.
    pub more_related: usize,
    /// Ways to mend it, the best one first, at most [`MOST_FIXES`].
    pub fixes: Vec<Fix>,
    /// How many more ways there are.
    pub more_fixes: usize,
}

/// So many places are listed with a finding; a reader looks at no more of them, and a sum may have any number of parts.
pub const MOST_RELATED: usize = 50;

/// So many ways to mend a finding are listed.
pub const MOST_FIXES: usize = 16;

impl Diagnostic {
    /// The fix that may be applied unasked, if there is one.
    pub fn safe_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.applicability == Applicability::Safe)
    }

    /// Counts all its places from `base` bytes earlier.
    pub fn shift(&mut self, base: u32) {
        self.range = self.range.shifted(base);
        for related in &mut self.related {
            related.range = related.range.shifted(base);
        }
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.range = edit.range.shifted(base);
        }
    }
}

/// Collects what the rules report for one sheet.
#[derive(Debug)]
pub struct Sink {
    /// The language of the messages.
    pub lang: Lang,
    findings: Vec<Diagnostic>,
}

impl Sink {
    /// An empty one.
    pub fn new(lang: Lang) -> Self {
        Self { lang, findings: Vec::new() }
    }

    /// Adds a finding of `rule` and returns it for its related places and fixes.
    pub fn report(&mut self, rule: &'static RuleInfo, range: TextRange, message: String) -> &mut Diagnostic {
        let at = self.findings.len();
        let severity = rule.severity;
        let (related, fixes, more_related, more_fixes) = (Vec::new(), Vec::new(), 0, 0);
        self.findings.push(Diagnostic { rule, severity, range, message, related, more_related, fixes, more_fixes });
        &mut self.findings[at]
    }

    /// Whether `rule` has reported something at `range`.
    pub fn has(&self, rule: &'static RuleInfo, range: TextRange) -> bool {
        self.findings.iter().any(|finding| std::ptr::eq(finding.rule, rule) && finding.range == range)
    }

    /// What was reported, in that order.
    pub fn take(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.findings)
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }
}

impl Diagnostic {
    /// Adds a place that the finding speaks of.
    pub fn relate(&mut self, range: TextRange, message: String) -> &mut Self {
        self.relate_with(range, || message)
    }

    /// The same where `message` takes time to build: it is built when the place is listed.
    pub fn relate_with(&mut self, range: TextRange, message: impl FnOnce() -> String) -> &mut Self {
        if self.related.len() < MOST_RELATED {
            self.related.push(Related { range, message: message() });
        } else {
            self.more_related += 1;
        }
        self
    }

    /// Adds a fix; `edits` may come in any order.
    pub fn fix(&mut self, applicability: Applicability, title: String, mut edits: Vec<Edit>) -> &mut Self {
        if self.fixes.len() < MOST_FIXES {
            edits.sort();
            self.fixes.push(Fix { title, applicability, edits });
        } else {
            self.more_fixes += 1;
        }
        self
    }
}
