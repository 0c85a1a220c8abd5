//! The parts and the checks of a form, out of what its file says.

use std::ops::Range;

use toml::Spanned;

use super::build::Builder;
use super::error::{ProfileError, Said, meant, said};
use super::file::{CheckFile, ColumnFile, EachFile, SectionFile, ShapeFile};
use super::formula::{Each, FormCheck, Formula, Name, Operand, Place, PlaceRow, Relation, parse};
use super::layout::{Column, ColumnKind, Label, Section, Shape, Sum, Term, TermRows};
use super::parts::{Caption, FormPart, PartColumn, PartRow, PartShape};
use super::vocabulary::{Notion, Words, notion};

/// The rules that compare two sides of amounts.
const SUMS: [&str; 4] = ["unbalanced-budget", "unbalanced-breakdown", "unbalanced-tasks", "unmatched-task"];

/// The rules that report other checks, and of a form that is read by its headings all of them.
const FIGURES: [&str; 8] = [
    "unbalanced-breakdown",
    "unbalanced-tasks",
    "unbalanced-scores",
    "unbalanced-weights",
    "wrong-rate",
    "wrong-rate-score",
    "overspent",
    "excessive-score",
];

/// The rules whose check is a bound.
const BOUNDS: [&str; 2] = ["overspent", "excessive-score"];

/// What the headings of the parts stand for, where that is not known or something else in other forms.
pub(super) fn words(parts: &[FormPart]) -> Words {
    let mut words = Words::default();
    let mut add = |caption: Option<&Caption>, notion: Option<Notion>| {
        let (Some(caption), Some(notion)) = (caption, notion) else { return };
        for key in caption.keys() {
            words.add(key, notion);
        }
    };
    for part in parts {
        add(part.label.as_ref(), Some(part.notion));
        for column in &part.columns {
            add(column.header.as_ref(), column.notion);
        }
        if part.shape == PartShape::Breakdown {
            for row in &part.rows {
                add(Some(&row.label), Some(if row.id == "total" { Notion::Total } else { Notion::Part }));
            }
        }
    }
    words
}

