(sheet
  (identity value: (_) @name)) @item

(indicator name: (_) @name) @item
