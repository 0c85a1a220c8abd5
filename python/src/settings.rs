//! The settings of a call, checked once.

use std::sync::Arc;

use mubiao::config::{Policy, Selector};
use mubiao::diagnostic::Lang;
use mubiao::rules::RULES;
use pyo3::prelude::*;

use crate::MubiaoError;

/// How sheets are to be read, and which rules run.
#[pyclass(frozen, module = "mubiao._native")]
pub(crate) struct Settings {
    pub(crate) settings: mubiao::Settings,
}

#[pymethods]
impl Settings {
    #[new]
    #[pyo3(signature = (profile=None, fiscal_year=None, lang="zh", select=None, ignore=None))]
    fn new(
        profile: Option<String>,
        fiscal_year: Option<i32>,
        lang: &str,
        select: Option<Vec<String>>,
        ignore: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let lang = match lang {
            "zh" => Lang::Zh,
            "en" => Lang::En,
            other => return Err(MubiaoError::new_err(format!("lang is \"zh\" or \"en\", not {other:?}"))),
        };
        let named = |names: &[String], option| {
            Selector::parse_all(names, option, RULES).map_err(|error| MubiaoError::new_err(error.message(lang)))
        };
        let select = select.map(|names| named(&names, "select")).transpose()?;
        let ignore = named(&ignore.unwrap_or_default(), "ignore")?;
        let policy = if select.is_none() && ignore.is_empty() {
            Policy::default()
        } else {
            Policy::selecting(RULES, select.as_deref(), &ignore)
        };
        if fiscal_year.is_some_and(|year| !(1000..=9999).contains(&year)) {
            return Err(MubiaoError::new_err("fiscal_year has four digits"));
        }
        let settings = mubiao::Settings { lang, profile, fiscal_year, policy: Arc::new(policy), ..Default::default() };
        if let Some(name) = &settings.profile
            && settings.profiles.find(name).is_none()
        {
            let known: Vec<&str> = settings.profiles.names().collect();
            return Err(MubiaoError::new_err(format!("there is no profile {name:?}; known are: {}", known.join(", "))));
        }
        Ok(Self { settings })
    }
}
