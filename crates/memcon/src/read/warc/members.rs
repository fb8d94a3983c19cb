//! A gzip file of many members, read on after a damaged one.

use std::io::{self, BufRead, Cursor, Error, ErrorKind, Read};

use flate2::bufread::GzDecoder;

/// How every member begins: the magic number, and deflate as its method.
const START: [u8; 3] = [0x1f, 0x8b, 0x08];

/// Packed bytes of a member that are kept to be searched again. A page packed is smaller.
const KEPT: usize = 1 << 20;

/// What all members hold, one after the other. Archives put each record into a member of its own, so a damaged member
/// is one error of the kind [`ErrorKind::InvalidData`], and the next read begins with the member after it.
pub(super) struct Members<R> {
    state: State<R>,
}

enum State<R> {
    Between(Raw<R>),
    Within(GzDecoder<Raw<R>>),
    /// Looking for the next member after a damaged one.
    Lost(Raw<R>),
    Over,
}

impl<R: BufRead> Members<R> {
    /// The members of `raw`.
    pub(super) fn new(raw: R) -> Members<R> {
        Members { state: State::Between(Raw { front: Cursor::default(), kept: None, inner: raw }) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(mut raw) => {
                    let (found, skipped) = raw.next_start()?;
                    if found {
                        self.state = State::Within(GzDecoder::new(raw));
                    }
                    if skipped {
                        return Err(Error::new(ErrorKind::InvalidData, "bytes that are not gzip"));
                    }
                }
                State::Lost(mut raw) => {
                    if raw.next_start()?.0 {
                        self.state = State::Within(GzDecoder::new(raw));
                    }
                }
                State::Within(mut member) => match member.read(into) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(read) => {
                        self.state = State::Within(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        let mut raw = member.into_inner();
                        raw.rewind();
                        self.state = State::Lost(raw);
                        let cause = match error.kind() {
                            ErrorKind::UnexpectedEof => "the gzip data is cut off".to_owned(),
                            _ => format!("damaged gzip data ({error})"),
                        };
                        return Err(Error::new(ErrorKind::InvalidData, cause));
                    }
                },
            }
        }
    }
}

/// The packed bytes. Those of the current member are kept, since a damaged one may have been read into the next.
struct Raw<R> {
    /// To be read before `inner`.
    front: Cursor<Vec<u8>>,
    /// None when the member has more than [`KEPT`].
    kept: Option<Vec<u8>>,
    inner: R,
}

impl<R: BufRead> Raw<R> {
    /// Goes to the next [`START`]: whether there was one, and whether anything but padding stood before it.
    fn next_start(&mut self) -> io::Result<(bool, bool)> {
        let (mut matched, mut skipped) = (0, false);
        loop {
            let bytes = self.fill_buf()?;
            if bytes.is_empty() {
                return Ok((false, skipped || matched > 0));
            }
            let mut used = 0;
            while used < bytes.len() && matched < START.len() {
                let byte = bytes[used];
                if byte == START[matched] {
                    matched += 1;
                } else {
                    skipped |= matched > 0 || byte != 0;
                    matched = usize::from(byte == START[0]);
                }
                used += 1;
            }
            self.consume(used);
            if matched == START.len() {
                self.put_back(&START);
                self.kept = Some(Vec::new());
                return Ok((true, skipped));
            }
        }
    }

    /// Back to the second byte of the current member, so that its own start is not found again.
    fn rewind(&mut self) {
        let kept = self.kept.take().unwrap_or_default();
        self.put_back(kept.get(1..).unwrap_or_default());
    }

    fn put_back(&mut self, bytes: &[u8]) {
        let rest = self.front.get_ref().get(self.front.position() as usize..).unwrap_or_default();
        self.front = Cursor::new([bytes, rest].concat());
    }
}

impl<R: BufRead> Read for Raw<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Raw<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.front.fill_buf()?.is_empty() { self.inner.fill_buf() } else { self.front.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        let Raw { front, kept, inner } = self;
        let from_front = front.fill_buf().is_ok_and(|bytes| !bytes.is_empty());
        let bytes = if from_front { front.fill_buf() } else { inner.fill_buf() };
        if let (Some(keeping), Ok(bytes)) = (kept.as_mut(), bytes) {
            if keeping.len() + amount > KEPT {
                *kept = None;
            } else {
                keeping.extend_from_slice(&bytes[..amount.min(bytes.len())]);
            }
        }
        if from_front { front.consume(amount) } else { inner.consume(amount) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// The text of the good members, and how many errors came.
    fn read(bytes: &[u8]) -> (String, usize) {
        let mut members = Members::new(bytes);
        let (mut text, mut errors) = (Vec::new(), 0);
        loop {
            let mut piece = [0; 7];
            match members.read(&mut piece) {
                Ok(0) => return (String::from_utf8_lossy(&text).into_owned(), errors),
                Ok(read) => text.extend_from_slice(&piece[..read]),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::InvalidData);
                    errors += 1;
                }
            }
        }
    }

    #[test]
    fn a_damaged_member_costs_only_itself() {
        let parts = [member("first "), member("second "), member("third")];
        assert_eq!(read(&parts.concat()), ("first second third".to_owned(), 0));
        let padded = [&parts[0][..], &[0; 9], &parts[2]].concat();
        assert_eq!(read(&padded), ("first third".to_owned(), 0));
        let junk = [&parts[0][..], b"junk", &parts[2]].concat();
        assert_eq!(read(&junk), ("first third".to_owned(), 1));
        let mut broken = parts.clone();
        broken[1].truncate(14);
        let (text, errors) = read(&broken.concat());
        assert!(text.starts_with("first ") && text.ends_with("third") && errors == 1, "{text} {errors}");
        let cut = &parts.concat()[..parts.concat().len() - 3];
        assert_eq!(read(cut).1, 1);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(
            proptest::sample::select(vec![0x1f_u8, 0x8b, 8, 0, 1, 255, 3]), 0..120,
        )) {
            proptest::prop_assert!(read(&bytes).1 <= bytes.len());
        }
    }
}
