//! Compiles the rows that `knowledge/gazetteer/build.py` writes to the file that memcon embeds.
//!
//! `cargo run --release -p memcon --example compile_gazetteer -- rows.tsv places.bin`

use std::error::Error;

use memcon::{GazetteerRow, compile_gazetteer};

fn main() -> Result<(), Box<dyn Error>> {
    let [rows, out] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "usage: ROWS.tsv OUT.bin")?;
    let rows: Vec<GazetteerRow> = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .quoting(false)
        .from_path(rows)?
        .deserialize()
        .collect::<Result<_, _>>()?;
    let bytes = compile_gazetteer(&rows)?;
    std::fs::write(&out, &bytes)?;
    eprintln!("{} rows, {} bytes in {out}", rows.len(), bytes.len());
    Ok(())
}
