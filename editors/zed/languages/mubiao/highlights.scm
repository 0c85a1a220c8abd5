; Written by a test from the queries of grammar/tree-sitter-mubiao.
; A colour a column, and the kinds of values. No value is captured twice, so it does not matter which pattern an editor prefers.
(comment) @comment
(directive) @comment
(key) @preproc
(setting) @constant
(rule) @constant
(reason) @comment

(title) @title
(label) @keyword
(unknown_label) @label
(header) @property
(part) @property

(number) @number
(month) @constant
(operator) @operator

(identity value: (text) @type)
(text_section value: (text) @string)
(paragraph value: (text) @string)

(item task: (text) @function)
(item text: (text) @string)

(indicator class: (text) @type)
(indicator group: (text) @enum)
(indicator name: (text) @function)
(indicator operator: (text) @operator)
(indicator value: (text) @string)
(indicator measure: (text) @attribute)
(indicator deadline: (text) @constant)
((indicator target: (text) @number)
  (#match? @number "[0-9０-９]"))
((indicator target: (text) @string)
  (#not-match? @string "[0-9０-９]"))
