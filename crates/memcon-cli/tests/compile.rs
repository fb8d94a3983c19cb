//! `memcon compile`: small dumps in the real formats, of invented people, bodies and places.

mod common;

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use common::{memcon, records, repository, said};

fn dump(name: &str) -> String {
    repository("crates/memcon-cli/tests/compile").join(name).to_string_lossy().into_owned()
}

/// The lines of a table whose first field is `name`, as field by column.
fn lines(folder: &Path, table: &str, name: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(table)).expect("a table");
    let rows: Vec<HashMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    rows.into_iter().filter(|row| row.get("name").is_some_and(|known| known == name)).collect()
}

fn fields<'a>(row: &'a HashMap<String, String>, columns: &[&str]) -> Vec<&'a str> {
    columns.iter().map(|column| row[*column].as_str()).collect()
}

const TERM: [&str; 6] = ["country", "sectors", "office", "from", "to", "wikidata"];

#[test]
fn a_dump_of_wikidata_becomes_tables_that_the_reader_knows() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("base");
    let output = memcon(&["compile", "--wikidata", &dump("wikidata.json"), "--out", &out.to_string_lossy()]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");

    // Every wrong line is named once, with its cause.
    let complaints: Vec<&str> = said.lines().filter(|line| line.contains("wikidata.json:")).collect();
    for (line, cause) in [
        (5, "Q900000104 P580: +2006-01-01T00:00:00Z is in an unknown calendar"),
        (5, "Q900000104 P580: +2010-02-30T00:00:00Z is no date"),
        (5, "Q900000104 P582: +2011-01-01T00:00:00Z has an unknown precision, 15"),
        (12, "the entity is cut off"),
        (13, "not an entity of Wikidata"),
        (14, "not an entity of Wikidata: invalid type"),
        (15, "not an entity of Wikidata: a list where an object is expected"),
    ] {
        let place = format!("wikidata.json:{line}: ");
        let found = complaints.iter().filter(|it| it.contains(&place) && it.contains(cause)).count();
        assert_eq!(found, 1, "{place}{cause}: {said}");
    }
    assert_eq!(complaints.len(), 7, "{said}");
    assert!(said.contains("7 people, 3 organisations, 2 states"), "{said}");

    // Terms of one office joined, deprecated and nameless ones left out, no bare family name; the entity that the dump has
    // twice stands once.
    let found = lines(&out, "people.csv", "Astrid Fjellheim");
    let terms: Vec<_> = found.iter().map(|row| fields(row, &TERM)).collect();
    let expected = [
        ["NOR", "LEG", "member of parliament", "1993-10-01", "2001-09-30", "Q900000101"],
        ["NOR", "GOV", "prime minister", "1995-03-02", "1999-02", "Q900000101"],
    ];
    assert_eq!(terms, expected);
    assert_eq!(
        fields(&found[0], &["gender", "aliases", "source"]),
        ["f", "Astrid Fjellheim Sand", "wikidata"]
    );

    // Namesakes stay two; an office ends with its holder's life.
    let terms: Vec<_> =
        lines(&out, "people.csv", "Jonas Steinvik").iter().map(|row| fields(row, &TERM).join(" ")).collect();
    assert_eq!(
        terms,
        [
            "NOR GOV minister of Fisheries 1999-02-01 2005-06-07 Q900000102",
            "PER LEG senator 1996-07-28 2001-07-26 Q900000103"
        ]
    );
    assert_eq!(lines(&out, "people.csv", "Pål Øverdal")[0]["to"], "2007-01-01", "a wrong date, a good one");
    // The citizenship of the best rank, an unknown sex, an office of no one country.
    let found = lines(&out, "people.csv", "Siv Dypdal");
    assert_eq!(fields(&found[0], &["country", "gender", "from", "to"]), ["", "", "2004-11-22", ""]);
    assert_eq!(found[0]["office"], "member of the European Commission");
    for left_out in ["Runa Berghaug", "Tore Lillevann", "Cut Off"] {
        assert!(lines(&out, "people.csv", left_out).is_empty(), "{left_out}");
    }

    // A namesake does not push ours away; one who is the same has our offices, the identifier, and what we lacked.
    let found = lines(&out, "people.csv", "John Major");
    assert!(found.iter().any(|row| row["country"] == "GBR"
        && row["office"] == "prime minister"
        && row["wikidata"].is_empty()));
    assert!(found.iter().any(|row| row["country"] == "PER" && row["wikidata"] == "Q900000108"));
    let found = lines(&out, "people.csv", "Jens Stoltenberg");
    assert!(found.iter().all(|row| row["wikidata"] == "Q900000109"), "{found:?}");
    let leads: Vec<_> = found.iter().filter(|row| row["office"] == "prime minister").collect();
    assert!(leads.iter().any(|row| row["from"].starts_with("2005-10-17") && row["source"] != "wikidata"));
    assert!(found.iter().any(|row| row["from"] == "2031-01-01" && row["source"] == "wikidata"), "{found:?}");

    let columns = ["kind", "country", "sectors", "from", "aliases", "wikidata"];
    let found = lines(&out, "organizations.csv", "Blue Harbour Party");
    assert_eq!(
        fields(&found[0], &columns),
        ["party", "NOR", "PTY", "1991-04", "BHP|Blue Harbours", "Q900000201"]
    );
    let found = lines(&out, "organizations.csv", "Fjord Net Menders");
    assert_eq!(
        fields(&found[0], &columns[..3]),
        ["union", "NOR", "LAB"],
        "a class by its label, a deprecated country"
    );
    let found = lines(&out, "organizations.csv", "Amnesty International");
    assert!(found.iter().all(|row| row["wikidata"] == "Q900000204" && row["source"] != "wikidata"));
    assert!(found[0]["aliases"].contains("Amnesty Invented"));
    for left_out in ["Net Menders House", "Old Tar Company", "Party Without Country"] {
        assert!(lines(&out, "organizations.csv", left_out).is_empty(), "{left_out}");
    }
    assert_eq!(lines(&out, "states.csv", "Norway")[0]["wikidata"], "Q900000010");
    let mut names: Vec<_> =
        std::fs::read_dir(&out).expect("a folder").flatten().map(|it| it.file_name()).collect();
    names.sort();
    assert_eq!(names, ["organizations.csv", "people.csv", "states.csv"]);

    // The record has the identifiers.
    let article = folder.path().join("a.txt");
    let text = "Prime Minister Astrid Fjellheim met the leaders of the Blue Harbour Party in Oslo on Monday. Norway \
                thanked Jens Stoltenberg.";
    std::fs::write(&article, text).expect("written");
    let output = memcon(&[
        "read",
        "--no-model",
        "--format",
        "json",
        "--published",
        "1996-05-08",
        "--knowledge",
        &out.to_string_lossy(),
        &article.to_string_lossy(),
    ]);
    let record = &records(&output)[0];
    let known: HashMap<&str, &str> = record["actors"]
        .as_array()
        .expect("actors")
        .iter()
        .filter_map(|actor| Some((actor["known_as"].as_str()?, actor["wikidata"].as_str()?)))
        .collect();
    assert_eq!(known.get("Astrid Fjellheim"), Some(&"Q900000101"), "{record}");
    assert_eq!(known.get("Blue Harbour Party"), Some(&"Q900000201"), "{record}");
    assert_eq!(known.get("Norway"), Some(&"Q900000010"), "{record}");
}

