//! `GET /articles/{id}`: a question that the shop has answered.

use model::view::View;
use worker::Env;

use crate::answer::Answer;
use crate::error::Error;
use crate::present;
use crate::router::Visit;
use crate::source;

pub(crate) async fn get(id: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let told = source::article(env, visit.site(), id, visit.lang.code()).await?;
    Ok(Answer::told_page(told, vec![["article:", id].concat()], |article| {
        View::Article(present::ask::article(visit, article))
    }))
}
