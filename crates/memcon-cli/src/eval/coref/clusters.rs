//! MUC, B-cubed and CEAFe, as the reference scorer of the CoNLL shared tasks defines them (Pradhan et al. 2014).

use std::collections::BTreeSet;

/// Mentions of one entity.
pub(super) type Chain = BTreeSet<(usize, usize)>;

/// What one document adds above and below the line of precision and of recall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Counts {
    pub precision: (f64, f64),
    pub recall: (f64, f64),
}

/// Links (Vilain et al. 1995): a chain of n mentions has n - 1 links; one is lost for each part into which the other
/// side cuts it.
pub(super) fn muc(key: &[Chain], response: &[Chain]) -> Counts {
    Counts { precision: links(response, key), recall: links(key, response) }
}

fn links(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    chains.iter().fold((0.0, 0.0), |(kept, all), chain| {
        let shared: Vec<usize> = others.iter().map(|other| chain.intersection(other).count()).collect();
        let parts = shared.iter().filter(|&&shared| shared > 0).count();
        let alone = chain.len() - shared.iter().sum::<usize>();
        (kept + (chain.len() - parts - alone) as f64, all + chain.len() as f64 - 1.0)
    })
}

/// Mentions (Bagga and Baldwin 1998): the share of a mention's chain that the other side puts together with it, summed
/// over the mentions. One that the other side lacks counts nothing.
pub(super) fn b_cubed(key: &[Chain], response: &[Chain]) -> Counts {
    Counts { precision: mentions(response, key), recall: mentions(key, response) }
}

fn mentions(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    let size = |chain: &Chain| chain.len() as f64;
    let right = chains.iter().flat_map(|chain| {
        others.iter().map(move |other| {
            let shared = chain.intersection(other).count() as f64;
            shared * shared / size(chain)
        })
    });
    (right.sum(), chains.iter().map(size).sum())
}

/// Entities (Luo 2005): chains are aligned one to one so that their likeness, 2 |K ∩ R| / (|K| + |R|), is greatest in sum.
pub(super) fn ceaf_e(key: &[Chain], response: &[Chain]) -> Counts {
    let alike = |one: &Chain, other: &Chain| {
        2.0 * one.intersection(other).count() as f64 / (one.len() + other.len()) as f64
    };
    let weights: Vec<Vec<f64>> =
        key.iter().map(|one| response.iter().map(|other| alike(one, other)).collect()).collect();
    let sum = best_sum(&weights);
    Counts { precision: (sum, response.len() as f64), recall: (sum, key.len() as f64) }
}

/// Greatest sum of weights over all ways to pair rows with columns, by the Hungarian method (Kuhn and Munkres) with
/// potentials; rows and columns may stay alone.
fn best_sum(weights: &[Vec<f64>]) -> f64 {
    let columns = weights.first().map_or(0, Vec::len);
    let size = weights.len().max(columns);
    let cost =
        |row: usize, column: usize| -weights.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0);
    // Row and column 0 are a sentinel; `owner[c]` is the row paired with column c.
    let (mut of_row, mut of_column) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut owner = vec![0; size + 1];
    for row in 1..=size {
        owner[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; size + 1];
        let mut from = vec![0; size + 1];
        let mut used = vec![false; size + 1];
        loop {
            used[column] = true;
            let here = owner[column];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for other in 1..=size {
                if used[other] {
                    continue;
                }
                let reduced = cost(here - 1, other - 1) - of_row[here] - of_column[other];
                if reduced < least[other] {
                    (least[other], from[other]) = (reduced, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=size {
                if used[other] {
                    of_row[owner[other]] += step;
                    of_column[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
            if owner[column] == 0 {
                break;
            }
        }
        while column != 0 {
            owner[column] = owner[from[column]];
            column = from[column];
        }
    }
    (1..=size).map(|column| -cost(owner[column] - 1, column - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(all: &[&[usize]]) -> Vec<Chain> {
        all.iter().map(|chain| chain.iter().map(|&mention| (mention, mention + 1)).collect()).collect()
    }

    fn close(found: (f64, f64), expected: f64) -> bool {
        (found.0 / found.1 - expected).abs() < 1e-9
    }

    /// Example 1 of Bagga and Baldwin: twelve mentions, two chains wrongly made one.
    #[test]
    fn two_chains_made_one() {
        let key = chains(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
        let small = chains(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
        let large = chains(&[&[1, 2, 3, 4, 5, 8, 9, 10, 11, 12], &[6, 7]]);
        // MUC cannot tell the two apart, B-cubed does.
        for response in [&small, &large] {
            assert!(
                close(muc(&key, response).precision, 9.0 / 10.0) && close(muc(&key, response).recall, 1.0)
            );
        }
        assert!(close(b_cubed(&key, &small).precision, 16.0 / 21.0));
        assert!(close(b_cubed(&key, &large).precision, 7.0 / 12.0));
        assert!(close(b_cubed(&key, &small).recall, 1.0));
    }

    /// Luo's example: the same key, aligned one to one.
    #[test]
    fn entities_are_aligned_one_to_one() {
        let key = chains(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
        let one = chains(&[&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
        // The best pair is a chain of five with the only chain of twelve.
        let sum = 10.0 / 17.0;
        assert!(close(ceaf_e(&key, &one).precision, sum));
        assert!(close(ceaf_e(&key, &one).recall, sum / 3.0));
        assert!(close(ceaf_e(&key, &key).recall, 1.0));
    }

    /// The example of Pradhan et al.: a mention missed, one spurious, one chain split.
    #[test]
    fn predicted_mentions_differ_from_golds() {
        let key = chains(&[&[1, 2, 3], &[4, 5, 6, 7]]);
        let response = chains(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]);
        let [links, mentions, entities] = [muc, b_cubed, ceaf_e].map(|measure| measure(&key, &response));
        assert!(close(links.recall, 2.0 / 5.0) && close(links.precision, 2.0 / 5.0));
        assert!(close(mentions.recall, (4.0 / 3.0 + 1.0 / 3.0 + 1.0 / 4.0 + 4.0 / 4.0) / 7.0));
        assert!(close(mentions.precision, (2.0 + 1.0 / 2.0 + 1.0 / 2.0 + 4.0 / 4.0) / 8.0));
        let sum = 4.0 / 5.0 + 4.0 / 8.0;
        assert!(close(entities.recall, sum / 2.0) && close(entities.precision, sum / 3.0));
    }

    #[test]
    fn greed_is_not_the_best_alignment() {
        let weights = vec![vec![0.9, 0.8], vec![0.8, 0.0], vec![0.1, 0.1]];
        assert!((best_sum(&weights) - 1.6).abs() < 1e-9);
        assert_eq!(best_sum(&[]), 0.0);
    }
}
