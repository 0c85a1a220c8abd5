#!/usr/bin/env bash
# The crate `ignore` 0.4.34 (with globset 0.4.21) reads braces in a .gitignore as alternatives; git has no braces there and
# takes them for themselves. With the line `{a,b}.mubiao`, git ignores the file of that very name and lists a.mubiao; the
# crate does the reverse, so a folder walked by it and one asked of git show different files.
#
# Seen: crate: {a,b}.mubiao · git: a.mubiao
#
# Needs cargo and git. Exits with 1 when either of the two behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

cargo init --quiet --name walk --vcs none .
cat >> Cargo.toml <<'TOML'
ignore = "=0.4.34"
globset = "=0.4.21"
TOML
cat > src/main.rs <<'RUST'
fn main() {
    for entry in ignore::WalkBuilder::new("sheets").require_git(false).build().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".mubiao") {
            println!("{name}");
        }
    }
}
RUST
mkdir sheets
printf '{a,b}.mubiao\n' > sheets/.gitignore
touch sheets/a.mubiao 'sheets/{a,b}.mubiao'

crate=$(cargo run --quiet)
git init --quiet sheets
git=$(git -C sheets ls-files --others --exclude-standard -- '*.mubiao')

printf 'crate: %s · git: %s\n' "$crate" "$git"
[ "$crate" = '{a,b}.mubiao' ] && [ "$git" = 'a.mubiao' ]
