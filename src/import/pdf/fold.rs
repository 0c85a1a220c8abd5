//! Characters that a PDF holds instead of those that are meant: they look the same, and nothing matches them.

/// The character that `c` is meant as. One by one: a normalization of whole texts takes `①537.12` for `1537.12`.
pub(super) fn fold(c: char) -> char {
    let code = c as u32;
    let of = |table: &str, first: u32| table.chars().nth((code - first) as usize).unwrap_or(c);
    match code {
        ..0xa0 => c,
        0xa0 | 0x2000..=0x200a | 0x202f | 0x205f => ' ',
        // A soft hyphen shows only where a line ends, and a PDF holds only what shows.
        0xad | 0x2010 | 0x2011 | 0x2212 => '-',
        0x2e80..=0x2ef3 => of(SUPPLEMENT, 0x2e80),
        0x2f00..=0x2fd5 => of(KANGXI, 0x2f00),
        0xf900..=0xfaff => of(COMPATIBILITY, 0xf900),
        0xfe35 => '（',
        0xfe36 => '）',
        0xfe3d => '《',
        0xfe3e => '》',
        0xfe41 => '「',
        0xfe42 => '」',
        _ => c,
    }
}

/// Whether a character only looks like another one.
pub(super) fn is_compatible(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}')
}

/// Whether nobody can tell what a character stands for: private use, control characters, and the mark of a failure.
pub(super) fn is_unreadable(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' | '\u{fffd}' | '\u{f0000}'..='\u{10ffff}' | '\u{1}'..='\u{8}' | '\u{e}'..='\u{1f}')
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

/// U+2E80 to U+2EF3, after `EquivalentUnifiedIdeograph.txt` of Unicode 16; a simplified form stands for the simplified
/// character.
const SUPPLEMENT: &str = "\
    々厂乛⺃乙亻冂几刀刂卜卩小小尢尢尢尢巳幺彑彐忄心扌攵⺚旡日月歹母民氵氺灬爪爫丬牛\
    犭王疋目示礻竹糸纟罓罒网网网羊羊羊耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝\
    钅長镸长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟\
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_become_what_is_meant() {
        let folded: String = "⽬⾏⽀⼈⻚⻓⻔①²\u{2212}\u{ad}豈".chars().map(fold).collect();
        assert_eq!(folded, "目行支人页长门①²--豈");
        assert_eq!(fold('\u{2fd5}'), '龠');
        assert_eq!(fold('\u{2ef3}'), '龟');
        assert!(is_unreadable('\u{e012}') && !is_unreadable('目'));
    }
}
