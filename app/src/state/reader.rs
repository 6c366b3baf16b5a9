//! A reader who answers before the model's answer is shown: a class first, then how sure they are.

use leptos::prelude::*;
use model::class::Class;

use super::PageState;
use crate::protocol::JobId;
use crate::state::worklist::film::Sureness;
use crate::state::worklist::{ReaderAnswer, WorklistFilm};
use crate::strings::worklist::unnamed;

impl PageState {
    /// The class that the reader chose for a film and has yet to confirm.
    pub fn chosen_class(self, job: JobId) -> Option<Class> {
        let draft = self.list.draft.get();
        draft
            .filter(|(film, _)| *film == job)
            .map(|(_, class)| class)
    }

    /// Chooses the reader's class for a film whose answer is hidden.
    pub fn choose_class(self, job: JobId, class: Class) {
        if self.waits_for_reader(job) {
            self.list.draft.set(Some((job, class)));
        }
    }

    /// Completes the reader's answer for a film, which shows the model's. Without a class nothing happens.
    pub fn answer_as_reader(self, job: JobId, sureness: Sureness) {
        let class = untrack(|| self.chosen_class(job));
        if let Some(class) = class.filter(|_| self.waits_for_reader(job)) {
            self.list.draft.set(None);
            self.list.readers.set(None);
            let answer = ReaderAnswer { class, sureness };
            self.worklist.update(|list| list.set_reader(job, answer));
        }
    }

    /// What a film is called on screen: its name, unless a reader who reads blind must not see it.
    pub fn title(self, film: &WorklistFilm) -> String {
        if film.hides_name(self.reads_blind()) {
            unnamed(film.number())
        } else {
            film.name.clone()
        }
    }

    fn waits_for_reader(self, job: JobId) -> bool {
        let blind = untrack(|| self.reads_blind());
        let worklist = self.worklist.read_untracked();
        worklist.film(job).is_some_and(|film| film.is_hidden(blind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, Examined, Times};
    use crate::state::worklist::{Answer, Stage};
    use model::answer_set::Level;
    use model::calibration::Logits;
    use model::class::PerClass;
    use model::fitted::Fitted;
    use model::output::NetworkOutput;
    use model::reading::{Evidence, Reading};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const FILM: JobId = JobId(0);

    fn state() -> (Owner, PageState) {
        let owner = Owner::new();
        owner.set();
        let state = PageState::new();
        let output = NetworkOutput {
            logits: Logits(PerClass([0.0, 3.0, 1.0])),
            features: Vec::new(),
        };
        let evidence = Evidence::new(None, &output, None);
        let answer = Answer {
            reading: Reading::of("a", &Fitted::default(), &evidence, Level::DEFAULT),
            examined: Examined::Film(evidence),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        state.worklist.update(|list| {
            list.add(FILM, "a".to_owned());
            list.set_stage(FILM, Stage::Answered(answer));
        });
        (owner, state)
    }

    fn reader(state: PageState) -> Option<ReaderAnswer> {
        state
            .worklist
            .with_untracked(|list| list.film(FILM)?.reader)
    }

    #[test]
    fn an_answer_shows_the_models_and_stands() {
        let (_owner, state) = state();
        state.list.arrangement.update(|it| it.blind = true);
        let hidden = || {
            state
                .worklist
                .with_untracked(|list| state.hides(list.film(FILM).unwrap()))
        };
        assert!(hidden());
        let title = || {
            state
                .worklist
                .with_untracked(|list| state.title(list.film(FILM).unwrap()))
        };
        assert!(title().starts_with("Film "));
        state.answer_as_reader(FILM, Sureness::Sure);
        assert_eq!(reader(state), None, "no class was chosen");
        state.choose_class(FILM, Class::Pneumonia);
        assert!(hidden());
        state.answer_as_reader(FILM, Sureness::Unsure);
        assert!(!hidden());
        assert_eq!(title(), "a");
        let first = ReaderAnswer {
            class: Class::Pneumonia,
            sureness: Sureness::Unsure,
        };
        assert_eq!(reader(state), Some(first));
        state.choose_class(FILM, Class::Normal);
        state.answer_as_reader(FILM, Sureness::Sure);
        assert_eq!(reader(state), Some(first));
    }

    #[test]
    fn an_answer_that_was_seen_is_no_blind_one() {
        let (_owner, state) = state();
        state.choose_class(FILM, Class::Normal);
        state.answer_as_reader(FILM, Sureness::Sure);
        assert_eq!(reader(state), None);
    }
}
