//! `memcon compile`: knowledge files from the dumps of Wikidata and GeoNames, for `--knowledge`.

mod complaints;
mod geonames;
mod lines;
mod output;
mod tables;
mod wikidata;

use std::path::PathBuf;

use self::output::Output;
use crate::args::Args;
use crate::exit::{Done, Stop};

/// What `memcon compile` takes.
#[derive(Debug, clap::Args)]
pub struct CompileOptions {
    /// A JSON dump of Wikidata: .json, .json.gz or .json.bz2. Makes people.csv, organizations.csv and states.csv.
    #[arg(long, value_name = "DUMP", required_unless_present = "geonames")]
    pub wikidata: Option<PathBuf>,
    /// A dump of GeoNames: allCountries.zip, one country's, or the .txt within. Makes places.bin.
    #[arg(long, value_name = "FILE")]
    pub geonames: Option<PathBuf>,
    /// Folder for the files, to be given as --knowledge; made when it is not there.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Leave out offices and organisations that ended before this year.
    #[arg(long, value_name = "YEAR", default_value_t = 1990)]
    pub since: u16,
    /// Leave out whom and what fewer Wikipedias than this write about.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub min_links: u32,
    /// Leave out towns of fewer people.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub min_people: u64,
}

/// Writes the files, or none of them when it cannot go through.
pub fn run(args: &Args, options: &CompileOptions) -> Result<Done, Stop> {
    let mut output = Output::new(&options.out)?;
    let mut complained = 0;
    if let Some(dump) = &options.wikidata {
        complained += wikidata::compile(dump, options, args.quiet, &mut output)?;
    }
    if let Some(dump) = &options.geonames {
        complained += geonames::compile(dump, options.min_people, args.quiet, &mut output)?;
    }
    output.finish()?;
    Ok(if complained == 0 { Done::All } else { Done::SomeSkipped })
}
