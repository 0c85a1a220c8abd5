//! A recogniser that is driven by an ABNF grammar: it knows no rule but those of the file.

use std::collections::{BTreeSet, HashMap};

use ::abnf::types::{Node, TerminalValues};

/// The rules of RFC 5234, appendix B.1, that the grammar uses.
const CORE: &str =
    "ALPHA = %x41-5A / %x61-7A\nDIGIT = %x30-39\nHTAB = %x09\nSP = %x20\nLF = %x0A\nCR = %x0D\nCRLF = CR LF\n";

/// A grammar, ready to match.
pub struct Grammar {
    names: HashMap<String, usize>,
    rules: Vec<Pattern>,
}

/// What a rule is made of.
enum Pattern {
    /// One character of these ranges.
    Class(Vec<(u32, u32)>),
    /// These characters.
    Text(Vec<u32>),
    Any(Vec<Pattern>),
    All(Vec<Pattern>),
    Repeat(usize, usize, Box<Pattern>),
    Rule(usize),
}

impl Grammar {
    /// Reads rules from texts with LF line ends; rules of a later text stand beside those of an earlier one.
    pub fn new(texts: &[&str]) -> Self {
        let mut nodes: Vec<(String, Node)> = Vec::new();
        for text in [CORE].iter().chain(texts) {
            let rules = abnf::rulelist(&text.replace('\n', "\r\n")).unwrap_or_else(|error| panic!("{error}"));
            nodes.extend(rules.iter().map(|rule| (rule.name().to_lowercase(), rule.node().clone())));
        }
        let mut names = HashMap::new();
        for (at, (name, _)) in nodes.iter().enumerate() {
            assert!(names.insert(name.clone(), at).is_none(), "{name} is defined twice");
        }
        let mut grammar = Self { names, rules: Vec::new() };
        grammar.rules = nodes.iter().map(|(_, node)| grammar.pattern(node, &nodes)).collect();
        grammar
    }

    /// The names of all rules.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Whether `rule` matches all of `text`.
    #[track_caller]
    pub fn matches(&self, rule: &str, text: &str) -> bool {
        let rule = *self.names.get(rule).unwrap_or_else(|| panic!("the grammar has no rule {rule}"));
        let text: Vec<u32> = text.chars().map(u32::from).collect();
        let mut run = Run { rules: &self.rules, text: &text, known: HashMap::new() };
        run.ends(&Pattern::Rule(rule), 0).contains(&text.len())
    }

    fn pattern(&self, node: &Node, nodes: &[(String, Node)]) -> Pattern {
        let all = |list: &[Node]| list.iter().map(|node| self.pattern(node, nodes)).collect::<Vec<_>>();
        match node {
            Node::Alternatives(list) => {
                let list = all(list);
                let ranges =
                    list.iter().map(|one| if let Pattern::Class(ranges) = one { Some(&ranges[..]) } else { None });
                match ranges.collect::<Option<Vec<_>>>() {
                    Some(ranges) => Pattern::Class(ranges.concat()),
                    None => Pattern::Any(list),
                }
            }
            Node::Concatenation(list) => Pattern::All(all(list)),
            Node::Repetition { repeat, node } => {
                let (least, most) = (repeat.min().unwrap_or(0), repeat.max().unwrap_or(usize::MAX));
                Pattern::Repeat(least, most, Box::new(self.pattern(node, nodes)))
            }
            Node::Optional(node) => Pattern::Repeat(0, 1, Box::new(self.pattern(node, nodes))),
            Node::Group(node) => self.pattern(node, nodes),
            Node::Rulename(name) => {
                let Some(&at) = self.names.get(&name.to_lowercase()) else { panic!("no rule defines {name}") };
                // Classes are taken in where they are named: they are never recursive, and most of all matching.
                match &nodes[at].1 {
                    Node::TerminalValues(_) | Node::Alternatives(_) | Node::String(_)
                        if is_class(&nodes[at].1, self, nodes) =>
                    {
                        self.pattern(&nodes[at].1, nodes)
                    }
                    _ => Pattern::Rule(at),
                }
            }
            Node::String(text) => {
                let exact = text.is_case_sensitive() || !text.value().bytes().any(|byte| byte.is_ascii_alphabetic());
                assert!(exact, "{:?} would match in any case: write %s", text.value());
                single(text.value().chars().map(u32::from).collect())
            }
            Node::TerminalValues(TerminalValues::Range(from, to)) => Pattern::Class(vec![(*from, *to)]),
            Node::TerminalValues(TerminalValues::Concatenation(values)) => single(values.clone()),
            Node::Prose(text) => panic!("<{text}> cannot be matched"),
        }
    }
}

fn single(values: Vec<u32>) -> Pattern {
    if let [value] = values[..] { Pattern::Class(vec![(value, value)]) } else { Pattern::Text(values) }
}

/// Whether `node` always matches one character.
fn is_class(node: &Node, grammar: &Grammar, nodes: &[(String, Node)]) -> bool {
    match node {
        Node::TerminalValues(TerminalValues::Range(..)) => true,
        Node::TerminalValues(TerminalValues::Concatenation(values)) => values.len() == 1,
        Node::String(text) => text.value().len() == 1,
        Node::Alternatives(list) => list.iter().all(|node| is_class(node, grammar, nodes)),
        Node::Rulename(name) => {
            grammar.names.get(&name.to_lowercase()).is_some_and(|&at| is_class(&nodes[at].1, grammar, nodes))
        }
        _ => false,
    }
}

/// One text being matched.
struct Run<'g> {
    rules: &'g [Pattern],
    text: &'g [u32],
    /// Where a rule that begins somewhere may end.
    known: HashMap<(usize, usize), BTreeSet<usize>>,
}

impl Run<'_> {
    /// All places where `pattern` may end when it begins at `at`.
    fn ends(&mut self, pattern: &Pattern, at: usize) -> BTreeSet<usize> {
        match pattern {
            Pattern::Class(ranges) => {
                let fits = self.text.get(at).is_some_and(|c| ranges.iter().any(|(from, to)| from <= c && c <= to));
                fits.then_some(at + 1).into_iter().collect()
            }
            Pattern::Text(values) => {
                self.text[at..].starts_with(values).then_some(at + values.len()).into_iter().collect()
            }
            Pattern::Any(list) => list.iter().flat_map(|one| self.ends(one, at)).collect(),
            Pattern::All(list) => list.iter().fold(BTreeSet::from([at]), |starts, one| {
                starts.into_iter().flat_map(|start| self.ends(one, start)).collect()
            }),
            Pattern::Repeat(least, most, one) => {
                let mut found = BTreeSet::new();
                let mut starts = BTreeSet::from([at]);
                for round in 0..=*most {
                    if round >= *least {
                        starts.retain(|start| found.insert(*start));
                    }
                    if starts.is_empty() || round == *most {
                        break;
                    }
                    starts = starts.into_iter().flat_map(|start| self.ends(one, start)).collect();
                }
                found
            }
            &Pattern::Rule(rule) => {
                if let Some(known) = self.known.get(&(rule, at)) {
                    return known.clone();
                }
                let rules = self.rules;
                let ends = self.ends(&rules[rule], at);
                self.known.insert((rule, at), ends.clone());
                ends
            }
        }
    }
}
