//! Characters that look like others and stand for them: radicals, compatibility ideographs, presentation forms, dashes.
//!
//! Text taken out of a PDF often holds `⽬` (U+2F4C) where `目` is meant; both look the same, and nothing matches. Such a
//! character is read as the ordinary one. One by one: a normalization of whole texts takes `①537.12` for `1537.12`.

use std::borrow::Cow;
use std::ops::Deref;

use super::bytes;

/// The character that `c` is meant as, where `c` only looks like it.
pub fn ordinary(c: char) -> Option<char> {
    let code = c as u32;
    let of = |table: &str, first: u32| table.chars().nth((code - first) as usize).filter(|&meant| meant != c);
    match code {
        ..0x2e80 => None,
        0x2e80..=0x2ef3 => of(SUPPLEMENT, 0x2e80),
        0x2f00..=0x2fd5 => of(KANGXI, 0x2f00),
        0xf900..=0xfaff => of(COMPATIBILITY, 0xf900),
        0xfe10..=0xfe19 => of(VERTICAL, 0xfe10),
        0xfe30..=0xfe6b => of(FORMS, 0xfe30),
        0x2f800..=0x2fa1d => of(SUPPLEMENTARY, 0x2f800),
        _ => None,
    }
}

/// Whether `c` is a dash of its own that stands for a plain one in months, codes and numbers. A soft hyphen shows only
/// where a line ends, and text taken from a page holds only what shows.
pub fn is_dash(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{2010}' | '\u{2011}' | '\u{2212}')
}

