//! How points are spread over indicators: as the form states them a class, otherwise as is customary.

use crate::outline::Heading;
use rust_decimal::Decimal;

/// The points of an indicator, and what is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Share {
    /// The points of its class.
    pub(super) class: u32,
    /// Its own.
    pub(super) points: Decimal,
    /// How they were found.
    pub(super) remark: String,
}

/// Spreads `total` points over the indicators whose classes these are, each as the form or the sheet spells it.
pub(super) fn spread(classes: &[String], total: u32) -> Vec<Share> {
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for class in classes {
        match groups.iter_mut().find(|(own, _)| own == class) {
            Some((_, count)) => *count += 1,
            None => groups.push((class, 1)),
        }
    }
    let of_form: Option<Vec<u32>> =
        groups.iter().map(|(class, _)| Heading::read(class).points.map(|(_, most)| most)).collect();
    let stated = of_form.is_some();
    let usual = of_form.or_else(|| customary(&groups));
    let weights = usual.unwrap_or_else(|| groups.iter().map(|(_, count)| *count as u32).collect());
    let points = apportioned(&weights, total);
    let mut left: Vec<std::vec::IntoIter<Decimal>> =
        groups.iter().zip(&points).map(|((_, count), points)| evenly(*points, *count).into_iter()).collect();
    let share = |class: &String| {
        let at = groups.iter().position(|(own, _)| own == class)?;
        let (points, count) = (points[at], groups[at].1);
        let name = Heading::read(class).key;
        let name = if name.is_empty() { class } else { &*name };
        let by = if stated { "表样" } else { "惯例" };
        let remark = format!("# 分值按{by}分配：{name} {points} 分，{count} 个指标均分");
        Some(Share { class: points, points: left[at].next()?, remark })
    };
    classes.iter().filter_map(share).collect()
}

/// The customary points of the classes; those that custom does not know get as much as the others on average an
/// indicator.
fn customary(groups: &[(&str, usize)]) -> Option<Vec<u32>> {
    let lines = include_str!("../../data/points.tsv").lines().filter(|line| !line.starts_with('#'));
    let spread = |line: &str| -> Option<Vec<Option<u32>>> {
        let cells: Vec<&str> = line.split('\t').collect();
        let words: Vec<(&str, u32)> =
            cells.chunks_exact(2).filter_map(|pair| Some((pair[0], pair[1].parse().ok()?))).collect();
        let of = |class: &str| words.iter().find(|(word, _)| class.contains(word)).map(|(_, points)| *points);
        let points: Vec<Option<u32>> = groups.iter().map(|(class, _)| of(class)).collect();
        points.iter().any(Option::is_some).then_some(points)
    };
    let known = |points: &Vec<Option<u32>>| points.iter().flatten().count();
    let mut best: Option<Vec<Option<u32>>> = None;
    for points in lines.filter_map(spread) {
        if best.as_ref().is_none_or(|best| known(&points) > known(best)) {
            best = Some(points);
        }
    }
    let best = best?;
    let of_known = || best.iter().zip(groups).filter_map(|(points, (_, count))| Some(((*points)?, *count)));
    let (points, count) = of_known().fold((0, 0), |(all, rows), (points, count)| (all + points, rows + count as u32));
    let each = points.checked_div(count).unwrap_or(1).max(1);
    Some(best.iter().zip(groups).map(|(points, (_, rows))| points.unwrap_or(each * *rows as u32)).collect())
}

/// Whole points in the proportion of the weights that come to `total`; what is left over goes to the greatest remainders.
fn apportioned(weights: &[u32], total: u32) -> Vec<u32> {
    let all: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    if all == 0 {
        return weights.iter().map(|_| 0).collect();
    }
    let exact = |weight: &u32| u64::from(*weight) * u64::from(total);
    let mut points: Vec<u32> = weights.iter().map(|weight| (exact(weight) / all) as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(exact(&weights[*at]) % all), *at));
    let left = total - points.iter().sum::<u32>();
    for at in order.into_iter().take(left as usize) {
        points[at] += 1;
    }
    points
}

/// `points` over `count` rows: whole ones, or tenths where there are more rows than points.
fn evenly(points: u32, count: usize) -> Vec<Decimal> {
    let (units, scale) = if points as usize >= count { (points, 0) } else { (points * 10, 1) };
    let (each, more) = (units / count as u32, units as usize % count);
    let share = |at: usize| Decimal::new(i64::from(each) + i64::from(at < more), scale).normalize();
    (0..count).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(classes: &[&str], total: u32, points: &[&str]) -> Vec<Share> {
        let classes: Vec<String> = classes.iter().map(|class| (*class).to_owned()).collect();
        let shares = spread(&classes, total);
        let found: Vec<String> = shares.iter().map(|share| share.points.to_string()).collect();
        assert_eq!(found, points);
        let sum: Decimal = shares.iter().map(|share| share.points).sum();
        assert_eq!(sum, Decimal::from(total));
        shares
    }

    #[test]
    fn points_are_those_of_the_form_or_the_customary_ones() {
        let shares = check(
            &["产出指标（50分）", "产出指标（50分）", "产出指标（50分）", "效益指标（30分）", "满意度指标（10分）"],
            90,
            &["17", "17", "16", "30", "10"],
        );
        assert_eq!(shares[0].remark, "# 分值按表样分配：产出指标 50 分，3 个指标均分");
        let shares = check(&["产出指标", "效益指标", "满意度指标"], 90, &["50", "30", "10"]);
        assert_eq!(shares[1].remark, "# 分值按惯例分配：效益指标 30 分，1 个指标均分");
        check(&["成本指标", "产出指标", "效益指标", "满意度指标"], 90, &["20", "40", "20", "10"]);
        // A class that a sheet has not leaves its points to the others.
        check(&["产出指标", "效益指标"], 100, &["63", "37"]);
        check(&["履职效能", "履职效能", "预算执行"], 100, &["34", "33", "33"]);
        check(&["甲"; 12], 10, &["0.9", "0.9", "0.9", "0.9", "0.8", "0.8", "0.8", "0.8", "0.8", "0.8", "0.8", "0.8"]);
    }
}
