//! Which of memcon's items stands for which of gold's.

/// True when two half-open ranges share a character.
pub fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Pairs items one to one as often as `fits` allows: `(gold, given)` numbers, gold in order.
///
/// Greedy pairing would depend on the order of items, so a taken item is passed on when its owner can take another.
pub fn pair(gold: usize, given: usize, fits: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut owner: Vec<Option<usize>> = vec![None; given];
    for item in 0..gold {
        let mut tried = vec![false; given];
        take(item, &fits, &mut owner, &mut tried);
    }
    let mut pairs: Vec<_> =
        owner.iter().enumerate().filter_map(|(given, gold)| gold.map(|gold| (gold, given))).collect();
    pairs.sort_unstable();
    pairs
}

fn take(
    item: usize,
    fits: &impl Fn(usize, usize) -> bool,
    owner: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for candidate in 0..owner.len() {
        if tried[candidate] || !fits(item, candidate) {
            continue;
        }
        tried[candidate] = true;
        if owner[candidate].is_none_or(|other| take(other, fits, owner, tried)) {
            owner[candidate] = Some(item);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_item_is_passed_on() {
        // The first of gold fits both, the second only the one that the first would take.
        assert_eq!(pair(2, 2, |gold, given| gold == 0 || given == 0), [(0, 1), (1, 0)]);
        assert!(pair(0, 3, |_, _| true).is_empty());
    }

    #[test]
    fn touching_is_not_overlapping() {
        assert!(!overlap((0, 3), (3, 5)));
        assert!(overlap((0, 4), (3, 5)));
    }
}