impl Builder<'_> {
    /// The parts of a form that is read by its headings.
    pub(super) fn parts(&self, files: &[Spanned<SectionFile>]) -> Result<Vec<FormPart>, ProfileError> {
        let mut parts: Vec<FormPart> = Vec::new();
        for file in files {
            let part = self.part(file, &parts)?;
            if parts.iter().any(|other| other.id == part.id) {
                let id = &part.id;
                let message = said!("有两个项目叫“{id}”", "there are two sections \"{id}\"");
                return Err(self.error(&file.span(), message));
            }
            parts.push(part);
        }
        let notions: Vec<Notion> = parts.iter().map(|part| part.notion).collect();
        let labels: Vec<Option<String>> =
            parts.iter().map(|part| Some(part.label.as_ref()?.key().to_owned())).collect();
        for part in &mut parts {
            let own = part.label.as_ref().map(Caption::key);
            part.alike = own.is_none() || labels.iter().filter(|label| label.as_deref() == own).count() > 1;
            part.only = matches!(part.notion, Notion::Indicators | Notion::Goal)
                && notions.iter().filter(|notion| **notion == part.notion).count() == 1;
        }
        Ok(parts)
    }

    fn part(&self, file: &Spanned<SectionFile>, parts: &[FormPart]) -> Result<FormPart, ProfileError> {
        let span = file.span();
        let file = file.get_ref();
        let id = &file.id;
        let wrong = |[zh, en]: Said| self.error(&span, said!("项目“{id}”：{zh}", "section \"{id}\": {en}"));
        let caption = |text: &str, also: &[String]| self.caption(&span, id, text, also);
        let shape = match file.shape {
            ShapeFile::Field => PartShape::Field,
            ShapeFile::Text => PartShape::Text,
            ShapeFile::Breakdown => PartShape::Breakdown,
            ShapeFile::List => PartShape::List,
            ShapeFile::Indicators => PartShape::Indicators,
        };
        let table = matches!(shape, PartShape::List | PartShape::Indicators);
        if table == file.columns.is_empty() {
            return Err(wrong(said!(
                "columns 只用于 shape = \"list\" 或 \"indicators\"，而且必须写",
                "`columns` goes with `shape = \"list\"` or `\"indicators\"` and only with them"
            )));
        }
        if (shape == PartShape::Breakdown && file.rows.is_empty())
            || (!file.rows.is_empty() && !matches!(shape, PartShape::Breakdown | PartShape::List))
        {
            return Err(wrong(said!(
                "rows 只用于 shape = \"breakdown\"（必须写）或 \"list\"",
                "`rows` goes with `shape = \"breakdown\"`, which needs it, or `\"list\"`"
            )));
        }
        if file.numbered.is_some() || file.most.is_some() || file.as_many_as.is_some() || file.pattern.is_some() {
            return Err(wrong(said!(
                "numbered、most、as-many-as、pattern 不用于按栏名读取的表样",
                "`numbered`, `most`, `as-many-as` and `pattern` do not go with a form that is read by its headings"
            )));
        }
        if file.label.is_empty() && !table {
            return Err(wrong(said!(
                "label 是空的；只有表格可以没有",
                "the label is empty, which only a table's may be"
            )));
        }
        let stated = file.kind.as_ref().map(|kind| self.notion(kind)).transpose()?.flatten();
        let first = file.columns.first().map(|column| column.kind.get_ref().as_str());
        let usual = match shape {
            PartShape::Field => Notion::Field,
            PartShape::Text if file.id == "goal" => Notion::Goal,
            PartShape::Text => Notion::Text,
            PartShape::List if matches!(first, Some("task" | "project" | "number")) => Notion::Tasks,
            PartShape::Breakdown | PartShape::List => Notion::Money,
            PartShape::Indicators => Notion::Indicators,
        };
        let mut rows: Vec<PartRow> = Vec::new();
        let printed = file.rows.iter().enumerate();
        for (line, row) in printed.flat_map(|(line, rows)| rows.iter().map(move |row| (line, row))) {
            let label = caption(&row.label, &row.also)?;
            let nth = rows.iter().filter(|other| other.label.is(label.key())).count();
            rows.push(PartRow { id: row.id.clone(), label, nth, under: row.under.clone(), line });
        }
        if file.beside.is_some() && !matches!(shape, PartShape::Field | PartShape::Text) {
            return Err(wrong(said!(
                "beside 只用于 shape = \"field\" 或 \"text\"",
                "`beside` goes with `shape = \"field\"` or `\"text\"` and only with them"
            )));
        }
        if !file.tree.is_empty() && shape != PartShape::Indicators {
            return Err(wrong(said!(
                "tree 只用于 shape = \"indicators\"",
                "`tree` goes with `shape = \"indicators\"` and only with it"
            )));
        }
        let branch = |all: &Vec<String>| Some((all.first()?.clone(), all[1..].to_vec()));
        let tree = file.tree.iter().filter_map(branch).collect();
        let mut columns: Vec<PartColumn> = Vec::new();
        for column in &file.columns {
            let column = self.part_column(&span, id, column, &columns)?;
            columns.push(column);
        }
        let optional = |text: &str, also: &[String]| match text {
            "" => Ok(None),
            text => caption(text, also).map(Some),
        };
        let mut labels = file.within.iter().flat_map(|within| within.labels()).rev();
        let mut outer = || optional(labels.next().map_or("", String::as_str), &[]);
        let (within, around) = (outer()?, outer()?);
        // Texts below one label stand side by side.
        let same = |before: &FormPart| {
            shape == PartShape::Text && before.shape == shape && within.is_some() && before.within == within
        };
        let beside = file.beside.unwrap_or_else(|| parts.last().is_some_and(same));
        Ok(FormPart {
            id: file.id.clone(),
            label: optional(&file.label, &file.also)?,
            within,
            around,
            shape,
            notion: stated.unwrap_or(usual),
            required: !file.optional,
            only: false,
            alike: false,
            rows,
            columns,
            total: optional(file.total.as_deref().unwrap_or_default(), &[])?,
            beside,
            tree,
        })
    }

    fn part_column(
        &self,
        span: &Range<usize>,
        part: &str,
        file: &ColumnFile,
        before: &[PartColumn],
    ) -> Result<PartColumn, ProfileError> {
        let header = match file.label.as_str() {
            "" => None,
            text => Some(self.caption(span, part, text, &file.also)?),
        };
        let under = file.under.as_deref().map(|text| self.caption(span, part, text, &[])).transpose()?;
        let key = |caption: &Option<Caption>| caption.as_ref().map(|caption| caption.key().to_owned());
        let same = |other: &&PartColumn| key(&other.header) == key(&header) && key(&other.under) == key(&under);
        let nth = before.iter().filter(same).count();
        let notion = self.notion(&file.kind)?;
        Ok(PartColumn { id: file.id.clone(), header, under, notion, required: file.required, nth })
    }

    /// A heading of a form, which has to be one that a text can have.
    fn caption(&self, span: &Range<usize>, id: &str, text: &str, also: &[String]) -> Result<Caption, ProfileError> {
        let mut all = std::iter::once(text).chain(also.iter().map(String::as_str));
        let wrong = all.find(|text| text.contains('\t') || Caption::new(text, &[]).is_empty());
        if let Some(wrong) = wrong {
            let shown = wrong.replace('\t', "\\t").chars().take(40).collect::<String>();
            let message = said!(
                "项目“{id}”：“{shown}”不能是栏名：栏名要有字，不含 TAB，不超过 80 个字",
                "section \"{id}\": no text can have the heading \"{shown}\": a heading has words, no TAB, and at most 80 characters"
            );
            return Err(self.error(span, message));
        }
        Ok(Caption::new(text, also))
    }

    /// What a kind stands for in a form that is read by its headings; `None` for text.
    fn notion(&self, name: &Spanned<String>) -> Result<Option<Notion>, ProfileError> {
        let written = match name.get_ref().as_str() {
            "amount" => "task-amount",
            written => written,
        };
        if written == "text" {
            return Ok(None);
        }
        notion(written).map(Some).map_err(|known| {
            let [zh, en] = meant(written, known);
            self.error(&name.span(), said!("不能写“{written}”{zh}", "unknown kind \"{written}\"{en}"))
        })
    }

    /// The sums of a form and its other checks.
    pub(super) fn checks(
        &self,
        files: Vec<Spanned<CheckFile>>,
        sections: &[Section],
        parts: &[FormPart],
        headings: bool,
    ) -> Result<(Vec<Sum>, Vec<FormCheck>), ProfileError> {
        let (mut sums, mut checks) = (Vec::new(), Vec::new());
        for file in files {
            let file = file.into_inner();
            let rule = file.rule.get_ref().clone();
            let known: Vec<&str> =
                if headings { FIGURES.to_vec() } else { SUMS.iter().chain(&FIGURES[2..]).copied().collect() };
            if !known.contains(&rule.as_str()) {
                let [zh, en] = meant(&rule, known.into_iter());
                let message = said!("没有规则“{rule}”报告这种检查{zh}", "no rule \"{rule}\" reports a check{en}");
                return Err(self.error(&file.rule.span(), message));
            }
            let span = file.holds.span();
            let written = file.holds.get_ref();
            let wrong =
                |[zh, en]: Said| self.error(&span, said!("检查“{written}”：{zh}", "the check \"{written}\": {en}"));
            let (left, relation, right) = parse(written).map_err(wrong)?;
            let bound = BOUNDS.contains(&rule.as_str());
            if bound != (relation == Relation::AtMost) {
                return Err(wrong(if bound {
                    said!("规则 {rule} 比较大小，要写 <= 或 >=", "the rule {rule} compares by <= or >=")
                } else {
                    said!("规则 {rule} 比较是否相等，要写 =", "the rule {rule} compares by =")
                }));
            }
            let mut find = |name: &Name| {
                if headings { place(name, parts).map(Operand::Place) } else { term(name, sections).map(Operand::Term) }
                    .map_err(&wrong)
            };
            let (left, right) = (left.resolve(&mut find)?, right.resolve(&mut find)?);
            let each = file.each.as_ref().map(|each| *each.get_ref());
            let each = each_of(each, &left, &right).map_err(wrong)?;
            if !SUMS.contains(&rule.as_str()) || headings {
                checks.push(FormCheck { rule, left, relation, right, each });
                continue;
            }
            let (Some(total), Some(parts)) = (left.terms(), right.terms()) else {
                return Err(wrong(said!(
                    "规则 {rule} 两边只能是相加的金额",
                    "both sides of the rule {rule} add up amounts"
                )));
            };
            let each_row = match each {
                Each::Row(section) => Some(section),
                _ => None,
            };
            if each_row.is_some() && rule != "unbalanced-breakdown" {
                let message = said!(
                    "each = \"row\" 只用于规则 unbalanced-breakdown，不用于 {rule}",
                    "`each = \"row\"` goes with the rule unbalanced-breakdown, not with {rule}"
                );
                return Err(self.error(&file.rule.span(), message));
            }
            sums.push(Sum { rule, total, parts, each_row });
        }
        Ok((sums, checks))
    }
}

