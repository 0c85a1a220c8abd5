"use strict";
const $ = (id) => document.getElementById(id);
const findings = [...document.querySelectorAll("tr.finding")];
const wanted = () => ({
  rule: $("rule").value,
  severities: new Set([...document.querySelectorAll("#filters [name=severity]:checked")].map((box) => box.value)),
  text: $("text").value.trim().toLowerCase(),
});
const rowOf = (finding) => {
  let row = finding.previousElementSibling;
  while (row && row.classList.contains("finding")) row = row.previousElementSibling;
  return row;
};
const words = new Map(findings.map((finding) => {
  const row = rowOf(finding);
  return [finding, `${row ? row.textContent : ""} ${finding.textContent}`.toLowerCase()];
}));
const filter = () => {
  const { rule, severities, text } = wanted();
  const all = !rule && !text && severities.size === 3;
  let shown = 0;
  document.querySelectorAll("tr.hit").forEach((row) => row.classList.remove("hit"));
  for (const finding of findings) {
    const hit = (!rule || finding.dataset.rule === rule) && severities.has(finding.dataset.severity)
      && (!text || words.get(finding).includes(text));
    finding.hidden = !hit;
    if (hit) {
      shown += 1;
      rowOf(finding)?.classList.add("hit");
    }
  }
  for (const part of document.querySelectorAll(".sheet, .file")) {
    part.hidden = !all && !part.querySelector("tr.finding:not([hidden])");
  }
  document.body.classList.toggle("found", $("only").checked || !all);
  $("shown").textContent = `${shown} / ${findings.length}`;
};
$("filters").addEventListener("input", filter);
filter();
