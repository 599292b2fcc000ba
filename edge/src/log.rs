//! One line a request, for whoever reads the Worker's logs, and the same as numbers (`/metrics`): the
//! route and never the address, which may hold what somebody typed.

use std::cell::OnceCell;

use serde::Serialize;
use worker::{AnalyticsEngineDataPointBuilder, AnalyticsEngineDataset, Env};

use crate::clock::to_js;
use crate::metrics;

/// What is told of a request.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Line<'a> {
    /// The route's name, such as `/products/{id}`.
    pub(crate) route: &'static str,
    pub(crate) face: &'static str,
    /// The site's id; empty where none was found.
    pub(crate) site: &'a str,
    pub(crate) status: u16,
    /// Ids of the sources that were asked and answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sources: Vec<String>,
    /// What the caches had to do with it.
    pub(crate) cache: &'static str,
    /// How long it took, as far as the clock moves: it stands still while nothing is waited for.
    pub(crate) ms: i64,
    /// Why it failed, or why what it gives is old.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
}

thread_local! {
    static DATASET: OnceCell<Option<AnalyticsEngineDataset>> = const { OnceCell::new() };
}

impl Line<'_> {
    /// Writes it, and counts it.
    pub(crate) fn write(&self, env: &Env) {
        metrics::count(self);
        let dataset = DATASET.with(|set| set.get_or_init(|| env.analytics_engine("METRICS").ok()).clone());
        if let Some(dataset) = dataset {
            let point = AnalyticsEngineDataPointBuilder::new()
                .indexes([self.route])
                .add_blob(self.route)
                .add_blob(self.face)
                .add_blob(self.site)
                .add_blob(self.cache)
                .add_double(f64::from(self.status))
                .add_double(to_js(self.ms))
                .build();
            // Numbers that are lost are no reason to fail.
            let _ = dataset.write_data_point(&point);
        }
        let json = serde_json::to_string(self).unwrap_or_default();
        if self.status >= 500 { worker::console_error!("{json}") } else { worker::console_log!("{json}") }
    }
}