/// How often a check holds, whose names must then be of one and the same part.
fn each_of(each: Option<EachFile>, left: &Formula, right: &Formula) -> Result<Each, Said> {
    let operands = || left.operands().into_iter().chain(right.operands());
    let part = |operand: &Operand| match operand {
        Operand::Term(Term::Field(at) | Term::Part(at, _) | Term::Column(at, ..)) => *at,
        Operand::Place(place) => place.part,
    };
    let Some(first) = operands().next().map(part) else {
        return Err(said!("没有写任何项目", "it names no section"));
    };
    let fits = |operand: &Operand| match (each, operand) {
        (None, _) => true,
        (Some(EachFile::Row), Operand::Term(term)) => matches!(term, Term::Column(_, _, TermRows::All)),
        (Some(EachFile::Row), Operand::Place(place)) => place.column.is_some() && place.row.is_none(),
        (Some(EachFile::Column), Operand::Term(_)) => false,
        (Some(EachFile::Column), Operand::Place(place)) => place.column.is_none() && place.row.is_some(),
    };
    if each.is_some() && operands().any(|operand| part(operand) != first) {
        return Err(said!(
            "写了 each 时，各项都要是同一个项目的",
            "with `each` every name is of one and the same section"
        ));
    }
    if operands().any(|operand| !fits(operand)) {
        return Err(match each {
            Some(EachFile::Row) => said!(
                "each = \"row\" 时，各项都要是列的名称，不带方括号",
                "with `each = \"row\"` every name is that of a column, without brackets"
            ),
            _ => said!(
                "each = \"column\" 时，各项都要是行的名称",
                "with `each = \"column\"` every name is that of a row"
            ),
        });
    }
    Ok(match each {
        None => Each::Sheet,
        Some(EachFile::Row) => Each::Row(first),
        Some(EachFile::Column) => Each::Column(first),
    })
}