#[test]
fn a_packed_dump_gives_the_same_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = std::fs::read(dump("wikidata.json")).expect("the dump");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&plain).expect("packed");
    let mut bzip = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip.write_all(&plain).expect("packed");
    let mut tables: Vec<String> = Vec::new();
    for (name, bytes) in [
        ("d.json", plain),
        ("d.json.gz", gzip.finish().expect("packed")),
        ("d.json.bz2", bzip.finish().expect("packed")),
    ] {
        let (path, out) = (folder.path().join(name), folder.path().join(format!("{name}.base")));
        std::fs::write(&path, bytes).expect("written");
        let arguments = ["compile", "--wikidata", &path.to_string_lossy(), "--out", &out.to_string_lossy()]
            .map(str::to_owned);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert_eq!(memcon(&arguments).status.code(), Some(1), "the dump has wrong lines");
        let again = memcon(&arguments);
        assert_eq!(again.status.code(), Some(2));
        assert!(said(&again).contains("is there already"), "{}", said(&again));
        tables.push(std::fs::read_to_string(out.join("people.csv")).expect("the table"));
    }
    assert!(tables.iter().all(|table| *table == tables[0]));
}

#[test]
fn a_file_that_is_no_dump_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("base");
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a dump\n").expect("written");
    for option in ["--wikidata", "--geonames"] {
        for path in [&*text.to_string_lossy(), "no-such-file"] {
            let output = memcon(&["compile", option, path, "--out", &out.to_string_lossy()]);
            assert_eq!(output.status.code(), Some(2), "{option} {path}: {}", said(&output));
            assert!(said(&output).contains(path), "{}", said(&output));
            assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 0, "{option} {path}");
        }
    }
    assert_eq!(memcon(&["compile", "--out", "x"]).status.code(), Some(2), "nothing to compile");
}

