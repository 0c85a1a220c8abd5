// Reads the cells of a row: which label, header or part a cell is, what its value looks like, and where the row ends.

#include <string.h>

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"
#include "words.h"

// In the order of `externals` in grammar.js.
enum Token {
  END,
  BLANK_ROW,
  TITLE,
  UNKNOWN_LABEL,
  IDENTITY_LABEL,
  FIELD_LABEL,
  BREAKDOWN_LABEL,
  TEXT_LABEL,
  HEADER,
  PART,
  SUBHEADERS_TAB,
  NUMBER,
  MONTH,
  OPERATOR,
  TEXT,
  COMMENT,
  DIRECTIVE_MARK,
  FROM_NUL,
  ERROR,
  HEADED_LABEL,
  CONTINUED_LABEL = HEADED_LABEL + TABLES,
};

enum { HEAD_COUNT = sizeof HEADS / sizeof *HEADS };

// Which table the last headers of each shape began, from 1 on: a label without headers goes on with it.
typedef struct {
  unsigned char last[SHAPES];
} Scanner;

// The bytes of the longest text that is compared with the words; a longer one is none of them.
enum { MOST = 240 };

// A cell's text without blanks and in one width, as UTF-8.
typedef struct {
  char text[MOST + 1];
  unsigned length;
  bool whole;
} Folded;

static bool is_blank(int32_t c) { return c == ' ' || c == 0x3000; }

static bool at_end(TSLexer *lexer) { return lexer->lookahead == '\r' || lexer->lookahead == '\n' || lexer->eof(lexer); }

static bool at_cell_end(TSLexer *lexer) { return lexer->lookahead == '\t' || at_end(lexer); }

// What Unicode takes for white space.
static bool is_space(int32_t c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

// Full-width forms as ASCII, and one kind of quote, bracket and dash.
static int32_t fold(int32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) return c - 0xfee0;
  switch (c) {
    case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0x300c: case 0x300d: case 0x300e: case 0x300f: return '"';
    case 0x2018: case 0x2019: return '\'';
    case 0x3014: case 0x3010: return '[';
    case 0x3015: case 0x3011: return ']';
    case 0x2010: case 0x2011: case 0x2013: case 0x2014: case 0x2212: return '-';
    default: return c;
  }
}

static void append(Folded *folded, int32_t c) {
  if (is_space(c)) return;
  c = fold(c);
  if (folded->length + 4 > MOST || c <= 0 || c > 0x10ffff) {
    folded->whole = false;
    return;
  }
  char *to = folded->text + folded->length;
  if (c < 0x80) {
    to[0] = (char)c;
    folded->length += 1;
  } else if (c < 0x800) {
    to[0] = (char)(0xc0 | c >> 6);
    to[1] = (char)(0x80 | (c & 0x3f));
    folded->length += 2;
  } else if (c < 0x10000) {
    to[0] = (char)(0xe0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3f));
    to[2] = (char)(0x80 | (c & 0x3f));
    folded->length += 3;
  } else {
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    folded->length += 4;
  }
}

// Reads up to the end of a cell. With `mark` the token ends behind the last character that is no blank.
static void read_cell(TSLexer *lexer, Folded *folded, bool mark) {
  folded->length = 0;
  folded->whole = true;
  while (!at_cell_end(lexer)) {
    int32_t c = lexer->lookahead;
    append(folded, c);
    lexer->advance(lexer, false);
    if (mark && !is_blank(c)) lexer->mark_end(lexer);
  }
  folded->text[folded->length] = 0;
}

