//! The functions about a batch of contents, in Arrow. The schemas are fixed: columns are read by their place elsewhere.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Decimal128Builder, Int32Builder, ListBuilder, StringBuilder, StructBuilder,
};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use mubiao::totals::Total;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::MubiaoError;
use crate::input::View;
use crate::rows::{self, Counts, Finding, Owner, PRECISION, SCALE, Unit, guarded};
use crate::settings::Settings;

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(lint_batch, module)?)?;
    module.add_function(wrap_pyfunction!(totals_batch, module)?)?;
    module.add_function(wrap_pyfunction!(import_batch, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)
}

/// The version of the schemas. It grows when a column goes away, moves or changes its meaning.
const VERSION: &str = "1";

/// The values of an indicator, in the order of [`rows::Indicator`].
const INDICATOR: [&str; 7] = ["class", "group", "name", "operator", "target", "measure", "deadline"];

/// What a row of a result stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Findings,
    Totals,
    Units,
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Int32, true)
}

fn amount(name: &str) -> Field {
    Field::new(name, DataType::Decimal128(PRECISION as u8, SCALE as i8), true)
}

fn indicator_fields() -> Fields {
    INDICATOR.into_iter().map(text).collect()
}

impl Kind {
    fn schema(self) -> Schema {
        let owner = || [text("division"), number("year"), text("unit_code"), text("unit_name")];
        let amounts = || ["revenue", "expenditure", "tasks", "difference"].map(amount);
        let mut fields = vec![text("path")];
        match self {
            Self::Findings => {
                fields.extend(owner());
                fields.extend([text("rule"), text("severity")]);
                fields.extend(["line", "column", "end_line", "end_column"].map(number));
                fields.extend([text("message"), Field::new("fixable", DataType::Boolean, true)]);
            }
            Self::Totals | Self::Units => {
                fields.push(number("sheet"));
                fields.extend(owner());
                fields.extend(amounts());
                fields.push(text("amount_unit"));
            }
        }
        match self {
            Self::Findings => {}
            Self::Totals => fields.extend([number("indicators"), number("findings")]),
            Self::Units => {
                let item = Field::new("item", DataType::Struct(indicator_fields()), true);
                fields.push(text("profile"));
                fields.push(Field::new("indicators", DataType::List(Arc::new(item)), true));
                fields.extend(["findings", "mended", "doubts", "left_out"].map(number));
                fields.push(text("text"));
            }
        }
        fields.push(text("error"));
        let name = match self {
            Self::Findings => "findings",
            Self::Totals => "totals",
            Self::Units => "units",
        };
        let version =
            [("mubiao.schema".to_owned(), name.to_owned()), ("mubiao.version".to_owned(), VERSION.to_owned())];
        Schema::new(fields).with_metadata(HashMap::from(version))
    }
}

/// A column of texts or bytes, of any of Arrow's types for them.
struct Column<'a> {
    array: &'a ArrayRef,
}

impl<'a> Column<'a> {
    fn of(batch: &'a RecordBatch, name: &str) -> PyResult<Self> {
        let Some(array) = batch.column_by_name(name) else {
            let names: Vec<String> =
                batch.schema().fields().iter().map(|field| format!("{:?}", field.name())).collect();
            let names = names.join(", ");
            return Err(MubiaoError::new_err(format!("the batch has no column {name:?}; it has: {names}")));
        };
        match array.data_type() {
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView => Ok(Self { array }),
            other => Err(PyTypeError::new_err(format!("the column {name:?} must be string or binary, not {other}"))),
        }
    }

    fn at(&self, row: usize) -> Option<View<'a>> {
        if self.array.is_null(row) {
            return None;
        }
        Some(match self.array.data_type() {
            DataType::Utf8 => View::Text(self.array.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => View::Text(self.array.as_string::<i64>().value(row)),
            DataType::Utf8View => View::Text(self.array.as_string_view().value(row)),
            DataType::Binary => View::Bytes(self.array.as_binary::<i32>().value(row)),
            DataType::LargeBinary => View::Bytes(self.array.as_binary::<i64>().value(row)),
            _ => View::Bytes(self.array.as_binary_view().value(row)),
        })
    }
}