/// `text` with a plain dash for every such one.
pub fn plain_dashes(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, 0xc2 | 0xe2)) && text.contains(is_dash) {
        Cow::Owned(text.chars().map(|c| if is_dash(c) { '-' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether nobody can tell what `c` stands for: private use, and the mark of a failure.
pub fn is_unreadable(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{f0000}'..='\u{10ffff}')
}

/// `text` with the ordinary character for each that only looks like one.
pub fn plain(text: &str) -> Cow<'_, str> {
    // Short texts are asked for the bytes that such characters begin with first.
    let begins = text.len() > 96 || memchr::memchr3(0xe2, 0xef, 0xf0, text.as_bytes()).is_some();
    if begins && may_hold(text) && text.chars().any(|c| ordinary(c).is_some()) {
        Cow::Owned(text.chars().map(|c| ordinary(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// In longer texts comparing many bytes at once takes fewer steps than going from character to character.
const LONG: usize = 256;

/// Whether `text` may hold a character that only looks like another; what is false is certain.
pub fn may_hold(text: &str) -> bool {
    if text.len() > LONG {
        // No byte within a character is one that such a character begins with, so all pairs are asked.
        let pairs = text.as_bytes().iter().zip(&text.as_bytes()[1..]);
        return pairs.fold(0, |found, (&a, &b)| found | u8::from(starts(a, b))) != 0;
    }
    bytes::beside_han(text).any(|(at, byte)| byte >= 0xe2 && starts(byte, text.as_bytes()[at + 1]))
}

/// Whether a character that begins with those two bytes may be one: U+2E80 to U+2FFF, U+F000 to U+FEFF, U+10000 and above.
/// No more is asked than it takes to leave out what is common, full-width forms above all.
#[inline]
pub fn starts(a: u8, b: u8) -> bool {
    ((a == 0xe2) & (b >= 0xba)) | ((a == 0xef) & (b < 0xbc)) | (a >= 0xf0)
}

/// A text and how it is read: with the ordinary character for each that only looks like one, where both are as long in
/// bytes. Every place is the same in both.
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    source: &'t str,
    text: Cow<'t, str>,
}

/// How `source` is read; `None` where that is as it stands.
pub fn reading(source: &str) -> Option<String> {
    let meant = |c: char| ordinary(c).filter(|meant| meant.len_utf8() == c.len_utf8());
    let differs = may_hold(source) && source.chars().any(|c| meant(c).is_some());
    differs.then(|| source.chars().map(|c| meant(c).unwrap_or(c)).collect())
}

impl<'t> Reading<'t> {
    /// How `source` is read.
    pub fn of(source: &'t str) -> Self {
        Self { source, text: reading(source).map_or(Cow::Borrowed(source), Cow::Owned) }
    }

    /// A source that is read as it stands, where that is known.
    pub fn plain(source: &'t str) -> Self {
        Self { source, text: Cow::Borrowed(source) }
    }

    /// The text as it stands.
    pub fn source(&self) -> &'t str {
        self.source
    }
}

impl Deref for Reading<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// U+2F00 to U+2FD5, the radicals of Kangxi; those that fonts for simplified characters draw as 户 and 青 are these.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
    寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠\
";

/// U+2E80 to U+2EF3, by `EquivalentUnifiedIdeograph.txt` of Unicode 14; ⺀ repeats the character before it.
const SUPPLEMENT: &str = "\
    々厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛\
    犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑\
    钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟\
";

/// U+F900 to U+FAFF, by their canonical decompositions.
const COMPATIBILITY: &str = "\
    豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟\
    廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累\
    縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮\
    兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈\
    裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉\
    杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘\
    藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益\
    礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎\
    懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸\
    難響頻恵𤋮舘﩮﩯並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒\
    敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆\
    視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎﫚﫛﫜﫝﫞﫟\
    﫠﫡﫢﫣﫤﫥﫦﫧﫨﫩﫪﫫﫬﫭﫮﫯﫰﫱﫲﫳﫴﫵﫶﫷﫸﫹﫺﫻﫼﫽﫾﫿\
";

/// U+2F800 to U+2FA1D, by theirs.
const SUPPLEMENTARY: &str = "\
    丽丸乁𠄢你侮侻倂偺備僧像㒞𠘺免兔兤具𠔜㒹內再𠕋冗冤仌冬况𩇟凵刃㓟刻剆割剷㔕勇勉勤\
    勺包匆北卉卑博即卽卿卿卿𠨬灰及叟𠭣叫叱吆咞吸呈周咢哶唐啓啣善善喙喫喳嗂圖嘆圗噑噴\
    切壮城埴堍型堲報墬𡓤売壷夆多夢奢𡚨𡛪姬娛娧姘婦㛮㛼嬈嬾嬾𡧈寃寘寧寳𡬘寿将当尢㞁屠\
    屮峀岍𡷤嵃𡷦嵮嵫嵼巡巢㠯巽帨帽幩㡢𢆃㡼庰庳庶廊𪎒廾𢌱𢌱舁弢弢㣇𣊸𦇚形彫㣣徚忍志忹\
    悁㤺㤜悔𢛔惇慈慌慎慌慺憎憲憤憯懞懲懶成戛扝抱拔捐𢬌挽拼捨掃揤𢯱搢揅掩㨮摩摾撝摷㩬\
    敏敬𣀊旣書晉㬙暑㬈㫤冒冕最暜肭䏙朗望朡杞杓𣏃㭉柺枅桒梅𣑭梎栟椔㮝楂榣槪檨𣚣櫛㰘次\
    𣢧歔㱎歲殟殺殻𣪍𡴋𣫺汎𣲼沿泍汧洖派海流浩浸涅𣴞洴港湮㴳滋滇𣻑淹潮𣽞𣾎濆瀹瀞瀛㶖灊\
    災灷炭𠔥煅𤉣熜𤎫爨爵牐𤘈犀犕𤜵𤠔獺王㺬玥㺸㺸瑇瑜瑱璅瓊㼛甤𤰶甾𤲒異𢆟瘐𤾡𤾸𥁄㿼䀈\
    直𥃳𥃲𥄙𥄳眞真真睊䀹瞋䁆䂖𥐝硎碌磌䃣𥘦祖𥚚𥛅福秫䄯穀穊穏𥥼𥪧𥪧竮䈂𥮫篆築䈧𥲀糒䊠\
    糨糣紀𥾆絣䌁緇縂繅䌴𦈨𦉇䍙𦋙罺𦌾羕翺者𦓚𦔣聠𦖨聰𣍟䏕育脃䐋脾媵𦞧𦞵𣎓𣎜舁舄辞䑫芑\
    芋芝劳花芳芽苦𦬼若茝荣莭茣莽菧著荓菊菌菜𦰶𦵫𦳕䔫蓱蓳蔖𧏊蕤𦼬䕝䕡𦾱𧃒䕫虐虜虧虩蚩\
    蚈蜎蛢蝹蜨蝫螆䗗蟡蠁䗹衠衣𧙧裗裞䘵裺㒻𧢮𧥦䚾䛇誠諭變豕𧲨貫賁贛起𧼯𠠄跋趼跰𠣞軔輸\
    𨗒𨗭邔郱鄑𨜮鄛鈸鋗鋘鉼鏹鐕𨯺開䦕閷𨵷䧦雃嶲霣𩅅𩈚䩮䩶韠𩐊䪲𩒖頋頋頩𩖶飢䬳餩馧駂駾\
    䯎𩬰鬒鱀鳽䳎䳭鵧𪃎䳸𪄅𪈎𪊑麻䵖黹黾鼅鼏鼖鼻𪘀\
";

/// U+FE10 to U+FE19, punctuation of vertical lines.
const VERTICAL: &str = "，、。：；！？〖〗…";

/// U+FE30 to U+FE6B, more of it, and small forms.
const FORMS: &str = "\
    ‥—–＿︴（）｛｝〔〕【】《》〈〉「」『』﹅﹆［］﹉﹊﹋﹌﹍﹎﹏，、．﹓；：？！\
    —（）｛｝〔〕＃＆＊＋－＜＞＝﹧＼＄％＠\
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_become_what_is_meant() {
        assert_eq!(plain("⽬⾏⽀⼈⻚⻓⻔①²豈\u{2f800}"), "目行支人页长门①²豈丽");
        assert_eq!(plain("537.12，①"), "537.12，①");
        assert_eq!(ordinary('\u{2fd5}'), Some('龠'));
        assert_eq!(ordinary('\u{2ef3}'), Some('龟'));
        assert_eq!(ordinary('\u{2fa1d}'), Some('\u{2a600}'));
        assert_eq!(ordinary('\u{2e9a}'), None);
        assert_eq!(ordinary('\u{fa0e}'), None);
        assert_eq!(ordinary('\u{fe6b}'), Some('＠'));
        assert_eq!(plain_dashes("2021\u{2011}12\u{2212}\u{ad}"), "2021-12--");
    }

    #[test]
    fn every_radical_is_known_and_found() {
        let radicals = ('\u{2e80}'..='\u{2ef3}').chain('\u{2f00}'..='\u{2fd5}').filter(|&c| c != '\u{2e9a}');
        for c in radicals {
            let meant = ordinary(c).unwrap_or_else(|| panic!("{c} stands for nothing"));
            let (text, expected) = (format!("年{c}度"), format!("年{meant}度"));
            assert!(may_hold(&text), "{c}");
            assert_eq!(plain(&text), expected);
            let reading = Reading::of(&text);
            assert_eq!(reading.len(), text.len());
            assert_eq!(*reading == *expected, meant.len_utf8() == 3, "{c}");
        }
        for c in ('\0'..=char::MAX).filter(|&c| ordinary(c).is_some()) {
            assert!(may_hold(&c.to_string()), "{c}");
        }
    }

    #[test]
    fn an_ordinary_text_is_read_as_it_stands() {
        let text = "年度绩效目标（“三公”经费）——完成 100％…\r\n";
        assert!(!may_hold(text) && matches!(Reading::of(text).text, Cow::Borrowed(_)));
    }
}
