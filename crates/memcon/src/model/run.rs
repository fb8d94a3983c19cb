//! The two graphs: pieces to scores.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::pieces::Word;
use super::settings::Settings;
use super::windows::Window;
use crate::error::{Error, Result};

/// Inputs of the first graph and of the second, in the order in which they are given.
const INPUTS: [[&str; 4]; 2] = [["ids", "case", "marks", "mask"], ["middle", "top", "marks", "mask"]];
const FIRST_OUTPUTS: [&str; 3] = ["middle", "top", "tags"];
const SECOND_OUTPUTS: [&str; 7] = ["words", "type", "mode", "status", "background", "direct", "pair"];

/// Both graphs, and threads to run them on.
pub(super) struct Graphs {
    encoder: Graph<3>,
    link: Graph<7>,
    /// Idle pools of one thread each; a run takes one and brings it back.
    pools: Mutex<Vec<Arc<ThreadPool>>>,
    fill: Fill,
}

/// What stands where a window has no piece.
#[derive(Debug, Clone, Copy)]
struct Fill {
    cls: i32,
    sep: i32,
    pad: i32,
    masked: f32,
}

/// One graph with the numbers of its inputs and outputs.
struct Graph<const N: usize> {
    model: rten::Model,
    inputs: [NodeId; 4],
    outputs: [NodeId; N],
    origin: String,
}

/// A thread on which one article is read.
#[derive(Clone)]
pub(super) struct Thread(Arc<ThreadPool>);

/// States and word scores of a batch of windows: window, piece, column.
pub(super) struct First {
    pub middle: NdTensor<f32, 3>,
    pub top: NdTensor<f32, 3>,
    pub tags: NdTensor<f32, 3>,
}

/// Something marked for the second pass.
pub(super) const TRIGGER: i32 = 1;
pub(super) const CUE: i32 = 2;
pub(super) const SOURCE: i32 = 3;
pub(super) const TARGET: i32 = 4;

/// One trigger, cue or pair, marked in a part of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The window's place in its batch.
    pub row: usize,
    /// Pieces of the window that are shown.
    pub pieces: Range<usize>,
    /// Pieces of the window that are marked, and with what; of two marks on one piece the later holds.
    pub marked: Vec<(Range<usize>, i32)>,
}

/// Raw scores of a batch of items.
pub(super) struct Second {
    /// Item, piece, column.
    pub words: NdTensor<f32, 3>,
    pub kind: NdTensor<f32, 2>,
    pub mode: NdTensor<f32, 2>,
    pub status: NdTensor<f32, 2>,
    pub background: NdTensor<f32, 2>,
    pub direct: NdTensor<f32, 2>,
    pub pair: NdTensor<f32, 2>,
}

impl Graphs {
    /// Loads `encoder.onnx` and `link.onnx`.
    pub(super) fn open(folder: &Path, settings: &Settings) -> Result<Graphs> {
        Ok(Graphs {
            encoder: Graph::open(&folder.join("encoder.onnx"), INPUTS[0], FIRST_OUTPUTS)?,
            link: Graph::open(&folder.join("link.onnx"), INPUTS[1], SECOND_OUTPUTS)?,
            pools: Mutex::default(),
            fill: Fill { cls: settings.cls, sep: settings.sep, pad: settings.pad, masked: settings.masked },
        })
    }

