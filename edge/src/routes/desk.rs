//! `/desk…`: what waits for staff.

use model::view::{Block, DeskField, DeskForm, DeskPage, View};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::Verb;
use crate::error::Error;
use crate::form::Form;
use crate::router::Visit;
use crate::staff;

/// Shows the form by GET; signs in by POST, whom the shop names by a token in the field `identity`, and leads to the desk.
pub(crate) async fn sign_in(visit: &Visit, request: &mut Request, env: &Env) -> Result<Answer, Error> {
    visit.site().desk.as_ref().ok_or(Error::UnknownPage)?;
    if visit.asked.verb == Verb::Get {
        let field = DeskField {
            name: "identity".to_owned(),
            kind: "text".to_owned(),
            label: "Token".to_owned(),
            ..DeskField::default()
        };
        let form = DeskForm {
            action: "/desk/sign-in".to_owned(),
            fields: vec![field],
            submit: "Sign in".to_owned(),
        };
        return Ok(shown(DeskPage {
            title: "Sign in".to_owned(),
            blocks: vec![Block::Form(form)],
            ..DeskPage::default()
        }));
    }
    let form = Form::read(request, &visit.asked.origin).await?;
    let staff = staff::of_token(visit, env, &form.identity)?;
    let mut answer = shown(DeskPage::default());
    answer.status = 303;
    answer.headers.push(("location", visit.asked.keep().with("/desk", &[])));
    answer.headers.push(staff::keep(visit, env, &staff).await?);
    Ok(answer)
}

/// A page of the desk: for who is signed in alone.
pub(crate) fn shown(page: DeskPage) -> Answer {
    Answer::linked(View::Desk(Box::new(page)))
}

pub(crate) async fn queue(visit: &Visit, request: &mut Request, env: &Env) -> Result<Answer, Error> {
    staff::signed_in(visit, request, env).await?;
    Err(Error::UnknownPage)
}

pub(crate) async fn thread(
    _id: &str,
    visit: &Visit,
    request: &mut Request,
    env: &Env,
) -> Result<Answer, Error> {
    staff::signed_in(visit, request, env).await?;
    Err(Error::UnknownPage)
}

pub(crate) async fn log(visit: &Visit, request: &mut Request, env: &Env) -> Result<Answer, Error> {
    staff::signed_in(visit, request, env).await?;
    Err(Error::UnknownPage)
}
