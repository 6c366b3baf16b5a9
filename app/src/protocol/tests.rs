//! Messages survive a round trip, and have the form that `bench.js` writes.

use super::*;
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_request_survives_a_round_trip() {
    let start = Start {
        model: ModelChoice::Light,
        own: None,
        forced: Some(EngineKind::WebGpu),
        avoid_gpu: Some(WhyCpu::Lost("gone".into())),
        cache: CachePolicy::Reload,
        purpose: Purpose::Films,
        threads: Some(1),
    };
    let read = Request::Read {
        job: JobId(7),
        exclusive: true,
        member: Some(3),
        frame: None,
        fixes: vec![Fix::Rotate180, Fix::Invert],
    };
    let helper = Start {
        cache: CachePolicy::Only("ab01".into()),
        ..start.clone()
    };
    for request in [start, helper]
        .map(Request::Start)
        .into_iter()
        .chain([read, Request::Forward])
    {
        let json = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&json).unwrap(), request);
    }
}

#[test]
fn messages_have_the_form_that_bench_js_writes() {
    let start = r#"{"Start":{"forced":"cpu","avoid_gpu":null,"cache":"Use","purpose":"Timing","threads":null}}"#;
    assert!(serde_json::from_str::<Request>(start).is_ok());
    assert!(serde_json::from_str::<Request>(r#""Forward""#).is_ok());
    let read = r#"{"Read":{"job":1,"exclusive":true}}"#;
    assert_eq!(
        serde_json::from_str::<Request>(read).unwrap(),
        Request::Read {
            job: JobId(1),
            exclusive: true,
            member: None,
            frame: None,
            fixes: Vec::new()
        }
    );
    let reply = Reply::Checking(EngineKind::Cpu);
    assert_eq!(
        serde_json::to_string(&reply).unwrap(),
        r#"{"Checking":"cpu"}"#
    );
}

#[test]
fn an_engine_is_found_by_its_exact_word() {
    assert_eq!(EngineKind::from_word("webgpu"), Some(EngineKind::WebGpu));
    assert_eq!(EngineKind::from_word("cpu"), Some(EngineKind::Cpu));
    assert_eq!(EngineKind::from_word("WebGPU"), None);
}