#[test]
fn a_dump_of_geonames_becomes_the_gazetteer_of_the_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("readme.txt", b"about this file\n".to_vec()),
        ("NO.txt", std::fs::read(dump("geonames.txt")).expect("the dump")),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(&bytes).expect("packed");
    }
    let packed = folder.path().join("NO.zip");
    std::fs::write(&packed, zip.finish().expect("packed").into_inner()).expect("written");
    let mut bytes: Vec<Vec<u8>> = Vec::new();
    for (number, path) in [packed.to_string_lossy().into_owned(), dump("geonames.txt")].iter().enumerate() {
        let out = folder.path().join(format!("base{number}"));
        let output = memcon(&["compile", "--geonames", path, "--out", &out.to_string_lossy()]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        let complaints: Vec<&str> = said
            .lines()
            .filter_map(|line| line.split_once(&format!("{path}:")).map(|(_, rest)| rest))
            .collect();
        let expected = [
            "8: no country has the code \"QQ\"",
            "9: \"123.4\" is no latitude",
            "10: has 3 fields; GeoNames' table has 19",
            "11: \"x\" is no GeoNames identifier",
        ];
        assert_eq!(complaints, expected, "{said}");
        assert!(said.contains("5 places"), "{said}");
        bytes.push(std::fs::read(out.join("places.bin")).expect("a gazetteer"));
    }
    assert!(bytes[0] == bytes[1], "packed or not");

    let gazetteer = memcon::Gazetteer::read(&folder.path().join("base0/places.bin")).expect("a gazetteer");
    assert_eq!(gazetteer.len(), 5);
    assert_eq!((gazetteer.country("NOR"), gazetteer.country("PER")), (Some(900_000_300), Some(3_932_488)));
    let kinds = |name: &str| -> Vec<(u32, memcon::Feature)> {
        gazetteer.find(name).map(|place| (place.geonames, place.feature)).collect()
    };
    assert_eq!(kinds("Fjellvåk"), [(900_000_310, memcon::Feature::Division1)], "without its generic word");
    assert_eq!(kinds("Storvaak"), [(900_000_401, memcon::Feature::City)], "another name of a large town");
    assert!(kinds("Vesle Våk").is_empty(), "another name of a small one");
    assert!(kinds("Vestvåk Sentrum").is_empty(), "a quarter");

    let article = folder.path().join("a.txt");
    std::fs::write(&article, "Fishermen blocked the harbour in Lillevåk, Norway, on Monday.")
        .expect("written");
    let base = folder.path().join("base0");
    let output = memcon(&[
        "read",
        "--no-model",
        "--format",
        "json",
        "--knowledge",
        &base.to_string_lossy(),
        &article.to_string_lossy(),
    ]);
    let record = &records(&output)[0];
    let places = record["places"].as_array().expect("places");
    assert!(places.iter().any(|place| place["geonames"] == 900_000_402 && place["lat"] == 61.6), "{record}");

    let small = folder.path().join("small");
    let output = memcon(&[
        "compile",
        "--geonames",
        &dump("geonames.txt"),
        "--min-people",
        "1000",
        "--out",
        &small.to_string_lossy(),
    ]);
    assert!(said(&output).contains("4 places") && said(&output).contains("2 smaller"), "{}", said(&output));
}
