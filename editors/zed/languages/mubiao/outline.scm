; Budget units, their tables, and what stands in these.
(sheet
  (identity
    label: (label)
    .
    value: (_) @name)) @item

(list label: (label) @name) @item

(indicators label: (label) @name) @item

(item task: (text) @name) @item

(indicator name: (text) @name) @item
