//! Figures with their intervals, as a table and as JSON.

use serde_json::{Map, Value, json};

/// Times that the texts are drawn anew, for an interval.
const DRAWS: usize = 1000;

/// Always the same, so that two runs give the same interval.
const SEED: u64 = 20_260_101;

/// A figure that is a sum over a sum: precision, recall, F1 and accuracy all are.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// What it is called in the table.
    pub name: String,
    /// For each text what is above the line and what is below.
    pub parts: Vec<(f64, f64)>,
    /// The figures that this one is the mean of; empty for a plain figure.
    mean_of: Vec<Measure>,
    /// The mean is the harmonic one, as F1 is of precision and recall.
    harmonic: bool,
}

/// What one text adds to precision, recall and F1.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    /// Items that gold and memcon share.
    pub right: usize,
    /// Items that memcon gave.
    pub given: usize,
    /// Items that gold has.
    pub gold: usize,
}

impl Measure {
    /// A figure over `parts`, one a text.
    pub fn new(name: impl Into<String>, parts: impl IntoIterator<Item = (usize, usize)>) -> Measure {
        let parts = parts.into_iter().map(|(above, below)| (above as f64, below as f64)).collect();
        Measure::of_parts(name, parts)
    }

    /// A figure over parts that are no whole counts.
    pub fn of_parts(name: impl Into<String>, parts: Vec<(f64, f64)>) -> Measure {
        Measure { name: name.into(), parts, ..Measure::default() }
    }

    /// Precision, recall and F1.
    pub fn found(name: &str, texts: &[Found]) -> [Measure; 3] {
        [
            Measure::new(format!("{name}, precision"), texts.iter().map(|text| (text.right, text.given))),
            Measure::new(format!("{name}, recall"), texts.iter().map(|text| (text.right, text.gold))),
            Measure::f1(name, texts),
        ]
    }

    /// F1 only.
    pub fn f1(name: &str, texts: &[Found]) -> Measure {
        Measure::new(format!("{name}, F1"), texts.iter().map(|text| (2 * text.right, text.given + text.gold)))
    }

    /// The mean of several figures over the same texts, such as a macro F1.
    pub fn mean(name: &str, of: &[Measure]) -> Measure {
        Measure { name: name.to_owned(), mean_of: of.to_vec(), ..Measure::default() }
    }

    /// F1 of a precision and a recall that do not share what is above their lines.
    pub fn f1_of(name: &str, precision: &Measure, recall: &Measure) -> Measure {
        Measure { harmonic: true, ..Measure::mean(name, &[precision.clone(), recall.clone()]) }
    }

    /// The figure; none when there is nothing to count.
    pub fn value(&self) -> Option<f64> {
        self.over(0..self.texts())
    }

    fn texts(&self) -> usize {
        self.mean_of.first().map_or(self.parts.len(), Measure::texts)
    }

    /// The figure over some of the texts.
    fn over(&self, texts: impl Iterator<Item = usize> + Clone) -> Option<f64> {
        if self.mean_of.is_empty() {
            return ratio(texts.map(|text| &self.parts[text]));
        }
        let of: Vec<f64> = self.mean_of.iter().filter_map(|part| part.over(texts.clone())).collect();
        if self.harmonic && of.len() == 2 {
            let sum = of[0] + of[1];
            return Some(if sum > 0.0 { 2.0 * of[0] * of[1] / sum } else { 0.0 });
        }
        (!of.is_empty()).then(|| of.iter().sum::<f64>() / of.len() as f64)
    }

    /// The middle 95% of what other draws of such texts would give.
    pub fn interval(&self) -> Option<(f64, f64)> {
        let mut random = SEED;
        let mut values: Vec<f64> = (0..DRAWS)
            .filter_map(|_| {
                let drawn: Vec<usize> = (0..self.texts()).map(|_| below(&mut random, self.texts())).collect();
                self.over(drawn.into_iter())
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let at =
            |share: f64| values.get((share * (values.len().max(1) - 1) as f64).round() as usize).copied();
        Some((at(0.025)?, at(0.975)?))
    }

    /// How many items are below the line.
    pub fn count(&self) -> f64 {
        if !self.mean_of.is_empty() {
            return self.texts() as f64;
        }
        self.parts.iter().map(|(_, below)| below).sum()
    }
}

fn ratio<'a>(parts: impl Iterator<Item = &'a (f64, f64)>) -> Option<f64> {
    let (above, below) = parts.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    (below > 0.0).then(|| above / below)
}

/// A number below `limit`, by xorshift: good enough to draw texts, and without a dependency.
fn below(state: &mut u64, limit: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state % limit as u64) as usize
}

/// A line a figure: value, interval, items.
pub fn as_table(measures: &[Measure]) -> String {
    let width = measures.iter().map(|measure| measure.name.chars().count()).max().unwrap_or(0);
    let mut table = String::new();
    for measure in measures {
        let figure = match (measure.value(), measure.interval()) {
            (Some(value), Some((low, high))) => format!("{value:.3}  [{low:.3}, {high:.3}]"),
            _ => "    –                ".to_owned(),
        };
        table.push_str(&format!("{:width$}  {figure}  of {}\n", measure.name, measure.count()));
    }
    table
}

/// The same as JSON.
pub fn as_json(measures: &[Measure]) -> Value {
    let figures = measures.iter().map(|measure| {
        let interval = measure.interval().map(|(low, high)| json!([low, high]));
        let figure = json!({"value": measure.value(), "interval": interval, "of": measure.count()});
        (measure.name.clone(), figure)
    });
    Value::Object(figures.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_sums_over_sums() {
        let texts = [Found { right: 1, given: 2, gold: 1 }, Found { right: 0, given: 0, gold: 3 }];
        let [precision, recall, f1] = Measure::found("x", &texts);
        assert_eq!(precision.value(), Some(0.5));
        assert_eq!(recall.value(), Some(0.25));
        assert_eq!(f1.value(), Some(2.0 / 6.0));
        assert_eq!(Measure::new("none", [(0, 0)]).value(), None);
    }

    #[test]
    fn f1_of_a_precision_and_a_recall_with_their_own_lines() {
        let precision = Measure::new("p", [(1, 2)]);
        let recall = Measure::new("r", [(1, 4)]);
        let f1 = Measure::f1_of("f", &precision, &recall);
        assert_eq!(f1.value(), Some(1.0 / 3.0));
        let mean = Measure::mean("m", &[f1, precision]).value().unwrap();
        assert!((mean - 5.0 / 12.0).abs() < 1e-9);
    }

    #[test]
    fn intervals_hold_the_figure_and_do_not_change() {
        let measure = Measure::new("x", (0..100).map(|number| (number % 2, 1)));
        let (low, high) = measure.interval().unwrap();
        assert!(low < 0.5 && 0.5 < high && high - low < 0.3, "{low} {high}");
        assert_eq!(measure.interval(), Some((low, high)));
    }
}