    /// Does `work` on one thread of its own.
    ///
    /// The caller waits without taking up other work. A worker of a thread pool that waited inside `rten` would
    /// start on the next article meanwhile, and on the next inside that one.
    pub(super) fn on_one_thread<T: Send>(&self, work: impl FnOnce(&Thread) -> T + Send) -> T {
        let idle = self.pools.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let thread = Thread(idle.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1))));
        let result = std::thread::scope(|scope| scope.spawn(|| thread.0.run(|| work(&thread))).join());
        self.pools.lock().unwrap_or_else(PoisonError::into_inner).push(thread.0);
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    /// The first pass over a batch of windows. `marked` are words of the document and their marks: those of a pair
    /// that the user names, else none.
    pub(super) fn first(
        &self,
        words: &[Word],
        windows: &[&Window],
        marked: &[(Range<usize>, i32)],
        thread: &Thread,
    ) -> Result<First> {
        let length = windows.iter().map(|window| window.len()).max().unwrap_or(0);
        let shape = [windows.len(), length];
        let mut ids = NdTensor::<i32, 2>::full(shape, self.fill.pad);
        let mut case = NdTensor::<i32, 2>::zeros(shape);
        for (row, window) in windows.iter().enumerate() {
            ids[[row, 0]] = self.fill.cls;
            let mut at = 1;
            for word in &words[window.words.clone()] {
                for &piece in &word.ids {
                    ids[[row, at]] = piece;
                    case[[row, at]] = word.casing;
                    at += 1;
                }
            }
            ids[[row, at]] = self.fill.sep;
        }
        let mut marks = NdTensor::<i32, 2>::zeros(shape);
        for (row, window) in windows.iter().enumerate() {
            for (words, mark) in marked {
                let inside = words.start.max(window.words.start)..words.end.min(window.words.end);
                if inside.start < inside.end {
                    window.pieces(&inside).for_each(|piece| marks[[row, piece]] = *mark);
                }
            }
        }
        let mask = self.mask(windows.iter().map(|window| window.len()), windows.len(), length);
        let inputs = [ids.view().into(), case.view().into(), marks.view().into(), mask.view().into()];
        let [middle, top, tags] = self.encoder.run(inputs, thread)?;
        let origin = &self.encoder.origin;
        Ok(First { middle: tensor(middle, origin)?, top: tensor(top, origin)?, tags: tensor(tags, origin)? })
    }

    /// The second pass over a batch of items, all from the windows of `first`.
    pub(super) fn second(&self, first: &First, items: &[Item], thread: &Thread) -> Result<Second> {
        let length = items.iter().map(|item| item.pieces.len()).max().unwrap_or(0);
        let middle = copied(first.middle.view(), items, length);
        let top = copied(first.top.view(), items, length);
        let mut marks = NdTensor::<i32, 2>::zeros([items.len(), length]);
        for (row, item) in items.iter().enumerate() {
            for (pieces, mark) in &item.marked {
                pieces.clone().for_each(|piece| marks[[row, piece - item.pieces.start]] = *mark);
            }
        }
        let mask = self.mask(items.iter().map(|item| item.pieces.len()), items.len(), length);
        let inputs = [middle.view().into(), top.view().into(), marks.view().into(), mask.view().into()];
        let [words, kind, mode, status, background, direct, pair] = self.link.run(inputs, thread)?;
        let origin = &self.link.origin;
        Ok(Second {
            words: tensor(words, origin)?,
            kind: tensor(kind, origin)?,
            mode: tensor(mode, origin)?,
            status: tensor(status, origin)?,
            background: tensor(background, origin)?,
            direct: tensor(direct, origin)?,
            pair: tensor(pair, origin)?,
        })
    }

    /// 0 where a row has a piece, else what hides padding.
    fn mask(&self, lengths: impl Iterator<Item = usize>, rows: usize, length: usize) -> NdTensor<f32, 4> {
        let mut mask = NdTensor::zeros([rows, 1, 1, length]);
        for (row, own) in lengths.enumerate() {
            for at in own..length {
                mask[[row, 0, 0, at]] = self.fill.masked;
            }
        }
        mask
    }
}

impl<const N: usize> Graph<N> {
    fn open(path: &Path, inputs: [&str; 4], outputs: [&str; N]) -> Result<Graph<N>> {
        let origin = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        let wrong = |cause: String| {
            let line = cause.split_whitespace().collect::<Vec<_>>().join(" ");
            Error::input(origin.clone(), format!("not a graph that memcon can run: {line}"))
        };
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(bytes)
            .map_err(|error| wrong(error.to_string()))?;
        let id = |name: &str| {
            model.find_node(name).ok_or_else(|| wrong(format!("it has no input or output {name:?}")))
        };
        let mut input_ids = Vec::with_capacity(4);
        for name in inputs {
            input_ids.push(id(name)?);
        }
        let mut output_ids = Vec::with_capacity(N);
        for name in outputs {
            output_ids.push(id(name)?);
        }
        let (Ok(inputs), Ok(outputs)) = (input_ids.try_into(), output_ids.try_into()) else {
            return Err(wrong("its inputs cannot be counted".to_owned()));
        };
        Ok(Graph { model, inputs, outputs, origin })
    }

    fn run(&self, inputs: [ValueOrView<'_>; 4], thread: &Thread) -> Result<[Value; N]> {
        let inputs = self.inputs.into_iter().zip(inputs).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&thread.0)));
        let run = self.model.run_n(inputs, self.outputs, Some(options));
        run.map_err(|error| Error::input(self.origin.clone(), error.to_string()))
    }
}

/// An output with the number of dimensions that it must have.
fn tensor<const D: usize>(value: Value, origin: &str) -> Result<NdTensor<f32, D>> {
    value.try_into().map_err(|_| Error::input(origin, format!("one of its outputs has not {D} dimensions")))
}

/// The items' rows of a batch's states; zeros where an item is shorter than `length`.
fn copied(states: NdTensorView<'_, f32, 3>, items: &[Item], length: usize) -> NdTensor<f32, 3> {
    let [_, from_length, width] = states.shape();
    let states = states.to_contiguous();
    let from = states.data();
    let mut rows = vec![0.0; items.len() * length * width];
    for (row, item) in items.iter().enumerate() {
        let start = (item.row * from_length + item.pieces.start) * width;
        let count = item.pieces.len() * width;
        let to = row * length * width;
        rows[to..to + count].copy_from_slice(&from[start..start + count]);
    }
    NdTensor::from_data([items.len(), length, width], rows)
}
