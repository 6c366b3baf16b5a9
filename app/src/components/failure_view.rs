//! Something that did not work: a heading, a sentence, and where there is one, a way out.

use leptos::prelude::*;

/// A failure as people read it. The children are the way out.
#[component]
pub fn FailureView(
    /// What does not work now.
    title: &'static str,
    /// Why, as a sentence.
    message: String,
    /// What the user can do here.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="failure" role="alert" data-testid="error">
            <h2>{title}</h2>
            <p>{message}</p>
            {children.map(|children| children())}
        </div>
    }
}
