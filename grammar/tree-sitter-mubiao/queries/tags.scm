(identity value: (text) @name) @definition.module
(list label: (label) @name) @definition.class
(indicators label: (label) @name) @definition.class
(item task: (_) @name) @definition.field
(indicator name: (_) @name) @definition.function
