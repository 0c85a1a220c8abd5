; What can be folded away: a sheet, and its sections of several rows.
[
  (sheet)
  (breakdown)
  (list)
  (text_section)
  (indicators)
  (continued)
] @fold