/// What a null content is.
const NO_CONTENT: &str = "the content is null";

/// Builds the columns of a result, one after the other.
struct Table {
    schema: Arc<Schema>,
    builders: Vec<Box<dyn ArrayBuilder>>,
    next: usize,
}

impl Table {
    fn new(kind: Kind) -> Self {
        let schema = Arc::new(kind.schema());
        let builders = schema.fields().iter().map(|field| builder(field.data_type())).collect();
        Self { schema, builders, next: 0 }
    }

    /// The builder of the next column; behind the last one comes the first of the next row.
    fn next<B: ArrayBuilder>(&mut self) -> Option<&mut B> {
        let at = self.next;
        self.next = (at + 1) % self.builders.len();
        self.builders[at].as_any_mut().downcast_mut()
    }

    fn text(&mut self, value: Option<&str>) {
        if let Some(builder) = self.next::<StringBuilder>() {
            builder.append_option(value);
        }
    }

    fn number(&mut self, value: Option<i32>) {
        if let Some(builder) = self.next::<Int32Builder>() {
            builder.append_option(value);
        }
    }

    fn amount(&mut self, value: Total) {
        if let Some(builder) = self.next::<Decimal128Builder>() {
            builder.append_option(rows::millionths(value));
        }
    }

    fn flag(&mut self, value: Option<bool>) {
        if let Some(builder) = self.next::<BooleanBuilder>() {
            builder.append_option(value);
        }
    }

    fn owner(&mut self, owner: &Owner) {
        self.text(owner.division.as_deref());
        self.number(owner.year);
        self.text(owner.code.as_deref());
        self.text(owner.name.as_deref());
    }

    fn indicators(&mut self, indicators: &[rows::Indicator]) {
        let Some(list) = self.next::<ListBuilder<StructBuilder>>() else { return };
        for indicator in indicators {
            for (at, value) in indicator.values.iter().enumerate() {
                if let Some(builder) = list.values().field_builder::<StringBuilder>(at) {
                    builder.append_option(value.as_deref());
                }
            }
            list.values().append(true);
        }
        list.append(true);
    }

    /// A row that says why there is no other one.
    fn error(&mut self, path: Option<&str>, error: &str) {
        self.text(path);
        let schema = self.schema.clone();
        for field in &schema.fields()[1..schema.fields().len() - 1] {
            match field.data_type() {
                DataType::Utf8 => self.text(None),
                DataType::Int32 => self.number(None),
                DataType::Boolean => self.flag(None),
                DataType::List(_) => {
                    if let Some(list) = self.next::<ListBuilder<StructBuilder>>() {
                        list.append(false);
                    }
                }
                _ => self.amount(Total::Absent),
            }
        }
        self.text(Some(error));
    }

    fn finding(&mut self, path: Option<&str>, finding: &Finding) {
        self.text(path);
        self.owner(&finding.owner);
        self.text(Some(finding.rule));
        self.text(Some(finding.severity));
        for number in finding.start.into_iter().chain(finding.end) {
            self.number(Some(number));
        }
        self.text(Some(&finding.message));
        self.flag(Some(finding.fixable));
        self.text(None);
    }

    fn unit(&mut self, path: Option<&str>, unit: &Unit, counts: Option<Counts>) {
        self.text(path);
        self.number(Some(unit.sheet));
        self.owner(&unit.owner);
        let totals = &unit.totals;
        for total in [totals.revenue, totals.expenditure, totals.tasks, totals.difference] {
            self.amount(total);
        }
        self.text(Some(unit.stated.text()));
        match counts {
            None => {
                self.number(Some(totals.indicators as i32));
                self.number(Some(unit.findings));
            }
            Some(Counts { mended, doubts, left_out }) => {
                self.text(Some(&unit.profile));
                self.indicators(&unit.indicators);
                for number in [unit.findings, mended, doubts, left_out] {
                    self.number(Some(number));
                }
                self.text(Some(&unit.text));
            }
        }
        self.text(None);
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let arrays = self.builders.iter_mut().map(|builder| builder.finish()).collect();
        RecordBatch::try_new(self.schema, arrays)
    }
}

