//! The pages beside the films, and the navigation between them.

pub mod diagnosis_page;
pub mod model_page;
pub mod privacy_page;

use leptos::ev;
use leptos::html::Section;
use leptos::prelude::*;

use self::diagnosis_page::DiagnosisPage;
use self::model_page::ModelPage;
use self::privacy_page::PrivacyPage;
use crate::components::form::ActionButton;
use crate::components::language_choice::LanguageChoice;
use crate::components::theme_choice::ThemeChoice;
use crate::state::PageState;
use crate::state::page::Page;
use crate::state::tour::TourStep;
use crate::strings::{self, pages as words, tour};
use crate::web::environment;

/// Links to all pages; the part of the address after `#` decides which is shown.
#[component]
pub fn Navigation() -> impl IntoView {
    let PageState {
        page, tour: step, ..
    } = expect_context();
    let start_tour = Callback::new(move |()| step.set(Some(TourStep::Films)));
    let follow = move || page.set(Page::of_hash(&environment::hash()));
    follow();
    let listener = window_event_listener(ev::hashchange, move |_| follow());
    on_cleanup(move || listener.remove());
    Effect::new(move |_| {
        let title = match page.get() {
            Page::Films => strings::name(),
            other => format!("{} – {}", words::name(other), strings::name()),
        };
        document().set_title(&title);
    });
    let links = Page::ALL.map(|each| {
        let current = move || (page.get() == each).then_some("page");
        view! {
            <a href=format!("#{}", each.word()) aria-current=current>
                {words::name(each)}
            </a>
        }
    });
    view! {
        <nav class="pages" aria-label=words::navigation()>
            {links.collect_view()}
            <div class="choices">
                <ActionButton
                    text=tour::start()
                    class="link"
                    test_id="tour-start"
                    on_click=start_tour
                />
                <LanguageChoice />
                <ThemeChoice />
            </div>
        </nav>
    }
}

/// The page that is shown beside the films, if any. It takes the focus, so that a screen reader starts
/// there.
#[component]
pub fn ShownPage() -> impl IntoView {
    let page = expect_context::<PageState>().page;
    let section = NodeRef::<Section>::new();
    Effect::new(move |_| {
        if let Some(section) = section.get() {
            // Only an element that is not in the document refuses the focus.
            drop(section.focus());
        }
    });
    move || {
        let shown = page.get();
        let content = match shown {
            Page::Films => return None,
            Page::Model => view! { <ModelPage /> }.into_any(),
            Page::Privacy => view! { <PrivacyPage /> }.into_any(),
            Page::Diagnosis => view! { <DiagnosisPage /> }.into_any(),
        };
        Some(view! {
            <section
                class="page"
                node_ref=section
                tabindex="-1"
                data-page=shown.word()
                aria-labelledby="page-heading"
            >
                <h2 id="page-heading">{words::name(shown)}</h2>
                {content}
            </section>
        })
    }
}
