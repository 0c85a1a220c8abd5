//! The settings of the VS Code extension: those of the server, each with its type, and every rule described.

use mubiao::diagnostic::{Group, Lang};
use mubiao::rules::RULES;
use serde_json::{Map, Value, json};

/// Its manifest; the settings of the server stand in one block, which is made here.
const MANIFEST: &str = "editors/vscode/package.json";
const FIRST: &str = "\n        \"mubiao.maxFindings\": ";
const BEHIND: &str = "\n      }\n    },\n    \"commands\"";

/// The texts of the manifest; those of the names that settings hold stand in one block, which is made here.
const TEXTS: [(Lang, &str); 2] =
    [(Lang::En, "editors/vscode/package.nls.json"), (Lang::Zh, "editors/vscode/package.nls.zh-cn.json")];

fn root() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap().replace("\r\n", "\n")
}

/// The file at `path` has this text, or gets it.
#[track_caller]
fn holds(path: &str, text: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(root().join(path), text).unwrap();
    }
    assert!(read(path) == text, "{path} is out of date; UPDATE_EXPECT=1 cargo test --test it extension rewrites it");
}

fn schema() -> Value {
    serde_json::from_str(&read("editors/mubiao.schema.json")).unwrap()
}

/// The settings that the server reads, in its own order: those of its own, then those of `mubiao.toml`.
fn server_settings() -> Vec<String> {
    let code = read("src/lsp/preferences.rs");
    let own = code.split("own(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let shared = code.split("const SHARED").nth(1).unwrap().split(';').nth(1).unwrap();
    let names: Vec<String> = own.chain(shared.split('"').skip(1).step_by(2)).map(str::to_owned).collect();
    assert!(names.iter().any(|name| name == "maxFindings") && names.iter().any(|name| name == "fiscal-year"));
    names
}

/// A name as editors spell it: `fiscalYear`.
fn camel(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap().to_owned();
    words.fold(first, |all, word| all + &word[..1].to_uppercase() + &word[1..])
}

/// The names that a type of the schema allows: their key among the texts, and what the schema says of them.
fn options(schema: &Value, name: &str) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let definition = &schema["$defs"][name];
    let named = definition["enum"].as_array().map(|all| all.iter().map(|one| (text(one), String::new())).collect());
    let described = || {
        let all = definition["oneOf"].as_array().unwrap();
        all.iter().map(|one| (text(&one["const"]), text(&one["description"]))).collect()
    };
    let all: Vec<(String, String)> = named.unwrap_or_else(described);
    all.into_iter().map(|(option, said)| (format!("option.{name}.{option}"), option, said)).collect()
}

/// A schema of one of these names, each with its description.
fn one_of(schema: &Value, name: &str) -> Value {
    let (names, said): (Vec<String>, Vec<String>) =
        options(schema, name).into_iter().map(|(key, option, _)| (option, format!("%{key}%"))).unzip();
    json!({ "type": "string", "enum": names, "enumDescriptions": said })
}

/// The name of the type that a property of the schema refers to.
fn referred(property: &Value) -> &str {
    property["$ref"].as_str().unwrap().rsplit('/').next().unwrap()
}

