[
  (sheet)
  (breakdown)
  (list)
  (text_section)
  (indicators)
  (continued)
] @fold
