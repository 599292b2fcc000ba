use super::*;

fn post(change: impl FnOnce(&mut Untold)) -> Untold {
    let mut post = Untold {
        id: 1.0,
        thread: 1.0,
        site: String::new(),
        question: 0,
        staff: 0,
        held: 0,
        hidden: 0,
        person: Some(2.0),
        text: String::new(),
    };
    change(&mut post);
    post
}

fn thread(change: impl FnOnce(&mut Thread)) -> Thread {
    let mut thread = Thread { person: Some(1.0), ..Thread::default() };
    change(&mut thread);
    thread
}

#[test]
fn staff_hear_of_what_is_theirs() {
    let question = || post(|post| post.question = 1);
    let held = || post(|post| post.held = 1);
    let by_staff = || post(|post| post.staff = 1);
    let cases = [
        ("customers have their turn", thread(|_| ()), question(), None),
        ("a private question", thread(|one| one.private = 1), question(), Some(News::Waits)),
        ("for staff alone", thread(|one| one.urgency = 1), question(), Some(News::Waits)),
        ("begins with the first line", thread(|one| one.step = 1), question(), Some(News::Waits)),
        ("urgent", thread(|one| one.urgency = 2), question(), Some(News::First)),
        ("a stranger's first", thread(|one| one.held = 1), question(), Some(News::Approve)),
        (
            "spam, however urgent",
            thread(|one| (one.held, one.urgency) = (1, 2)),
            question(),
            Some(News::Approve),
        ),
        ("an answer of customers", thread(|one| one.step = 1), post(|_| ()), None),
        ("a stranger's answer", thread(|_| ()), held(), Some(News::Approve)),
        ("it goes on in private", thread(|one| one.private = 1), post(|_| ()), Some(News::Said)),
        (
            "somebody has taken it",
            thread(|one| one.assigned = "a@b.c".into()),
            post(|_| ()),
            Some(News::Said),
        ),
        ("their own answer", thread(|one| one.private = 1), by_staff(), None),
        ("hidden meanwhile", thread(|one| (one.private, one.hidden) = (1, 1)), question(), None),
        ("a hidden answer", thread(|one| one.private = 1), post(|post| post.hidden = 1), None),
        ("part of another", thread(|one| (one.private, one.merged) = (1, Some(2.0))), post(|_| ()), None),
    ];
    for (told, thread, post, expect) in cases {
        assert_eq!(staffs_news(&thread, &[post]), expect, "{told}");
    }
}

#[test]
fn followers_hear_of_others_answers() {
    let follower = |person: Option<f64>| Follower { person, ..Follower::default() };
    let cases = [
        ("an answer", Some(1.0), thread(|_| ()), post(|_| ()), true),
        ("their own", Some(2.0), thread(|_| ()), post(|_| ()), false),
        ("of nobody known", None, thread(|_| ()), post(|post| post.person = None), true),
        ("the question", Some(1.0), thread(|_| ()), post(|post| post.question = 1), false),
        ("held", Some(1.0), thread(|_| ()), post(|post| post.held = 1), false),
        ("hidden", Some(1.0), thread(|_| ()), post(|post| post.hidden = 1), false),
        (
            "their private question",
            Some(1.0),
            thread(|one| one.private = 1),
            post(|post| post.staff = 1),
            true,
        ),
        (
            "their own in private, written elsewhere",
            Some(1.0),
            thread(|one| one.private = 1),
            post(|_| ()),
            false,
        ),
        ("made private", Some(3.0), thread(|one| one.private = 1), post(|post| post.staff = 1), false),
        ("private, of nobody known", None, thread(|one| one.private = 1), post(|post| post.staff = 1), false),
    ];
    for (told, person, thread, post, expect) in cases {
        let posts = [post];
        assert_eq!(!followers_news(&follower(person), &thread, &posts).is_empty(), expect, "{told}");
    }
}