/// A setting that `mubiao.toml` has too, as VS Code describes it. Its default is what the server takes for not set.
fn shared(schema: &Value, name: &str) -> Value {
    let property = &schema["properties"][name];
    if let Some(choices) = property["anyOf"].as_array() {
        let mut setting = one_of(schema, referred(&choices[0]));
        setting["enum"].as_array_mut().unwrap().insert(0, json!(""));
        setting["enumDescriptions"].as_array_mut().unwrap().insert(0, json!("%option.unset%"));
        setting["default"] = json!("");
        return setting;
    }
    match property["type"].as_str().or(property["type"][0].as_str()).unwrap() {
        "string" => {
            let mut setting = json!({ "type": "string", "default": "" });
            if let Some(pattern) = property["pattern"].as_str() {
                setting["pattern"] = json!(format!("^$|{pattern}"));
                setting["patternErrorMessage"] = json!(format!("%config.{}.wrong%", camel(name)));
            }
            if let Some(examples) = property.get("examples") {
                setting["examples"] = examples.clone();
            }
            setting
        }
        "integer" => json!({
            "type": ["integer", "null"],
            "default": null,
            "minimum": property["minimum"],
            "maximum": property["maximum"],
        }),
        "array" => json!({
            "type": "array",
            "default": [],
            "uniqueItems": true,
            "items": one_of(schema, referred(&property["items"])),
        }),
        "object" => json!({
            "type": "object",
            "default": {},
            "propertyNames": one_of(schema, referred(&property["propertyNames"])),
            "additionalProperties": one_of(schema, referred(&property["additionalProperties"])),
        }),
        other => panic!("{name}: say here how VS Code is to show {other}"),
    }
}

/// A setting of the server as VS Code describes it.
fn described(schema: &Value, name: &str) -> Value {
    let mut setting = match name {
        "maxFindings" => json!({ "type": "integer", "default": 1000, "minimum": 0 }),
        "completion.pinyin" | "scanFolders" => json!({ "type": "boolean", "default": true }),
        _ => shared(schema, name),
    };
    // The server asks once, for all folders.
    setting["scope"] = json!("window");
    setting["markdownDescription"] = json!(format!("%config.{}%", camel(name)));
    setting
}

#[test]
fn the_extension_has_every_setting_of_the_server() {
    let (schema, manifest) = (schema(), read(MANIFEST));
    let (before, rest) = manifest.split_once(FIRST).unwrap();
    let (_, behind) = rest.split_once(BEHIND).unwrap();
    let setting = |name: &String| format!("\n        \"mubiao.{}\": {}", camel(name), described(&schema, name));
    let block: Vec<String> = server_settings().iter().map(setting).collect();
    holds(MANIFEST, &format!("{before}{}{BEHIND}{behind}", block.join(",")));
    let parsed: Map<String, Value> = serde_json::from_str(&read(MANIFEST)).unwrap();
    assert!(parsed["contributes"]["configuration"]["properties"]["mubiao.select"]["items"]["enum"].is_array());
}

/// What a name that a setting may hold means.
fn meaning(key: &str, option: &str, said: &str, lang: Lang) -> String {
    let group = Group::ALL.into_iter().find(|group| group.name() == option);
    let rule = RULES.iter().find(|rule| rule.name == option);
    match (rule, group, said.split_once(" / ")) {
        (Some(rule), ..) => rule.summary(lang).to_owned(),
        (_, Some(group), _) => {
            let label = group.label(lang);
            lang.pick(format!("{label}：这一类的全部规则"), format!("{label}: all rules of this group"))
        }
        _ if option == "all" => lang.pick("全部规则", "All rules").to_owned(),
        (.., Some((zh, en))) => lang.pick(zh, en).to_owned(),
        _ => panic!("{key} has no description"),
    }
}

#[test]
fn every_name_that_a_setting_may_hold_is_described_in_both_languages() {
    let schema = schema();
    let all: Vec<_> =
        ["Rule", "Level", "FixLevel", "LangName"].iter().flat_map(|name| options(&schema, name)).collect();
    for (lang, path) in TEXTS {
        let page = read(path);
        let line = |(key, option, said): &(String, String, String)| {
            format!("  {}: {},\n", json!(key), json!(meaning(key, option, said, lang)))
        };
        let made: String = all.iter().map(line).collect();
        // Behind them the texts of the commands follow, so that each line ends with a comma.
        let kept: String = page
            .split_inclusive('\n')
            .filter(|line| !all.iter().any(|(key, ..)| line.starts_with(&format!("  \"{key}\":"))))
            .filter(|line| !line.starts_with("  \"option.Rule."))
            .collect();
        let (before, behind) = kept.split_once("  \"command.fixAll\"").unwrap();
        holds(path, &format!("{before}{made}  \"command.fixAll\"{behind}"));
    }
}
