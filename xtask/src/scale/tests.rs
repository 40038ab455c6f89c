use super::{Size, check, files, mangle, truth, works};

const SMALL: Size = Size { provinces: 2, communes: 3, years: 2, rows: 40 };

#[test]
fn equal_sizes_give_equal_files() {
    let [one, other] = [works(SMALL).unwrap(), works(SMALL).unwrap()];
    let print = |works: &[super::Plan]| -> Vec<(String, String)> {
        works
            .iter()
            .flat_map(|plan| files(plan).into_iter().map(|file| (file.print(plan), file.name)))
            .collect()
    };
    assert_eq!(print(&one), print(&other));
    assert_eq!(truth(&one), truth(&other));
}

#[test]
fn every_file_of_a_small_corpus_is_read_exactly() {
    for plan in works(SMALL).unwrap() {
        for layout in [super::Layout::Tabs, super::Layout::Markdown, super::Layout::Page] {
            for draft in [false, true] {
                let file = super::File { name: format!("{}.txt", plan.work), layout, draft };
                let read = check::read(file.print(&plan).as_bytes(), &file, &plan);
                assert_eq!(read.differences, Vec::<String>::new());
                assert_eq!(read.found, plan.rows.len());
            }
        }
    }
}

#[test]
fn slips_and_copies_come_as_often_as_they_say() {
    let works = works(Size { provinces: 10, communes: 100, years: 2, rows: 10 }).unwrap();
    let cited: Vec<_> = works.iter().filter_map(|plan| plan.cited.as_ref()).collect();
    let share = |count: usize, of: usize| count as f64 * 100.0 / of as f64;
    let numbers = cited.iter().filter(|cited| cited.number != cited.right_number).count();
    let dates = cited.iter().filter(|cited| cited.date != cited.right_date).count();
    let copies = works.iter().filter(|plan| files(plan).len() == 2).count();
    for (count, wanted) in [(numbers, mangle::NUMBERS), (dates, mangle::DATES), (copies, super::COPIES)] {
        let share = share(count, cited.len());
        assert!((share - wanted as f64).abs() < 1.2, "{share} % for {wanted} %");
    }
    assert!(cited.iter().any(|cited| cited.parent.is_none()));
}

#[test]
fn rows_point_at_rows_of_the_parent_and_no_name_stands_twice() {
    let works = works(SMALL).unwrap();
    for plan in works.iter().filter(|plan| plan.cited.is_some()) {
        let parent = works
            .iter()
            .find(|other| Some(&other.work) == plan.cited.as_ref().and_then(|cited| cited.parent.as_ref()));
        let carried = plan.rows.iter().filter(|row| row.parent.is_some()).count();
        let share = carried * 100 / plan.rows.len();
        assert!(parent.is_none() && share == 0 || (60..90).contains(&share), "{share} %");
        for row in plan.rows.iter().filter(|row| row.parent.is_some()) {
            let of_kind: Vec<_> = parent.unwrap().of(row.kind).collect();
            assert_eq!(of_kind[row.parent.unwrap()].template, row.template);
        }
        let mut names: Vec<String> = plan.rows.iter().map(super::row::Row::name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}

#[test]
fn groups_of_communes_are_those_of_provinces() {
    let pools = super::template::pools().unwrap();
    for own in &pools.own {
        let known = pools.province.iter().any(|other| (other.kind, other.group) == (own.kind, own.group));
        assert!(known, "{}", own.group);
    }
}
