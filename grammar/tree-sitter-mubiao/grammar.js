/**
 * The tree of a book: sheets, their sections, and rows with a field for each column. Any text has one: what no form knows
 * is a row of values. The words come from the profiles (`words.json`).
 */
/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const forms = require("./words.json");

const sections = forms.flatMap((form) => form.sections);
const BLANK = " \\u3000";

/** A label in any width of its brackets and quotes. */
function spelled(text) {
  const widths = { "（": "[（(]", "）": "[）)]", "(": "[（(]", ")": "[）)]", "：": "[：:]", ":": "[：:]", "“": "[“”\"]", "”": "[“”\"]" };
  // The year in a title.
  const parts = text.split("{Y}");
  if (parts.length > 1) return new RegExp(parts.map((part) => spelled(part).source).join("[^\\t\\r\\n]*"));
  const pattern = [...text].map((c) => widths[c] ?? c.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")).join("");
  return new RegExp(pattern);
}

/** Any of `texts`. */
function any(texts) {
  const all = [...new Set(texts)].map(spelled);
  return token(all.length === 1 ? all[0] : choice(...all));
}

const labels = (shape) =>
  sections.filter((section) => section.shape === shape && section.kind !== "identity").map((section) => section.label);
const identities = sections.filter((section) => section.kind === "identity").map((section) => section.label);

/** The sections of `shape`, one for each set of columns that goes with a label. */
function tables(shape) {
  const seen = new Map();
  for (const section of sections.filter((section) => section.shape === shape)) {
    seen.set(JSON.stringify([section.label, section.headers, section.columns]), section);
  }
  return [...seen.values()];
}

/** The cells of a row by their columns; empty ones are left out, and what comes behind the last is stray. */
function cells($, columns) {
  let rest = repeat(seq("\t", optional(field("stray", $._value))));
  for (const column of [...columns].reverse()) {
    const cell = seq("\t", optional(field(column, $._value)));
    rest = rest === undefined ? cell : choice(seq(cell, rest), cell);
  }
  return rest;
}

/** The row that opens a table: its label and headers, with TABs between and behind them as they come. */
function headers($, texts) {
  const cells = texts.map((text) => seq($._tabs, field("header", alias($[headerRule(text)], $.header))));
  return seq(field("label", alias($._table_label, $.label)), ...cells, optional($._tabs), $._end);
}

const headerWords = [...new Set(sections.flatMap((section) => section.headers))];
const headerRule = (header) => `_header_${headerWords.indexOf(header)}`;
const headerRules = Object.fromEntries(headerWords.map((header) => [headerRule(header), (_) => any([header])]));

const rowsOf = ($, shape) => tables(shape).map((_, at) => $[`_${shape}_${at}`]);

const tableRules = {};
for (const shape of ["list", "indicators"]) {
  const row = shape === "list" ? "item" : "indicator";
  tables(shape).forEach((section, at) => {
    tableRules[`_${shape}_${at}`] = ($) =>
      seq(headers($, section.headers), repeat(choice(alias($[`_${shape}_row_${at}`], $[row]), $._between)));
    tableRules[`_${shape}_row_${at}`] = ($) => seq(cells($, section.columns), $._end);
  });
}

module.exports = grammar({
  name: "mubiao",

  extras: (_) => [new RegExp(`[${BLANK}\\uFEFF]`)],

  externals: ($) => [$._end],

  inline: ($) => [$._value],

  rules: {
    source_file: ($) => seq(repeat(choice($._between, $.row)), repeat($.sheet)),

    // A row whose first cell is neither empty nor a label: the label's cell was lost, or it is spelled otherwise.
    loose_row: ($) => seq(field("label", alias($._first, $.unknown_label)), $._values),

    // A title that is printed once more belongs to the page break, so to the sheet.
    title: ($) => seq($._title, optional($._tabs), $._end),

    sheet: ($) => seq($.identity, repeat($._section)),

    _section: ($) =>
      choice($.field, $.breakdown, $.list, $.text_section, $.indicators, $.continued),

    identity: ($) =>
      seq(field("label", alias($._identity_label, $.label)), $._values, repeat(choice($._between, $.row))),
    field: ($) => seq(field("label", alias($._field_label, $.label)), $._values, repeat(choice($._between, $.row))),
    breakdown: ($) =>
      seq(field("label", alias($._breakdown_label, $.label)), $._parts, repeat(choice($._between, $.parts))),
    text_section: ($) =>
      seq(field("label", alias($._text_label, $.label)), $._values, repeat(choice($._between, alias($.row, $.paragraph)))),

    list: ($) => choice(...rowsOf($, "list")),
    indicators: ($) => choice(...rowsOf($, "indicators")),
    ...tableRules,

    // A table's label without its headers, as a page break repeats it, and the rows behind it.
    continued: ($) =>
      prec(-1, seq(field("label", alias($._table_label, $.label)), $._values, repeat(choice($._between, $.row)))),

    parts: ($) => $._part_cells,
    _parts: ($) => choice($._part_cells, $._end),
    _part_cells: ($) =>
      seq($._tabs, choice($._end, seq(choice(field("part", $.part), field("value", $._value)), choice($._part_cells, $._end)))),

    // A row with an empty first cell in no known columns.
    row: ($) => $._cells,
    _values: ($) => choice($._cells, $._end),
    _cells: ($) => seq($._tabs, choice($._end, seq(field("value", $._value), choice($._cells, $._end)))),

    _between: ($) => choice($.comment, $.directive, $._end, $.title, $.loose_row),

    comment: ($) => seq($._comment, $._end),
    directive: ($) =>
      seq(
        $._directive_mark,
        field("key", $.key),
        optional(choice(seq("=", field("value", $.setting)), seq($._open, $.rule, repeat(seq($._comma, $.rule)), $._close))),
        optional(field("reason", $.reason)),
        $._directive_end,
      ),
    _comment: (_) => token(/#[^\r\n]*/),
    _directive_mark: (_) => token(prec(1, /#[ \u3000]*mubiao[ \u3000]*[:：]/)),
    key: (_) => /[a-z][a-z-]*/,
    setting: (_) => /[A-Za-z0-9][A-Za-z0-9-]*/,
    rule: (_) => /[a-z][a-z-]*/,
    reason: (_) => /[:：][^\r\n]*/,
    _open: (_) => /[(（]/,
    _close: (_) => /[)）]/,
    _comma: (_) => /[,，、]/,
    _directive_end: ($) => $._end,

    ...headerRules,
    _tabs: (_) => repeat1("\t"),

    _value: ($) => choice($.number, $.month, $.operator, $.text),

    _identity_label: (_) => any(identities),
    _field_label: (_) => any(labels("field")),
    _breakdown_label: (_) => any(labels("breakdown")),
    _text_label: (_) => any(labels("text")),
    _table_label: (_) => any([...labels("list"), ...labels("indicators")]),
    _title: (_) => any(forms.flatMap((form) => form.titles)),
    part: (_) => any(sections.flatMap((section) => section.parts)),

    number: (_) => /-?[0-9]+(\.[0-9]+)?/,
    month: (_) => /[0-9]{4}-[0-9]{2}/,
    operator: (_) => token(choice("=", ">=", "<=", ">", "<")),
    text: (_) => new RegExp(`[^${BLANK}\\t\\r\\n]([^\\t\\r\\n]*[^${BLANK}\\t\\r\\n])?`),
    _first: (_) => new RegExp(`[^#${BLANK}\\t\\r\\n]([^\\t\\r\\n]*[^${BLANK}\\t\\r\\n])?`),
  },
});
