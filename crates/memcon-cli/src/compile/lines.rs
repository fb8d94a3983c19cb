//! The lines of a dump, one at a time: plain, gzip, bzip2 or the largest file of a zip archive.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use zip::ZipArchive;

use crate::exit::Stop;

/// Bytes of the longest line that is taken: Wikidata's largest entities have a tenth of it.
const LONGEST: u64 = 64 << 20;

/// A line without its end, or why it cannot be had.
pub type Line<'a> = Result<&'a [u8], String>;

/// Calls `each` with every line and its number, counted from 1. Data that break off are one wrong line, the last.
pub fn each_line(
    path: &Path,
    quiet: bool,
    mut each: impl FnMut(u64, Line<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let failed = |error: io::Error| Stop::Command(format!("{}: {error}", path.display()));
    let mut file = File::open(path).map_err(failed)?;
    let bar = bar(file.metadata().map_err(failed)?.len(), quiet);
    let mut magic = Vec::new();
    (&mut file).take(4).read_to_end(&mut magic).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let file = bar.wrap_read(file);
    let done = match magic.as_slice() {
        [0x1f, 0x8b, ..] => lines(BufReader::new(MultiGzDecoder::new(BufReader::new(file))), &mut each),
        [b'B', b'Z', b'h', _] => lines(BufReader::new(MultiBzDecoder::new(BufReader::new(file))), &mut each),
        [b'P', b'K', 3, 4] => {
            let damaged =
                |error: zip::result::ZipError| Stop::Command(format!("{}: {error}", path.display()));
            let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
            let mut sizes = Vec::new();
            for number in 0..archive.len() {
                sizes.push((archive.by_index(number).map_err(damaged)?.size(), number));
            }
            let (_, largest) = sizes
                .into_iter()
                .max()
                .ok_or_else(|| Stop::Command(format!("{}: the archive is empty", path.display())))?;
            lines(BufReader::new(archive.by_index(largest).map_err(damaged)?), &mut each)
        }
        _ => lines(BufReader::new(file), &mut each),
    };
    bar.finish_and_clear();
    done
}

fn lines(
    mut reader: impl BufRead,
    each: &mut impl FnMut(u64, Line<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        match (&mut reader).take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST => {
                each(number, Err(format!("longer than {} MiB", LONGEST >> 20)))?;
                if let Err(error) = reader.skip_until(b'\n') {
                    return each(number, Err(format!("the file breaks off: {error}")));
                }
            }
            Ok(_) => each(number, Ok(line.trim_ascii()))?,
            Err(error) => return each(number, Err(format!("the file breaks off: {error}"))),
        }
    }
    Ok(())
}

fn bar(length: u64, quiet: bool) -> ProgressBar {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(length) };
    if let Ok(style) = ProgressStyle::with_template("{bar:20} {percent}% · {bytes_per_sec} · {eta} left") {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const TEXT: &[u8] = b"one\n\ntwo\r\nlast";

    fn seen(bytes: &[u8]) -> Vec<(u64, String)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dump");
        std::fs::write(&path, bytes).unwrap();
        let mut seen = Vec::new();
        each_line(&path, true, |number, line| {
            seen.push((
                number,
                line.map_or_else(|why| why, |line| String::from_utf8_lossy(line).into_owned()),
            ));
            Ok(())
        })
        .unwrap();
        seen
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn every_packing_has_the_same_lines() {
        let expected = [(1, "one"), (2, ""), (3, "two"), (4, "last")].map(|(n, line)| (n, line.to_owned()));
        let mut bzip = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip.write_all(TEXT).unwrap();
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, bytes) in [("readme.txt", &b"no place\n"[..]), ("XX.txt", TEXT)] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        // Two members, as parallel compressors write them.
        let members = [gzip(&TEXT[..6]), gzip(&TEXT[6..])].concat();
        for packed in [TEXT.to_vec(), members, bzip.finish().unwrap(), zip.finish().unwrap().into_inner()] {
            assert_eq!(seen(&packed), expected);
        }
    }

    #[test]
    fn data_that_break_off_are_one_wrong_line() {
        let packed = gzip(&[TEXT, b"\n", "x".repeat(100).as_bytes()].concat());
        let found = seen(&packed[..packed.len() - 9]);
        let (last, before) = found.split_last().unwrap();
        assert!(last.1.starts_with("the file breaks off"), "{last:?}");
        assert!(before.iter().all(|(_, line)| !line.contains("breaks off")));
    }
}
