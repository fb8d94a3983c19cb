//! Stable names for things: the first half of a SHA-256, in hexadecimal.

use sha2::{Digest, Sha256};

/// Sixteen hexadecimal digits that depend on `parts` and their borders only.
pub(crate) fn stable_id(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::stable_id;

    #[test]
    fn borders_count() {
        assert_ne!(stable_id(&["ab", "c"]), stable_id(&["a", "bc"]));
        assert_eq!(stable_id(&["ab", "c"]).len(), 16);
    }
}
