//! Which files of a crate import which, read from their sources, and where they do so in a circle.
//!
//! Paths that begin with `crate`, `self`, `super` or a child module count, in `use` declarations and
//! in expressions alike, and a name that a module re-exports counts for the file that it is from.
//! Tests do not count, and neither does what a module and its parent say of each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::tokens::{Token, tokens, without_tests};

/// Segments of a path below the root of its crate.
type ModulePath = Vec<String>;

/// What one file says.
#[derive(Debug, Default)]
struct Module {
    /// Every path in it, below the root of the crate.
    paths: Vec<ModulePath>,
    /// Names that it re-exports, with the path of each; `*` for all of a module.
    reexports: Vec<(String, ModulePath)>,
}

/// The shortest circle through each file of a crate that is in one, each circle once.
///
/// Files are given by their path below `src` and their text.
pub fn circles<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Vec<String>> {
    let edges = edges(files);
    let mut found = BTreeSet::new();
    let mut circles = Vec::new();
    for start in edges.keys() {
        let Some(circle) = shortest_circle(&edges, start) else {
            continue;
        };
        let members: BTreeSet<&String> = circle.iter().collect();
        if found.insert(members.into_iter().cloned().collect::<Vec<_>>()) {
            circles.push(circle);
        }
    }
    circles
}

fn shortest_circle(
    edges: &BTreeMap<String, BTreeSet<String>>,
    start: &String,
) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&String, &String> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for next in &edges[file] {
            if next == start {
                let mut circle = vec![file.clone()];
                let mut at = file;
                while let Some(before) = came_from.get(at) {
                    circle.push((*before).clone());
                    at = before;
                }
                circle.reverse();
                return Some(circle);
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, file);
                queue.push_back(next);
            }
        }
    }
    None
}

/// For each file the files that it imports.
fn edges<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<String, BTreeSet<String>> {
    let sources: BTreeMap<ModulePath, (&str, &str)> = files
        .into_iter()
        .filter(|(file, _)| !is_test(file))
        .map(|(file, text)| (module_path(file), (file, text)))
        .collect();
    let known: BTreeSet<ModulePath> = sources.keys().cloned().collect();
    let modules: BTreeMap<&ModulePath, Module> = sources
        .iter()
        .map(|(path, (_, text))| (path, Reader::new(path, &known).read(text)))
        .collect();
    sources
        .iter()
        .map(|(path, (file, _))| {
            let targets = modules[path].paths.iter();
            let targets = targets
                .map(|target| resolve(target, &modules))
                .filter(|target| target != path && !is_parent(path, target))
                .filter(|target| !is_parent(target, path));
            let imported = targets.map(|target| sources[&target].0.to_owned());
            ((*file).to_owned(), imported.collect())
        })
        .collect()
}

fn is_test(file: &str) -> bool {
    file == "tests.rs" || file.ends_with("/tests.rs") || file.contains("tests/")
}

/// `a/b.rs` is `a::b`; `lib.rs` and `main.rs` are the root.
fn module_path(file: &str) -> ModulePath {
    let name = file.trim_end_matches(".rs");
    if ["lib", "main"].contains(&name) {
        return Vec::new();
    }
    name.split('/').map(str::to_owned).collect()
}

fn is_parent(parent: &ModulePath, child: &ModulePath) -> bool {
    child.len() == parent.len() + 1 && child.starts_with(parent)
}

/// The module whose file holds what a path names.
fn resolve(path: &ModulePath, modules: &BTreeMap<&ModulePath, Module>) -> ModulePath {
    let mut path = path.clone();
    // Longer chains of re-exports are circles of their own, which rustc refuses.
    for _ in 0..8 {
        let module = longest_module(&path, |module| modules.contains_key(module));
        let Some(name) = path.get(module.len()) else {
            return module;
        };
        let reexports = &modules[&module].reexports;
        let named = reexports.iter().find(|(reexport, _)| reexport == name);
        let Some((_, target)) = named else {
            return module;
        };
        let rest = path[module.len() + 1..].to_vec();
        path = [target.clone(), rest].concat();
    }
    longest_module(&path, |module| modules.contains_key(module))
}

/// The longest start of a path that is a module.
fn longest_module(path: &[String], exists: impl Fn(&ModulePath) -> bool) -> ModulePath {
    let starts = (0..=path.len()).rev().map(|length| path[..length].to_vec());
    starts.into_iter().find(exists).unwrap_or_default()
}

/// Reads the paths in a file.
struct Reader<'a> {
    /// The file's own module, longer inside a `mod name { .. }`.
    here: ModulePath,
    known: &'a BTreeSet<ModulePath>,
    module: Module,
}

impl<'a> Reader<'a> {
    fn new(path: &ModulePath, known: &'a BTreeSet<ModulePath>) -> Self {
        Self {
            here: path.clone(),
            known,
            module: Module::default(),
        }
    }

