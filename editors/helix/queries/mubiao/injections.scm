; Written by a test from the queries of grammar/tree-sitter-mubiao.
; Marks such as TODO in comments.
((comment) @injection.content
  (#set! injection.language "comment"))
