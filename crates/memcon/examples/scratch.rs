use std::io::{BufRead, Write};
fn main() {
    let m = memcon::Memcon::new(memcon::Knowledge::bundled());
    let out = std::io::stdout();
    let mut out = out.lock();
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let page = memcon::Page { source: v["id"].as_str().unwrap().into(), bytes: v["text"].as_str().unwrap().as_bytes().to_vec(), id: Some(v["id"].as_str().unwrap().into()), published: v["published"].as_str().map(Into::into), format: Some(memcon::Format::Text), ..Default::default() };
        writeln!(out, "{}", serde_json::to_string(&m.process(&page)).unwrap()).unwrap();
    }
}
