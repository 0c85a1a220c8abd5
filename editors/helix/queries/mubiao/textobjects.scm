; Sheets as classes, rows as entries.
(sheet) @class.around

[
  (item)
  (indicator)
  (parts)
] @entry.around

(comment) @comment.inside

(comment)+ @comment.around
