//! The body of a page as paragraphs, and which of them are link lists.

use dom_query::{Document, NodeRef};

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "figure",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "form",
    "body",
    "address",
    "details",
    "summary",
    "center",
    "tbody",
    "thead",
    "caption",
];

/// Elements whose words nobody reads in the article.
const UNREAD: &[&str] =
    &["script", "style", "noscript", "template", "figcaption", "button", "select", "svg", "iframe"];

/// One paragraph of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its words; `\n` where the page breaks a line.
    pub(super) text: String,
    /// Characters of it inside links.
    pub(super) linked: usize,
    /// Name of the element that it stands in directly.
    pub(super) element: String,
}

impl Block {
    /// True when (nearly) all of it is links, as in lists of other stories.
    pub(super) fn is_link(&self) -> bool {
        self.linked * 10 >= self.text.chars().count() * 9
    }

    fn is_heading(&self) -> bool {
        matches!(self.element.as_bytes(), [b'h', b'1'..=b'6'])
    }
}

/// Paragraphs of `html`, in order.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let page = Document::from(html);
    let mut writer = Writer { blocks: Vec::new(), text: String::new(), linked: 0, element: String::new() };
    let Some(root) = page.body() else {
        return Vec::new();
    };
    // A walk without recursion: pages nest as deep as they like.
    let mut node = root;
    let mut links = 0_usize;
    loop {
        let name = if node.is_element() { node.node_name() } else { None };
        let name = name.as_deref().unwrap_or("");
        let unread = UNREAD.contains(&name);
        if node.is_text() {
            writer.push(&node.text(), links > 0);
        } else if name == "br" {
            writer.text.push('\n');
        } else if BLOCKS.contains(&name) || unread {
            writer.end(name);
        } else if name == "a" {
            links += 1;
        }
        if !unread && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        if name == "a" && !unread {
            links = links.saturating_sub(1);
        }
        match next_after(node, root, &mut writer, &mut links) {
            Some(next) => node = next,
            None => break,
        }
    }
    writer.end("");
    writer.blocks
}

/// The node after `node` and all it holds; closes the elements that end in between.
fn next_after<'a>(
    mut node: NodeRef<'a>,
    root: NodeRef<'a>,
    writer: &mut Writer,
    links: &mut usize,
) -> Option<NodeRef<'a>> {
    loop {
        if node.id == root.id {
            return None;
        }
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent()?;
        let name = node.node_name();
        let name = name.as_deref().unwrap_or("");
        if BLOCKS.contains(&name) {
            let outer = node.parent().and_then(|it| it.node_name());
            writer.end(outer.as_deref().unwrap_or(""));
        } else if name == "a" {
            *links = links.saturating_sub(1);
        }
    }
}

/// Collects words until a paragraph ends.
struct Writer {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    element: String,
}

impl Writer {
    fn push(&mut self, words: &str, in_link: bool) {
        for c in words.chars() {
            if c.is_whitespace() {
                if !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else if !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') {
                self.text.push(c);
                self.linked += usize::from(in_link);
            }
        }
        // Spaces between linked words are linked too.
        if in_link {
            self.linked += words.trim().chars().filter(|c| *c == ' ').count();
        }
    }

    /// Ends the paragraph; the next one stands in `element`.
    fn end(&mut self, element: &str) {
        let text = std::mem::take(&mut self.text);
        let paragraphs: Vec<String> = paragraphs(&text);
        let linked = std::mem::take(&mut self.linked);
        let alone = paragraphs.len() == 1;
        for text in paragraphs {
            // Of a block cut up by `<br><br>` it is not known which part the links were in.
            let linked = if alone { linked } else { 0 };
            self.blocks.push(Block { text, linked, element: self.element.clone() });
        }
        self.element = element.to_owned();
    }
}

/// Cuts where the page breaks the line twice; trims every line.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = vec![String::new()];
    for line in text.split('\n').map(str::trim) {
        match found.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            _ => found.push(String::new()),
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

/// Leaves out links to other stories: lines that are nothing but a link and do not end as a sentence does,
/// when they stand together or where prose is around them.
pub(super) fn without_links_elsewhere(blocks: Vec<Block>) -> Vec<Block> {
    let elsewhere = |block: &Block| {
        block.is_link()
            && !block.is_heading()
            && !matches!(block.element.as_str(), "td" | "th" | "dt")
            && !block.text.ends_with(['.', '?', '!', '”', '"', ':'])
            && block.text.split_whitespace().count() >= 3
    };
    // A page that is a list of links has nothing else to show.
    let (all, links) = blocks.iter().fold((0, 0), |(all, links), block| {
        (all + block.text.len(), links + if elsewhere(block) { block.text.len() } else { 0 })
    });
    if links * 2 > all {
        return blocks;
    }
    blocks.into_iter().filter(|block| !elsewhere(block)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_links_are_counted_and_lines_kept() {
        let found = blocks(
            "<body><p>The <a>port of Lund</a> is (<em>still</em>) shut.</p><ul><li><a>Port strike: day four</a></li>\
             </ul><div>One<br>two<br><br>three<script>x()</script></div></body>",
        );
        let texts: Vec<&str> = found.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(
            texts,
            ["The port of Lund is (still) shut.", "Port strike: day four", "One\ntwo", "three"]
        );
        assert!(!found[0].is_link() && found[1].is_link());
        assert_eq!(without_links_elsewhere(found).len(), 3);
    }
}