    fn read(mut self, text: &str) -> Module {
        let tokens = without_tests(&tokens(text));
        // Whether each open brace is that of an inline module.
        let mut braces = Vec::new();
        let (mut at, mut public, mut declared) = (0, false, false);
        while let Some(token) = tokens.get(at) {
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            match token {
                Token::Word(word) if word == "use" => {
                    declared = true;
                    public = matches!(before, Some(Token::Word(word)) if word == "pub")
                        || before == Some(&Token::Sign(')'));
                }
                Token::Word(_) if before != Some(&Token::Path) => {
                    if let Some(start) = self.start(&tokens, at) {
                        let from = self.module.paths.len();
                        at = self.tree(&tokens, at, start, public && declared);
                        debug_assert!(self.module.paths.len() > from, "a path was read");
                        continue;
                    }
                }
                Token::Sign('{') => {
                    let inline = match &tokens[..at] {
                        [.., Token::Word(keyword), Token::Word(name)] if keyword == "mod" => {
                            self.here.push(name.clone());
                            true
                        }
                        _ => false,
                    };
                    braces.push(inline);
                }
                Token::Sign('}') if braces.pop() == Some(true) => {
                    self.here.pop();
                }
                Token::Sign(';') => declared = false,
                _ => {}
            }
            at += 1;
        }
        self.module
    }

    /// Where a path begins whose first word stands at a place; `None` when it is of another crate.
    fn start(&self, tokens: &[Token], at: usize) -> Option<ModulePath> {
        let Token::Word(word) = &tokens[at] else {
            return None;
        };
        if tokens.get(at + 1) != Some(&Token::Path) {
            return None;
        }
        let parent = || self.here[..self.here.len().saturating_sub(1)].to_vec();
        match word.as_str() {
            "crate" => Some(Vec::new()),
            "self" => Some(self.here.clone()),
            "super" => Some(parent()),
            word => {
                let child = [self.here.clone(), vec![word.to_owned()]].concat();
                self.known.contains(&child).then_some(child)
            }
        }
    }

    /// Reads a path, or a tree of them, behind its first word; returns where it ends.
    fn tree(
        &mut self,
        tokens: &[Token],
        at: usize,
        mut path: ModulePath,
        reexported: bool,
    ) -> usize {
        let mut at = at + 1;
        while tokens.get(at) == Some(&Token::Path) {
            match tokens.get(at + 1) {
                Some(Token::Word(word)) if word == "super" => {
                    path.pop();
                }
                Some(Token::Word(word)) if word == "self" => {}
                Some(Token::Word(word)) => path.push(word.clone()),
                Some(Token::Sign('{')) => {
                    at += 2;
                    while let Some(Token::Word(word)) = tokens.get(at) {
                        let mut branch = path.clone();
                        if word != "self" {
                            branch.push(word.clone());
                        }
                        at = self.tree(tokens, at, branch, reexported);
                        at += usize::from(tokens.get(at) == Some(&Token::Sign(',')));
                    }
                    return at + 1;
                }
                // A glob or type arguments.
                _ => break,
            }
            at += 2;
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if let [Token::Word(keyword), Token::Word(alias), ..] = &tokens[at.min(tokens.len())..]
            && keyword == "as"
        {
            name.clone_from(alias);
            at += 2;
        }
        if reexported {
            self.module.reexports.push((name, path.clone()));
        }
        self.module.paths.push(path);
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], expected: &[&[&str]]) {
        assert_eq!(circles(files.iter().copied()), expected, "{files:?}");
    }

    #[test]
    fn files_that_import_each_other_are_found_with_all_between() {
        check(
            &[
                ("lib.rs", "pub mod a; mod b; mod c;"),
                ("a.rs", "use crate::b::B;"),
                ("b.rs", "use std::fs; use super::{c::C as D, other};"),
                ("c.rs", "fn f() -> A { crate::a::made::<u8>() }"),
            ],
            &[&["a.rs", "b.rs", "c.rs"]],
        );
    }

    #[test]
    fn a_re_exported_name_counts_for_its_file() {
        check(
            &[
                ("lib.rs", "mod a; mod input;"),
                ("input.rs", "mod spec; pub use spec::{Crop, InputSpec};"),
                ("input/spec.rs", "use crate::a::A;"),
                ("a.rs", "use crate::input::InputSpec;"),
            ],
            &[&["a.rs", "input/spec.rs"]],
        );
    }

    #[test]
    fn siblings_through_their_parent_count_and_the_parent_itself_does_not() {
        let parent = ("a.rs", "mod b; mod c; use b::B; const A: u8 = c::C;");
        check(
            &[
                parent,
                ("a/b.rs", "use super::{A, c};"),
                ("a/c.rs", "use super::A;"),
            ],
            &[],
        );
        check(
            &[
                parent,
                ("a/b.rs", "use super::{A, c};"),
                ("a/c.rs", "mod inner { use super::super::b::B; }"),
            ],
            &[&["a/b.rs", "a/c.rs"]],
        );
    }

    #[test]
    fn tests_comments_and_texts_do_not_count() {
        let b = "// crate::a::A\nconst TEXT: &str = \"crate::a\";\n\
            #[cfg(test)]\nmod tests { use crate::a::A; }";
        check(
            &[
                ("a.rs", "use crate::b::B;"),
                ("b.rs", b),
                ("a/tests.rs", "use crate::b; use super::*;"),
            ],
            &[],
        );
    }
}
