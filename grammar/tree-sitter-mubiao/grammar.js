/**
 * The tree of a book: sheets, their sections, and rows with a field for each column. Any text has one, without an error:
 * what no form knows is a row of values. The scanner tells which word is a label, a header or a part, and which table
 * begins where; the tables come from the forms (`words.json`).
 */
/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const { tables } = require("./words.json");

const BLANK = " \\u3000";

const at = (name) => tables.map((_, number) => `_${name}_${number}`);
const HEADED = at("headed_label");
const CONTINUED = at("continued_label");
const ROWS = at("table_row");

/** A row of each table: a rule for the cells from each column on; empty ones are left out, those behind the last are stray. */
const rowRules = {};
tables.forEach((table, number) => {
  const from = (column) => `_table_${number}_from_${column}`;
  rowRules[ROWS[number]] = ($) => seq($[from(0)], $._end);
  table.columns.forEach((column, at) => {
    const rest = ($) => (at + 1 < table.columns.length ? $[from(at + 1)] : $._stray);
    rowRules[from(at)] = ($) => seq("\t", optional(field(column, $._value)), optional(rest($)));
  });
});

/** A section that begins at a row with `label`, and the rows below it. */
const section = ($, label, behind, row) =>
  seq(field("label", alias(label, $.label)), behind, $._end, repeat(choice($._between, row)));

/** The tables of that shape, each begun by a row of its headers. */
const headed = ($, shape, row) =>
  choice(
    ...tables.flatMap((table, number) =>
      table.shape === shape
        ? [
            section(
              $,
              $[HEADED[number]],
              repeat($._header_cell),
              choice($.subheaders, alias($[ROWS[number]], row)),
            ),
          ]
        : [],
    ),
  );

/** A table's label without its headers, as a page break repeats it, and the rows behind it. */
const continued = ($) =>
  choice(
    ...tables.map((table, number) => {
      const row = alias($[ROWS[number]], table.shape === "list" ? $.item : $.indicator);
      const label = field("label", alias($[CONTINUED[number]], $.label));
      return seq(label, choice(row, $._end), repeat(choice($._between, $.subheaders, row)));
    }),
  );

module.exports = grammar({
  name: "mubiao",

  extras: (_) => [new RegExp(`[${BLANK}]`)],

  // In the order of `enum Token` in scanner.c.
  externals: ($) => [
    $._end,
    $._blank_row,
    $.title,
    $._unknown_label,
    $._identity_label,
    $._field_label,
    $._breakdown_label,
    $._text_label,
    $.header,
    $.part,
    $._subheaders_tab,
    $.number,
    $.month,
    $.operator,
    $.text,
    $.comment,
    $._directive_mark,
    $._from_nul,
    $._error,
    ...HEADED.map((name) => $[name]),
    ...CONTINUED.map((name) => $[name]),
  ],

  inline: ($) => [$._between, $._header_cell],

  rules: {
    source_file: ($) => seq(repeat(choice($._between, $.row)), repeat($._section), repeat($.sheet)),

    // A title that is printed once more belongs to the page break, so to the sheet.
    _between: ($) =>
      choice($._blank_row, seq(choice($.comment, $.directive), $._end), seq($.title, repeat("\t"), $._end), $.loose_row),

    // A row whose first cell is neither empty nor a label: the label's cell was lost, or it is spelled otherwise.
    loose_row: ($) => seq(field("label", alias($._unknown_label, $.unknown_label)), optional($._values), $._end),

    // A row with an empty first cell in no known columns.
    row: ($) => seq("\t", $._values, $._end),

    _values: ($) => repeat1(choice("\t", field("value", $._value))),

    sheet: ($) => seq($.identity, repeat($._section)),

    _section: ($) => choice($.field, $.breakdown, $.list, $.text_section, $.indicators, $.continued),

    identity: ($) => section($, $._identity_label, optional($._values), $.row),
    field: ($) => section($, $._field_label, optional($._values), $.row),
    breakdown: ($) => section($, $._breakdown_label, optional($._parts), $.parts),
    text_section: ($) => section($, $._text_label, optional($._values), alias($.row, $.paragraph)),
    list: ($) => headed($, "list", $.item),
    indicators: ($) => headed($, "indicators", $.indicator),
    continued,

    parts: ($) => seq("\t", $._parts, $._end),
    _parts: ($) => repeat1(choice("\t", field("part", $.part), field("value", $._value))),

    // The second row of headers, where one of the first stands above several columns.
    subheaders: ($) => seq($._subheaders_tab, repeat($._header_cell), $._end),
    _header_cell: ($) => choice("\t", field("header", $.header), field("stray", $._value)),

    ...rowRules,
    _stray: ($) => repeat1(seq("\t", optional(field("stray", $._value)))),

    // What is not written as a directive has to be is malformed from there on.
    directive: ($) => seq($._directive_mark, optional(choice($.malformed, seq(field("key", $.key), optional($._order))))),
    _order: ($) =>
      choice(
        $.malformed,
        seq($._equals, optional(choice($.malformed, seq(field("value", $.setting), optional($.malformed))))),
        seq($._open, optional($._rules)),
      ),
    _rules: ($) => choice($.malformed, seq($.rule, optional($._behind_rule))),
    _behind_rule: ($) =>
      choice(
        $.malformed,
        seq($._comma, optional($._rules)),
        seq($._close, optional(choice($.malformed, field("reason", $.reason)))),
      ),
    key: (_) => token(prec(2, /[a-z][a-z-]*/)),
    setting: (_) => token(prec(2, /[A-Za-z0-9][A-Za-z0-9-]*/)),
    rule: (_) => token(prec(2, /[a-z][a-z-]*/)),
    reason: ($) => seq(token(prec(2, /[:：][^\r\n]*/)), optional($._from_nul)),
    _equals: (_) => token(prec(2, "=")),
    _open: (_) => token(prec(2, /[(（]/)),
    _close: (_) => token(prec(2, /[)）]/)),
    _comma: (_) => token(prec(2, /[,，、]/)),
    // The lexer takes a NUL for the end of the text, the scanner does not.
    malformed: ($) =>
      choice($._from_nul, seq(token(prec(1, new RegExp(`[^${BLANK}\\r\\n][^\\r\\n]*`))), optional($._from_nul))),

    _value: ($) => choice($.number, $.month, $.operator, $.text),
  },
});