/// What a name stands for in a form that is read by its headings.
fn place(name: &Name, parts: &[FormPart]) -> Result<Place, Said> {
    let path = &name.path;
    let (id, inner) = path.split_once('.').map_or((path.as_str(), None), |(id, inner)| (id, Some(inner)));
    let part = parts.iter().position(|part| part.id == id).ok_or_else(|| {
        let [zh, en] = meant(id, parts.iter().map(|part| part.id.as_str()));
        said!("“{path}”不是项目的名称{zh}", "the term \"{path}\" names no section{en}")
    })?;
    let of = &parts[part];
    let row = |text: &str| {
        if text == "*" {
            return Some(PlaceRow::Others);
        }
        let named = of.rows.iter().position(|row| row.id == text || row.label.is(Caption::new(text, &[]).key()));
        let total = text == "total" || of.total.as_ref().is_some_and(|total| total.is(Caption::new(text, &[]).key()));
        named.map(PlaceRow::Named).or_else(|| (total && of.shape != PartShape::Breakdown).then_some(PlaceRow::Total))
    };
    let column = |text: &str| of.columns.iter().position(|column| column.id == text);
    let unknown = |text: &str| {
        let known = of.rows.iter().map(|row| row.id.as_str()).chain(of.columns.iter().map(|column| column.id.as_str()));
        let [zh, en] = meant(text, known);
        said!("项目“{id}”没有名为“{text}”的行或列{zh}", "the section \"{id}\" has no row or column \"{text}\"{en}")
    };
    match (of.shape, inner, &name.row) {
        (PartShape::Field, None, None) => Ok(Place { part, row: None, column: None }),
        (PartShape::Text, ..) | (PartShape::Field, ..) => {
            Err(said!("“{path}”不是金额或分数", "the term \"{path}\" names no figure"))
        }
        (_, None, _) => Err(said!(
            "“{path}”之后要写行或列的名称，例如“{path}.total”",
            "the term \"{path}\" lacks the name of a row or column, as in \"{path}.total\""
        )),
        (_, Some(inner), None) => match (column(inner), row(inner)) {
            (Some(column), _) => Ok(Place { part, row: None, column: Some(column) }),
            (None, Some(row)) => Ok(Place { part, row: Some(row), column: None }),
            (None, None) => Err(unknown(inner)),
        },
        (_, Some(inner), Some(bracket)) => {
            let column = column(inner).ok_or_else(|| unknown(inner))?;
            let row = row(bracket).ok_or_else(|| unknown(bracket))?;
            Ok(Place { part, row: Some(row), column: Some(column) })
        }
    }
}

