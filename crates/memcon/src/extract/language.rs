//! Which language a text is in.

/// Letters below which a guess is worth nothing.
const ENOUGH: usize = 60;
/// Characters that are looked at.
const SAMPLE: usize = 6000;

/// A language.
pub(super) struct Language {
    /// ISO 639-1 where there is one, else ISO 639-3.
    pub code: &'static str,
    /// In English.
    pub name: &'static str,
}

/// The language of `text`. Short or doubtful texts count as English: they are read, not passed over.
pub(super) fn of(text: &str) -> Language {
    const ENGLISH: Language = Language { code: "en", name: "English" };
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let sample = &text[..end];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH {
        return ENGLISH;
    }
    match whatlang::detect(sample) {
        Some(found) if found.lang() != whatlang::Lang::Eng && found.is_reliable() => {
            Language { code: two_letters(found.lang()), name: found.lang().eng_name() }
        }
        _ => ENGLISH,
    }
}

/// ISO 639-1 codes of the languages that the news is most often in.
fn two_letters(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match lang {
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Fin => "fi",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Hin => "hi",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        other => other.code(),
    }
}
