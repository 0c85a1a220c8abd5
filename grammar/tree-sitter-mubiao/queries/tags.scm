; The outline: budget units, their tables, and what stands in these.
(sheet
  (identity
    label: (label)
    .
    value: (_) @name)) @definition.module

(list label: (label) @name) @definition.class

(indicators label: (label) @name) @definition.class

(item task: (text) @name) @definition.constant

(indicator name: (text) @name) @definition.function
