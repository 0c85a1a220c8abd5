; A colour a column, and the kinds of values.
(comment) @comment
(directive) @comment
(key) @keyword.directive
(setting) @constant
(rule) @constant
(reason) @comment

(title) @markup.heading
(label) @keyword
(identity label: (label) @keyword)
(unknown_label) @text
(header) @property
(part) @property

(number) @number
(month) @constant
(operator) @operator

(identity value: (text) @type)
(text_section value: (text) @string)
(paragraph value: (text) @string)

(item task: (_) @function)

(indicator class: (_) @type)
(indicator group: (_) @module)
(indicator name: (_) @function)
(indicator operator: (text) @operator)
(indicator value: (text) @string)
(indicator measure: (_) @attribute)
(indicator deadline: (text) @constant)
