//! What tells a finding from the others, also after rows were added above it.

use super::place::Places;
use crate::diagnostic::Diagnostic;
use rustc_hash::FxHashMap;

/// The most bytes of a row that count; the rest of a longer one would be read again for each of its findings.
const ROW: usize = 4096;

/// Makes the fingerprints of a file's findings, in their order: of the rule, the row, and how many like it came before.
pub(super) struct Fingerprints {
    seed: u64,
    seen: FxHashMap<u64, u64>,
}

impl Fingerprints {
    /// With `seed`, a path for instance, the fingerprints of different seeds are different.
    pub(super) fn new(seed: &str) -> Self {
        Self { seed: fnv(OFFSET, seed.as_bytes()), seen: FxHashMap::default() }
    }

    /// The fingerprint of the next finding, 16 hexadecimal digits.
    pub(super) fn next(&mut self, places: &Places<'_>, finding: &Diagnostic) -> String {
        let (_, _, row) = places.row(finding.range.start);
        let row = &row.as_bytes()[..row.len().min(ROW)];
        let same = fnv(fnv(fnv(self.seed, finding.rule.name.as_bytes()), b"\n"), row);
        let before = self.seen.entry(same).or_insert(0);
        let one = fnv(same, &before.to_le_bytes());
        *before += 1;
        format!("{one:016x}")
    }
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, whose values stay the same in every release.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv(OFFSET, b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv(OFFSET, b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv(OFFSET, b"foobar"), 0x8594_4171_f739_67e8);
    }
}