fn builder(kind: &DataType) -> Box<dyn ArrayBuilder> {
    match kind {
        DataType::Utf8 => Box::new(StringBuilder::new()),
        DataType::Int32 => Box::new(Int32Builder::new()),
        DataType::Boolean => Box::new(BooleanBuilder::new()),
        DataType::List(item) => {
            let values = StructBuilder::from_fields(indicator_fields(), 0);
            Box::new(ListBuilder::new(values).with_field(item.clone()))
        }
        kind => Box::new(Decimal128Builder::new().with_data_type(kind.clone())),
    }
}

/// The rows that `add` makes of each content of `batch`.
fn rows(
    py: Python<'_>,
    batch: &RecordBatch,
    [path, content]: [&str; 2],
    kind: Kind,
    mut add: impl FnMut(&mut Table, View<'_>, Option<&str>) -> Result<(), String> + Send,
) -> PyResult<PyArrowType<RecordBatch>> {
    let (paths, contents) = (Column::of(batch, path)?, Column::of(batch, content)?);
    let count = batch.num_rows();
    let made = py.detach(|| {
        let mut table = Table::new(kind);
        for row in 0..count {
            let path = match paths.at(row) {
                Some(View::Text(path)) => Some(path),
                Some(View::Bytes(path)) => std::str::from_utf8(path).ok(),
                None => None,
            };
            let added = match contents.at(row) {
                Some(content) => add(&mut table, content, path),
                None => Err(NO_CONTENT.to_owned()),
            };
            if let Err(error) = added {
                table.error(path, &error);
            }
        }
        table.finish()
    });
    made.map(PyArrowType).map_err(|error| MubiaoError::new_err(error.to_string()))
}

#[pyfunction]
fn lint_batch(
    py: Python<'_>,
    batch: PyArrowType<RecordBatch>,
    settings: &Settings,
    path: &str,
    content: &str,
) -> PyResult<PyArrowType<RecordBatch>> {
    let Settings { settings } = settings;
    rows(py, &batch.0, [path, content], Kind::Findings, |table, content, path| {
        let found = guarded(settings.lang, || rows::findings(content, path.unwrap_or("-"), settings))?;
        found.iter().for_each(|finding| table.finding(path, finding));
        Ok(())
    })
}

#[pyfunction]
fn totals_batch(
    py: Python<'_>,
    batch: PyArrowType<RecordBatch>,
    settings: &Settings,
    path: &str,
    content: &str,
) -> PyResult<PyArrowType<RecordBatch>> {
    let Settings { settings } = settings;
    rows(py, &batch.0, [path, content], Kind::Totals, |table, content, path| {
        let units = guarded(settings.lang, || rows::totals(content, path.unwrap_or("-"), settings))?;
        units.iter().for_each(|unit| table.unit(path, unit, None));
        Ok(())
    })
}

#[pyfunction]
fn import_batch(
    py: Python<'_>,
    batch: PyArrowType<RecordBatch>,
    settings: &Settings,
    path: &str,
    content: &str,
) -> PyResult<PyArrowType<RecordBatch>> {
    let Settings { settings } = settings;
    rows(py, &batch.0, [path, content], Kind::Units, |table, content, path| {
        let (units, counts) = guarded(settings.lang, || rows::import(content, path.unwrap_or("-"), settings))?;
        units.iter().for_each(|unit| table.unit(path, unit, Some(counts)));
        Ok(())
    })
}

/// The schema of `findings`, `totals` or `units`.
#[pyfunction]
fn schema(name: &str) -> PyResult<PyArrowType<Schema>> {
    let kind = match name {
        "findings" => Kind::Findings,
        "totals" => Kind::Totals,
        "units" => Kind::Units,
        other => return Err(MubiaoError::new_err(format!("there is no schema {other:?}"))),
    };
    Ok(PyArrowType(kind.schema()))
}