/// What a name stands for in a form whose rows are known.
fn term(name: &Name, sections: &[Section]) -> Result<Term, Said> {
    let path = &name.path;
    let (id, inner) = path.split_once('.').map_or((path.as_str(), None), |(id, inner)| (id, Some(inner)));
    let at = sections.iter().position(|section| section.id == id).ok_or_else(|| {
        let [zh, en] = meant(id, sections.iter().map(|section| section.id.as_str()));
        said!("“{path}”不是项目的名称{zh}", "the term \"{path}\" names no section{en}")
    })?;
    let section = &sections[at];
    match (&section.shape, inner) {
        (Shape::Field(ColumnKind::Amount), None) => Ok(Term::Field(at)),
        (Shape::Breakdown(_), Some(inner)) => {
            let part = section.parts().position(|part| part.id == inner);
            part.map(|part| Term::Part(at, part)).ok_or_else(|| {
                let known: Vec<&str> = section.parts().map(|part| part.id.as_str()).collect();
                let [zh, en] = meant(inner, known.into_iter());
                said!("“{path}”不是分项的名称{zh}", "the term \"{path}\" names no part{en}")
            })
        }
        (Shape::List(columns), Some(inner)) => {
            let amount = |column: &Column| column.id == inner && column.kind == ColumnKind::Amount;
            let column = columns.iter().position(amount).ok_or_else(|| {
                let amounts = columns.iter().filter(|column| column.kind == ColumnKind::Amount);
                let [zh, en] = meant(inner, amounts.map(|column| column.id.as_str()));
                said!("“{path}”不是金额列的名称{zh}", "the term \"{path}\" names no column of amounts{en}")
            })?;
            let rows = match name.row.as_deref() {
                None => TermRows::All,
                Some("*") => TermRows::Others,
                Some(name) => {
                    let label = Label::new(name);
                    let total = section.total.as_ref().is_some_and(|total| total.folded == label.folded);
                    if total { TermRows::Total } else { TermRows::Named(label) }
                }
            };
            Ok(Term::Column(at, column, rows))
        }
        _ => Err(said!("“{path}”不是金额", "the term \"{path}\" names no amount")),
    }
}
