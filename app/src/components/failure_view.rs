//! An error message, with an action where there is one.

use leptos::prelude::*;

/// A failure. The children are what the user can do about it.
#[component]
pub fn FailureView(
    /// The heading.
    title: String,
    /// The message.
    message: String,
    /// Buttons, if any.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="failure" role="alert" data-testid="error">
            <h2>{title}</h2>
            <p data-testid="reason">{message}</p>
            {children.map(|children| children())}
        </div>
    }
}