static bool same(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

static bool is_one_of(const Folded *folded, const char *const *words) {
  for (; folded->whole && *words; words++) {
    if (same(folded->text, *words)) return true;
  }
  return false;
}

static bool holds_one_of(const Folded *folded, const char *const *words) {
  for (; folded->whole && *words; words++) {
    size_t length = strlen(*words);
    for (const char *at = folded->text; at + length <= folded->text + folded->length; at++) {
      size_t fits = 0;
      while (fits < length && at[fits] == (*words)[fits]) fits++;
      if (fits == length) return true;
    }
  }
  return false;
}

// Goes over empty cells.
static void skip_empty(TSLexer *lexer) {
  while (is_blank(lexer->lookahead) || lexer->lookahead == '\t') lexer->advance(lexer, false);
}

// The table that a label begins whose row goes on with headers, or goes on with; the latter when the row has no headers.
static bool table_label(Scanner *scanner, TSLexer *lexer, const Folded *label) {
  // One bit for each of HEADS whose headers are those read so far.
  uint64_t fits = 0;
  int goes_on = -1;
  for (int at = 0; at < HEAD_COUNT; at++) {
    if (!label->whole || !same(label->text, HEADS[at].label)) continue;
    fits |= (uint64_t)1 << at;
    if (goes_on < 0 || scanner->last[HEADS[at].shape] == HEADS[at].table + 1) goes_on = HEADS[at].table;
  }
  if (goes_on < 0) return false;
  lexer->result_symbol = (TSSymbol)(CONTINUED_LABEL + goes_on);
  Folded cell;
  for (int count = 0;; count++) {
    skip_empty(lexer);
    bool end = at_end(lexer);
    if (!end) read_cell(lexer, &cell, false);
    for (int at = 0; at < HEAD_COUNT; at++) {
      if (!(fits >> at & 1)) continue;
      const char *header = HEADS[at].headers[count];
      if (end && !header) {
        scanner->last[HEADS[at].shape] = (unsigned char)(HEADS[at].table + 1);
        lexer->result_symbol = (TSSymbol)(HEADED_LABEL + HEADS[at].table);
        return true;
      }
      if (end || !header || !cell.whole || !same(cell.text, header)) fits &= ~((uint64_t)1 << at);
    }
    if (!fits) return true;
  }
}

// The first cell of a row that holds a value: a label, a title, or neither.
static bool labelled_row(Scanner *scanner, TSLexer *lexer) {
  Folded first;
  read_cell(lexer, &first, true);
  static const struct {
    const char *const *words;
    enum Token token;
  } LABELS[] = {{IDENTITIES, IDENTITY_LABEL}, {FIELDS, FIELD_LABEL}, {BREAKDOWNS, BREAKDOWN_LABEL}, {TEXTS, TEXT_LABEL}};
  if (table_label(scanner, lexer, &first)) return true;
  for (unsigned at = 0; at < sizeof LABELS / sizeof *LABELS; at++) {
    if (is_one_of(&first, LABELS[at].words)) {
      lexer->result_symbol = LABELS[at].token;
      return true;
    }
  }
  lexer->result_symbol = UNKNOWN_LABEL;
  if (holds_one_of(&first, TITLES)) {
    skip_empty(lexer);
    if (at_end(lexer)) lexer->result_symbol = TITLE;
  }
  return true;
}

static void line_end(TSLexer *lexer) {
  bool carriage = lexer->lookahead == '\r';
  lexer->advance(lexer, false);
  if (carriage && lexer->lookahead == '\n') lexer->advance(lexer, false);
}

// A row with nothing in its cells, or the TAB before a second row of headers.
static bool empty_first_cell(TSLexer *lexer, bool subheaders) {
  lexer->advance(lexer, false);
  lexer->mark_end(lexer);
  skip_empty(lexer);
  if (at_end(lexer)) {
    if (!lexer->eof(lexer)) line_end(lexer);
    lexer->mark_end(lexer);
    lexer->result_symbol = BLANK_ROW;
    return true;
  }
  if (!subheaders) return false;
  Folded cell;
  while (!at_end(lexer)) {
    read_cell(lexer, &cell, false);
    if (!is_one_of(&cell, SUBHEADERS)) return false;
    skip_empty(lexer);
  }
  lexer->result_symbol = SUBHEADERS_TAB;
  return true;
}

// `#`, and whether it speaks to the program: `# mubiao:`.
static bool comment(TSLexer *lexer) {
  lexer->advance(lexer, false);
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, false);
  const char *name = "mubiao";
  while (*name && lexer->lookahead == *name) {
    lexer->advance(lexer, false);
    name++;
  }
  if (!*name) {
    while (is_blank(lexer->lookahead)) lexer->advance(lexer, false);
    if (lexer->lookahead == ':' || lexer->lookahead == 0xff1a) {
      lexer->advance(lexer, false);
      lexer->result_symbol = DIRECTIVE_MARK;
      lexer->mark_end(lexer);
      return true;
    }
  }
  while (!at_end(lexer)) lexer->advance(lexer, false);
  lexer->result_symbol = COMMENT;
  lexer->mark_end(lexer);
  return true;
}

