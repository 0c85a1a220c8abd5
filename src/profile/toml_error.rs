//! What the TOML reader says, which is English, in Chinese.

/// What the reader says of the text, or how that begins, and the Chinese of it.
const SAID: &[(&str, &str)] = &[
    ("string values must be quoted", "文字要加引号"),
    ("missing value", "等号后面缺少取值"),
    ("key with no value", "这一行缺少等号和取值"),
    ("extra `=`", "多了一个等号"),
    ("unclosed array table", "这一行两边应为“[[”和“]]”"),
    ("unclosed array", "列表缺少结尾的“]”"),
    ("unclosed table", "这一行缺少结尾的“]”"),
    ("unclosed inline table", "缺少结尾的“}”"),
    ("missing comma between array elements", "列表的两项之间缺少逗号"),
    ("extra comma in array", "列表里多了一个逗号"),
    ("unexpected `=` in array", "列表里不能写等号"),
    ("extra comma in inline table", "花括号里多了一个逗号"),
    ("missing comma between key-value pairs", "花括号里的两项之间缺少逗号"),
    ("missing assignment between key-value pairs", "设置名和取值之间缺少等号"),
    ("extra assignment between key-value pairs", "设置名和取值之间多了一个等号"),
    ("missing key", "等号前面缺少设置名"),
    ("invalid inline table element", "花括号里应为“设置名 = 取值”"),
    ("unexpected key or value", "这一行多了内容；每行只写一个设置"),
    ("unexpected content", "这一行多了内容；每行只写一个设置"),
    ("invalid key-value pair", "这一行应为“设置名 = 取值”"),
    ("missing table open", "这一行缺少开头的“[”"),
    ("duplicate key", "这个设置写了两次，请删去一处"),
    ("cannot extend value", "这个设置名与前面的重复，请删去一处"),
    ("invalid unquoted key", "设置名里有不能用的字符；须加引号"),
    ("unquoted keys cannot be empty", "缺少设置名"),
    ("missing opening quote", "文字缺少开头的引号"),
    ("invalid literal string", "文字的引号没有配对，或其中有不能用的字符"),
    ("invalid basic string", "文字的引号没有配对，或其中有不能用的字符"),
    ("invalid multi-line", "多行文字的引号没有配对，或其中有不能用的字符"),
    ("invalid string", "文字的引号没有配对，或其中有不能用的字符"),
    ("missing escaped value", "反斜杠后面的写法不对；路径请用单引号，或用“/”"),
    ("too few unicode value digits", "反斜杠后面的写法不对；路径请用单引号，或用“/”"),
    ("invalid comment character", "注释里有不能用的控制字符"),
    ("invalid boolean", "应为 true 或 false"),
    ("invalid date-time", "日期的写法不对"),
    ("unexpected leading zero", "数字不能以 0 开头；代码请加引号"),
    ("invalid value", "取值的写法不对"),
    ("invalid type", "取值的类型不对"),
    ("invalid length", "取值的个数不对"),
    ("data did not match any variant", "取值的类型不对"),
    ("cannot recurse", "层次太多"),
    ("recursion limit", "层次太多"),
    ("invalid ", "数字的写法不对"),
];

/// What serde wants, and the Chinese of it.
const WANTED: &[(&str, &str)] = &[
    ("a string", "加引号的文字"),
    ("a sequence", "方括号里的列表"),
    ("a boolean", " true 或 false"),
    ("a map", "一组设置"),
    ("struct ", "一组设置"),
    ("u8", "整数"),
    ("u16", "整数"),
    ("u32", "整数"),
    ("u64", "整数"),
    ("usize", "整数"),
    ("i32", "整数"),
    ("i64", "整数"),
];

/// The Chinese of a message of the TOML reader.
pub(crate) fn chinese(message: &str) -> String {
    let said = SAID.iter().find(|(english, _)| message.starts_with(english));
    let mut chinese = said.map_or("这里的写法不对", |(_, chinese)| chinese).to_owned();
    if message.starts_with("invalid type")
        && let Some((_, wanted)) = message.rsplit_once(", expected ")
        && let Some((_, wanted)) = WANTED.iter().find(|(english, _)| wanted.starts_with(english))
    {
        chinese.push_str("，应为");
        chinese.push_str(wanted);
    }
    chinese
}

#[cfg(test)]
mod tests {
    use super::chinese;
    use toml::de::DeTable;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = DeTable::parse(text).unwrap_err();
        assert_eq!(chinese(error.message()), expected, "{}", error.message());
    }

    #[test]
    fn common_slips_are_said_in_chinese() {
        check("lang = ", "文字要加引号");
        check("lang = zh", "文字要加引号");
        check("lang", "这一行缺少等号和取值");
        check("lang = \"zh", "文字的引号没有配对，或其中有不能用的字符");
        check("lang = 'zh", "文字的引号没有配对，或其中有不能用的字符");
        check("select = ['a' 'b']", "列表的两项之间缺少逗号");
        check("select = ['a'", "列表缺少结尾的“]”");
        check("[fix\na = 1", "这一行缺少结尾的“]”");
        check("lang = 'zh'\nlang = 'en'", "这个设置写了两次，请删去一处");
        check("lang = 'zh' profile = 'a'", "这一行多了内容；每行只写一个设置");
        check("a = 021", "数字不能以 0 开头；代码请加引号");
    }

    #[test]
    fn values_of_another_type_are_said_in_chinese() {
        #[derive(Debug, serde::Deserialize)]
        #[expect(dead_code)]
        struct Two {
            list: Option<Vec<String>>,
            flag: Option<bool>,
        }
        let said = |text: &str| chinese(toml::from_str::<Two>(text).unwrap_err().message());
        assert_eq!(said("list = 1"), "取值的类型不对，应为方括号里的列表");
        assert_eq!(said("list = [1]"), "取值的类型不对，应为加引号的文字");
        assert_eq!(said("flag = 'x'"), "取值的类型不对，应为 true 或 false");
    }

    #[test]
    fn nothing_is_left_in_english() {
        assert_eq!(chinese("something new"), "这里的写法不对");
    }
}
