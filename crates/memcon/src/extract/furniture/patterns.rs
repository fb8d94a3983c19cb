//! Lines, and ends of lines, that are furniture by their own words. The patterns are in `knowledge/furniture.csv`.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use crate::article::{Furniture, FurnitureKind};
use crate::text::Span;

/// The file, compiled.
struct Patterns {
    /// Those for whole lines, all tried in one pass.
    lines: RegexSet,
    /// What each of `lines` shows.
    kinds: Vec<FurnitureKind>,
    /// Those for parts of lines.
    parts: Vec<(Regex, FurnitureKind)>,
}

/// Memory that the patterns together may take when compiled, in bytes.
const SIZE: usize = 64 * 1024 * 1024;

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let content = memcon_knowledge::file("furniture.csv").unwrap_or_default();
    // Proved by the test below, which reads the same file.
    patterns(content).unwrap_or_else(|cause| panic!("knowledge/furniture.csv: {cause}"))
});

fn patterns(content: &str) -> Result<Patterns, String> {
    let (mut lines, mut kinds, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for row in csv::Reader::from_reader(content.as_bytes()).records() {
        let row = row.map_err(|error| error.to_string())?;
        let (pattern, kind, extent) = (&row[0], &row[1], &row[2]);
        let kind = kind_named(kind).ok_or_else(|| format!("no kind is called {kind:?}"))?;
        match extent {
            "line" => {
                lines.push(pattern.to_owned());
                kinds.push(kind);
            }
            "part" => {
                let regex = Regex::new(pattern).map_err(|error| format!("{pattern}: {error}"))?;
                parts.push((regex, kind));
            }
            "element" => {}
            _ => return Err(format!("no extent is called {extent:?}")),
        }
    }
    let lines = RegexSetBuilder::new(&lines)
        .size_limit(SIZE)
        .dfa_size_limit(SIZE)
        .build()
        .map_err(|error| error.to_string())?;
    Ok(Patterns { lines, kinds, parts })
}

/// CSS selectors of elements that are never the article.
pub(in crate::extract) fn elements() -> Vec<String> {
    let content = memcon_knowledge::file("furniture.csv").unwrap_or_default();
    let mut rows = csv::Reader::from_reader(content.as_bytes());
    let rows = rows.records().flatten().filter(|row| row.get(2) == Some("element"));
    rows.filter_map(|row| row.get(0).map(str::to_owned)).collect()
}

fn kind_named(name: &str) -> Option<FurnitureKind> {
    Some(match name {
        "navigation" => FurnitureKind::Navigation,
        "caption" => FurnitureKind::Caption,
        "credit" => FurnitureKind::Credit,
        "byline" => FurnitureKind::Byline,
        "promotion" => FurnitureKind::Promotion,
        "related" => FurnitureKind::Related,
        "other" => FurnitureKind::Other,
        _ => return None,
    })
}

/// What the line is as a whole, by its words.
pub(super) fn kind_of(line: &str) -> Option<FurnitureKind> {
    // A long line is a paragraph, whatever it begins with.
    if line.len() > 400 {
        return None;
    }
    // Matches come in the order of the file, and its first line decides.
    PATTERNS.lines.matches(line).iter().next().map(|first| PATTERNS.kinds[first])
}

/// Pieces of a line that are furniture, such as a credit at the end of a paragraph. `offset` is where the line starts.
pub(super) fn parts(line: &str, offset: usize) -> Vec<Furniture> {
    let mut found: Vec<Furniture> = PATTERNS
        .parts
        .iter()
        .flat_map(|(regex, kind)| regex.find_iter(line).map(|hit| (hit.range(), *kind)))
        .map(|(range, kind)| Furniture { span: Span::from(range).shifted(offset), kind })
        .filter(|piece| !piece.span.is_empty())
        .collect();
    found.sort_by_key(|piece| piece.span);
    found.dedup_by(|next, kept| next.span.overlaps(kept.span));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        let found = patterns(memcon_knowledge::file("furniture.csv").unwrap_or_default()).unwrap();
        assert!(found.kinds.len() > 20);
    }

    #[test]
    fn lines_by_their_words() {
        use FurnitureKind::{Byline, Credit, Navigation, Promotion, Related};
        let cases = [
            ("By Ana Prado and John Smith", Some(Byline)),
            ("By Friday he had left", None),
            ("ana.prado@courier.example", Some(Byline)),
            ("(Photo by Jo Lee/Getty Images)", Some(Credit)),
            ("Photograph: Jo Lee/AP", Some(Credit)),
            ("Read more: why cod matters", Some(Related)),
            ("Most popular", Some(Related)),
            ("Sign up to our daily newsletter", Some(Promotion)),
            ("He signed up for the army.", None),
            ("Home > World > Europe", Some(Navigation)),
            ("Advertisement", Some(Promotion)),
        ];
        for (line, expected) in cases {
            assert_eq!(kind_of(line), expected, "{line}");
        }
    }
}