// What a value looks like by its characters alone.
static enum Token looks(const Folded *typed) {
  if (!typed->whole) return TEXT;
  const char *at = typed->text;
  if (same(at, "=") || same(at, ">=") || same(at, "<=") || same(at, ">") || same(at, "<")) return OPERATOR;
  unsigned digits = 0;
  while (at[digits] >= '0' && at[digits] <= '9') digits++;
  if (digits == 4 && at[4] == '-' && at[5] >= '0' && at[5] <= '9' && at[6] >= '0' && at[6] <= '9' && !at[7]) return MONTH;
  if (*at == '-') at++;
  for (digits = 0; *at >= '0' && *at <= '9'; at++) digits++;
  if (digits && *at == '.') {
    at++;
    for (digits = 0; *at >= '0' && *at <= '9'; at++) digits++;
  }
  return digits && !*at ? NUMBER : TEXT;
}

static bool value(TSLexer *lexer, const bool *valid_symbols) {
  // Words are compared folded, numbers as they are typed: a blank or a wide character inside makes them texts.
  Folded folded = {.length = 0, .whole = true}, typed = {.length = 0, .whole = true};
  bool gap = false;
  while (!at_cell_end(lexer)) {
    int32_t c = lexer->lookahead;
    lexer->advance(lexer, false);
    if (is_blank(c)) {
      gap = true;
      continue;
    }
    lexer->mark_end(lexer);
    append(&folded, c);
    if (gap || c <= ' ' || c >= 0x7f) typed.whole = false;
    append(&typed, c);
  }
  folded.text[folded.length] = typed.text[typed.length] = 0;
  if (valid_symbols[HEADER] && is_one_of(&folded, HEADERS)) {
    lexer->result_symbol = HEADER;
  } else if (valid_symbols[PART] && is_one_of(&folded, PARTS)) {
    lexer->result_symbol = PART;
  } else {
    lexer->result_symbol = looks(&typed);
  }
  return true;
}

void *tree_sitter_mubiao_external_scanner_create(void) { return ts_calloc(1, sizeof(Scanner)); }

void tree_sitter_mubiao_external_scanner_destroy(void *payload) { ts_free(payload); }

unsigned tree_sitter_mubiao_external_scanner_serialize(void *payload, char *buffer) {
  memcpy(buffer, payload, sizeof(Scanner));
  return sizeof(Scanner);
}

void tree_sitter_mubiao_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  memset(payload, 0, sizeof(Scanner));
  if (length == sizeof(Scanner)) memcpy(payload, buffer, length);
}

bool tree_sitter_mubiao_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
  // Every text has a tree; there is nothing to recover from.
  if (valid_symbols[ERROR]) return false;
  if (valid_symbols[FROM_NUL] && lexer->lookahead == 0 && !lexer->eof(lexer)) {
    while (!at_end(lexer)) lexer->advance(lexer, false);
    lexer->result_symbol = FROM_NUL;
    return true;
  }
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  if (valid_symbols[UNKNOWN_LABEL]) {
    if (lexer->lookahead == '#') return comment(lexer);
    if (lexer->lookahead == '\t') return empty_first_cell(lexer, valid_symbols[SUBHEADERS_TAB]);
    if (!at_end(lexer)) return labelled_row(payload, lexer);
    if (lexer->eof(lexer)) return false;
    line_end(lexer);
    lexer->result_symbol = BLANK_ROW;
    return true;
  }
  if (valid_symbols[END] && at_end(lexer)) {
    if (!lexer->eof(lexer)) line_end(lexer);
    lexer->result_symbol = END;
    return true;
  }
  if (valid_symbols[TEXT] && lexer->lookahead != '\t' && !at_end(lexer)) return value(lexer, valid_symbols);
  return false;
}
