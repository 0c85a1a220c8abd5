//! New sheets, and what tells two books apart.

use mubiao::Settings;
use mubiao::compare::{self, Options};
use mubiao::diagnostic::Lang;
use mubiao::profile::NO_PROFILE;
use mubiao::round::{self, RoundError};
use mubiao::rules::malformed_identity;
use mubiao::skeleton::skeleton;

use crate::book::Book;
use crate::wire::FormName;

/// The forms of which a new sheet can be made.
pub(crate) fn forms(settings: &Settings) -> Vec<FormName> {
    let lang = settings.lang;
    let all = settings.profiles.iter().filter(|profile| profile.id != NO_PROFILE);
    all.map(|profile| FormName {
        id: profile.id.clone(),
        name: lang.pick(&profile.name.0, &profile.name.1).clone(),
        unit: match lang {
            Lang::Zh => profile.pattern().fill("单位代码", "单位名称", "财政区划代码"),
            Lang::En => profile.pattern().fill("CODE", "NAME", "DIVISION"),
        },
    })
    .collect()
}

/// A new sheet; the error is a sentence.
pub(crate) fn new_sheet(form: &str, unit: &str, year: i32, settings: &Settings) -> Result<String, String> {
    let lang = settings.lang;
    let Some(profile) = settings.profiles.find(form) else {
        return Err(lang.pick(
            format!("没有名为“{form}”的表样；请另选一个"),
            format!("there is no form \"{form}\"; choose another"),
        ));
    };
    if !(1994..2100).contains(&year) {
        return Err(lang.pick("年度应在 1994 至 2099 之间", "the year is one from 1994 to 2099").to_owned());
    }
    let unit = unit.trim();
    if unit.is_empty() || unit.contains(char::is_control) {
        let pattern = profile.pattern();
        let (zh, en) = (pattern.fill("单位代码", "单位名称", "财政区划代码"), pattern.fill("CODE", "NAME", "DIVISION"));
        return Err(lang.pick(format!("单位应写作“{zh}”"), format!("the unit is written \"{en}\"")));
    }
    let text = skeleton(profile, unit, year);
    let findings = mubiao::lint(&text, settings).findings;
    match findings.into_iter().find(|finding| finding.rule.name == malformed_identity::RULE.name) {
        Some(finding) => Err(finding.message),
        None => Ok(text),
    }
}

/// The year after.
pub(crate) fn next_year(book: &Book) -> Result<String, String> {
    let made = round::next_year(&book.text(), None, None, book.settings());
    made.map(|made| made.text).map_err(|error| why(&error, book))
}

/// The self-evaluation.
pub(crate) fn evaluation(book: &Book) -> Result<String, String> {
    let made = round::evaluation(&book.text(), None, None, book.settings());
    made.map(|made| made.text).map_err(|error| why(&error, book))
}

fn why(error: &RoundError, book: &Book) -> String {
    let name = book.output();
    let (zh, en) = match error {
        RoundError::NoProfile(_) => {
            let findings = mubiao::lint(&book.text(), book.settings()).findings;
            return findings.into_iter().next().map_or_else(String::new, |finding| finding.message);
        }
        RoundError::NoSheet => {
            (format!("“{name}”里没有表；请核对文件"), format!("there is no sheet in \"{name}\"; check the file"))
        }
        RoundError::NoYear => (
            format!("看不出“{name}”是哪一年度的；请在文件里写上年度"),
            format!("the year of \"{name}\" is not known; write it into the file"),
        ),
        RoundError::NoForm => (
            format!("没有与“{name}”相配的自评表样；请用“空白表”新建，选一种自评表样"),
            format!("no self-evaluation form goes with \"{name}\"; make a blank sheet of one that you choose"),
        ),
    };
    book.settings().lang.pick(zh, en)
}

/// The differences of two books: as JSON, or as a page.
pub(crate) fn compare(before: &Book, after: &Book, across_years: bool, page: bool) -> Result<String, String> {
    let settings = after.settings();
    let options = Options { profiles: settings.profiles.clone(), across_years, ..Options::default() };
    let texts = [before.text(), after.text()];
    let names = [before.output(), after.output()];
    let comparison = compare::compare(&texts[0], &texts[1], &options).map_err(|(at, _)| {
        let findings = mubiao::lint(&texts[at], settings).findings;
        let why = findings.into_iter().next().map_or_else(String::new, |finding| finding.message);
        format!("{}: {why}", names[at])
    })?;
    if page {
        return Ok(compare::page(names, &comparison, settings.lang));
    }
    let mut out = Vec::new();
    compare::write_json(&mut out, names, &comparison).map_err(|error| error.to_string())?;
    String::from_utf8(out).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Batch;
    use mubiao::import::Heard;

    fn open(name: &str, text: &str) -> Book {
        Batch::new(Settings::default()).open(name, text.as_bytes(), Heard::default()).unwrap()
    }

    #[test]
    fn a_new_sheet_of_every_form_opens() {
        let settings = Settings::default();
        for form in forms(&settings) {
            let unit = form
                .unit
                .replace("财政区划代码", "211300000")
                .replace("单位代码", "703001")
                .replace("单位名称", "甲局");
            let text = new_sheet(&form.id, &unit, 2027, &settings).unwrap_or_else(|why| panic!("{}: {why}", form.id));
            assert_eq!(open("new.mubiao", &text).about().sheets, 1, "{}", form.id);
        }
        assert!(new_sheet("liaoning-department", "", 2027, &settings).is_err());
        assert!(new_sheet("liaoning-department", "甲", 27, &settings).is_err());
    }

    #[test]
    fn the_next_year_differs_from_the_last() {
        let text = include_str!("../../tests/corpus/chaoyang-2021.mubiao");
        let (book, next) = (open("1.mubiao", text), next_year(&open("1.mubiao", text)).unwrap());
        assert!(next.contains("2022"));
        let after = open("2.mubiao", &next);
        let json = compare(&book, &after, true, false).unwrap();
        assert!(json.contains("\"same\": false"));
        assert!(compare(&book, &book, false, true).unwrap().contains("内容相同"));
    }
}
