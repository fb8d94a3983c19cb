//! Plots as SVG. Colours stand in attributes, so that a saved plot looks right; the page's stylesheet replaces them.

pub(crate) mod bars;
pub(crate) mod timeline;

/// Colour of a quad class: co-operation blue, conflict red, deeds darker than words.
pub(crate) fn colour(quad: u8) -> &'static str {
    match quad {
        1 => "#7fb0d6",
        2 => "#1f6aa5",
        3 => "#e59a6f",
        _ => "#b5341d",
    }
}

/// Colour of lines and small print.
pub(crate) const INK: &str = "#5b564d";

/// A step such that at most `most` of them cover `count`: 1, 2 or 5 times a power of ten.
pub(crate) fn step(count: u64, most: u64) -> u64 {
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            if count <= factor * power * most {
                return factor * power;
            }
        }
        power *= 10;
    }
}

/// Months as numbers, so that they can be laid out along a line.
pub(crate) fn month_number(month: &str) -> Option<i64> {
    crate::dates::month(month).map(|(year, month)| i64::from(year) * 12 + month as i64 - 1)
}

/// A month's number as `2026-03`.
pub(crate) fn month_name(number: i64) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_cover_and_months_come_back() {
        for (count, expected) in [(0, 1), (4, 1), (5, 2), (9, 5), (21, 10), (1000, 500)] {
            assert_eq!(step(count, 4), expected, "{count}");
        }
        assert_eq!(month_name(month_number("2026-01-09").unwrap()), "2026-01");
    }
}
