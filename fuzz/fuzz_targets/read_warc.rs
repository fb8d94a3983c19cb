//! Any bytes taken for a web archive, plain or packed: no panic, an end, and each page or error named by its record.
#![no_main]

use libfuzzer_sys::fuzz_target;
use memcon::{read, read_warc};

fuzz_target!(|bytes: &[u8]| {
    let mut came = 0;
    for page in read_warc("fuzz.warc", bytes) {
        let origin = page.map_or_else(|error| error.origin(), |page| page.source);
        assert!(origin.starts_with("fuzz.warc"));
        came += 1;
    }
    assert!(came <= bytes.len() + 1);
    // Packed archives are read from files only.
    let path = std::env::temp_dir().join(format!("fuzz-{}.warc.gz", std::process::id()));
    std::fs::write(&path, bytes).expect("the temporary folder can be written");
    let packed = read(&path).expect("it is a file").count();
    assert!(packed <= bytes.len() + 1);
});
