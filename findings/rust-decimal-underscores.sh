#!/usr/bin/env bash
# rust_decimal 1.43.0 reads underscores within a number as Rust's own literals have them, wherever they stand behind the
# first digit: an amount of which a placeholder is left, `12_.5_`, is read as 12.5. f64 of the standard library refuses it.
#
# Seen: Decimal Ok(12.5) · from_str_exact Ok(12.5) · f64 Err(ParseFloatError { kind: Invalid })
#
# Needs cargo. Exits with 1 when it behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "probe"
edition = "2024"

[dependencies]
rust_decimal = "=1.43.0"
TOML
cat > src/main.rs <<'RUST'
fn main() {
    let text = "12_.5_";
    println!("Decimal {:?}", text.parse::<rust_decimal::Decimal>());
    println!("from_str_exact {:?}", rust_decimal::Decimal::from_str_exact(text));
    println!("f64 {:?}", text.parse::<f64>());
}
RUST
said=$(cargo run --quiet)
printf '%s\n' "$said"
[ "$said" = "Decimal Ok(12.5)
from_str_exact Ok(12.5)
f64 Err(ParseFloatError { kind: Invalid })" ]
