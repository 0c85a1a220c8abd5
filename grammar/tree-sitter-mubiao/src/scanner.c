// Ends rows: at a line end, and once at the end of the text, where the last row may lack its own.

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

enum Token { END };

void *tree_sitter_mubiao_external_scanner_create(void) { return ts_calloc(1, sizeof(bool)); }

void tree_sitter_mubiao_external_scanner_destroy(void *ended) { ts_free(ended); }

unsigned tree_sitter_mubiao_external_scanner_serialize(void *ended, char *buffer) {
  buffer[0] = *(bool *)ended;
  return 1;
}

void tree_sitter_mubiao_external_scanner_deserialize(void *ended, const char *buffer, unsigned length) {
  *(bool *)ended = length > 0 && buffer[0];
}

static bool is_blank(int32_t c) { return c == ' ' || c == 0x3000 || c == 0xfeff; }

bool tree_sitter_mubiao_external_scanner_scan(void *ended, TSLexer *lexer, const bool *valid_symbols) {
  if (!valid_symbols[END]) return false;
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  lexer->result_symbol = END;
  if (lexer->eof(lexer)) {
    if (*(bool *)ended) return false;
    *(bool *)ended = true;
    return true;
  }
  if (lexer->lookahead != '\r' && lexer->lookahead != '\n') return false;
  bool carriage = lexer->lookahead == '\r';
  lexer->advance(lexer, false);
  if (carriage && lexer->lookahead == '\n') lexer->advance(lexer, false);
  return true;
}
