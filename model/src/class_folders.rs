//! Labels from the names of folders: `<class>/..` at any depth.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::class::Class;

/// The folders of a file, outermost first.
pub fn folders(file: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    parts
}

/// What folders name, each once.
pub fn named<T: FromStr + Ord>(folders: &[&str]) -> Vec<T> {
    let named: BTreeSet<T> = folders
        .iter()
        .filter_map(|name| name.parse().ok())
        .collect();
    named.into_iter().collect()
}

/// The number of outer folders that do not tell the class although they name one, because all films are
/// in them and have a class folder further down: `covid/normal/..` beside `covid/pneumonia/..`.
pub fn wrapping(files: &[String]) -> usize {
    let is_class = |name: &&str| name.parse::<Class>().is_ok();
    let mut in_classes = files
        .iter()
        .map(|file| folders(file))
        .filter(|folders| folders.iter().any(is_class));
    let Some(first) = in_classes.next() else {
        return 0;
    };
    let others: Vec<Vec<&str>> = in_classes.collect();
    (1..first.len())
        .take_while(|&depth| {
            others.iter().chain([&first]).all(|folders| {
                folders.get(..depth) == first.get(..depth)
                    && folders.iter().skip(depth).any(is_class)
            })
        })
        .last()
        .unwrap_or(0)
}

/// The classes that the folders of each file name: none, one, or several, which contradict each other.
pub fn classes(files: &[String]) -> Vec<Vec<Class>> {
    let wrapping = wrapping(files);
    let of = |file: &String| named(folders(file).get(wrapping..).unwrap_or_default());
    files.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_name_the_class_unless_all_films_are_in_them() {
        let check = |files: &[&str], expected: &[&[Class]]| {
            let files: Vec<String> = files.iter().map(|&file| file.to_owned()).collect();
            assert_eq!(classes(&files), expected, "{files:?}");
        };
        let (covid, normal) = (Class::Covid19, Class::Normal);
        check(
            &["set/COVID-19/a.png", "set/NORMAL/x/b.png", "c.png"],
            &[&[covid], &[normal], &[]],
        );
        check(
            &["covid/normal/a.png", "covid/covid/b.png"],
            &[&[normal], &[covid]],
        );
        check(
            &["normal/a.png", "covid19/normal/b.png"],
            &[&[normal], &[covid, normal]],
        );
        check(&[], &[]);
    }
}
