//! What the JSON face tells beside pages: the answers of a site's sources.

use serde::{Deserialize, Serialize};

use crate::knowledge::{Article, Found, Thread};
use crate::order::Order;
use crate::product::{Product, Products};

/// The answer of a route that has no page of its own yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Data {
    /// `/products`
    Products(Products),
    /// `/products/{id}`
    Product(Product),
    /// `/ask?q=`
    Found(Found),
    /// `/articles/{id}`
    Article(Article),
    /// `/ask/{id}`
    Thread(Thread),
    /// `/orders`
    Order(Order),
    /// `POST /ask`
    Asked(Asked),
}

/// A question that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The thread's id, as in [`Thread::id`].
    pub id: String,
}
