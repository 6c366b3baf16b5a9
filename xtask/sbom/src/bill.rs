//! The bill as a `CycloneDX` document, version 1.5: one component for each crate, for Rust's standard library and for
//! each model, and what needs which.
//!
//! It has no date and no serial number: the same sources have the same bill.

use std::io;

use cyclonedx_bom::external_models::spdx::SpdxExpression;
use cyclonedx_bom::external_models::uri::Purl;
use cyclonedx_bom::models::component::{Classification, Scope};
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::prelude::{
    Bom, Component, Components, Metadata, NormalizedString, SpecVersion, Validate,
};

use crate::library::Library;
use crate::lock::{Checksums, Locked};
use crate::models::Model;
use crate::tree::{PAGE, Package, Packages};

/// The version of the format.
const FORMAT: SpecVersion = SpecVersion::V1_5;

/// The page as a whole.
const PRODUCT: &str = "pneumoscope";

/// What a bill lists.
pub(crate) struct Contents<'a> {
    /// The crates.
    pub(crate) packages: &'a Packages,
    /// Their checksums.
    pub(crate) checksums: &'a Checksums,
    /// The models.
    pub(crate) models: &'a [Model],
    /// The standard library.
    pub(crate) library: &'a Library,
}

/// The bill in JSON.
///
/// # Errors
/// [`io::Error`] names what the format does not take.
pub(crate) fn json(contents: &Contents) -> io::Result<Vec<u8>> {
    let bill = bill(contents)?;
    let found = bill.validate_version(FORMAT);
    if found.has_errors() {
        return Err(io::Error::other(format!("no valid CycloneDX: {found:?}")));
    }
    let mut json = Vec::new();
    bill.output_as_json(&mut json, FORMAT)
        .map_err(io::Error::other)?;
    json.push(b'\n');
    Ok(json)
}

fn bill(contents: &Contents) -> io::Result<Bom> {
    let Contents {
        packages,
        checksums,
        models,
        library,
    } = contents;
    let mut dependencies: Vec<Dependency> = Vec::new();
    let mut components = Vec::new();
    let mut parts = Vec::new();
    for (key, package) in *packages {
        if package.name == PAGE {
            parts.push(key.clone());
        }
        components.push(of_package(key, package, checksums)?);
        dependencies.push(needs(key, package.needs.iter().cloned().collect()));
    }
    let library = standard_library(library)?;
    parts.extend(library.bom_ref.clone());
    components.push(library);
    for model in *models {
        let model = of_model(model);
        parts.extend(model.bom_ref.clone());
        components.push(model);
    }
    let version = packages
        .values()
        .find(|package| package.name == PAGE)
        .map(|package| package.version.as_str());
    let version = version.ok_or_else(|| io::Error::other(format!("there is no crate {PAGE}")))?;
    dependencies.insert(0, needs(PRODUCT, parts));
    let product = Component::new(
        Classification::Application,
        PRODUCT,
        version,
        Some(PRODUCT.to_owned()),
    );
    Ok(Bom {
        serial_number: None,
        metadata: Some(Metadata {
            component: Some(product),
            ..Metadata::default()
        }),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(dependencies)),
        spec_version: FORMAT,
        ..Bom::default()
    })
}

fn needs(key: &str, dependencies: Vec<String>) -> Dependency {
    Dependency {
        dependency_ref: key.to_owned(),
        dependencies,
    }
}

fn of_package(key: &str, package: &Package, checksums: &Checksums) -> io::Result<Component> {
    let Package {
        name,
        version,
        licence,
        in_page,
        ..
    } = package;
    let mut component =
        Component::new(Classification::Library, name, version, Some(key.to_owned()));
    component.scope = Some(if *in_page {
        Scope::Required
    } else {
        Scope::Excluded
    });
    if !licence.is_empty() {
        let expression = SpdxExpression::parse_lax(licence.clone());
        let expression = expression.map_err(|error| io::Error::other(format!("{key}: {error}")))?;
        component.licenses = Some(Licenses(vec![LicenseChoice::Expression(expression)]));
    }
    // Our own crates have neither checksum nor a place in the registry, where others may have their names.
    if let Some(checksum) = checksums.get(key) {
        component.hashes = Some(hashes(checksum));
        component.purl = Some(package_url(name, version)?);
    }
    Ok(component)
}

fn package_url(name: &str, version: &str) -> io::Result<Purl> {
    Purl::new("cargo", name, version).map_err(io::Error::other)
}

/// The standard library, with the crates that it is locked to, on whichever platform they are used.
fn standard_library(library: &Library) -> io::Result<Component> {
    let version = &library.version;
    let key = format!("rust-std@{version}");
    let mut component = Component::new(Classification::Library, "rust-std", version, Some(key));
    component.description = Some(NormalizedString::new(
        "Rust's standard library, with all crates that it is locked to",
    ));
    component.scope = Some(Scope::Required);
    component.licenses = Some(Licenses(vec![LicenseChoice::expression(
        "MIT OR Apache-2.0",
    )]));
    let part = |part: &Locked| -> io::Result<Component> {
        Ok(Component {
            hashes: part.checksum.as_deref().map(hashes),
            purl: Some(package_url(&part.name, &part.version)?),
            ..Component::new(Classification::Library, &part.name, &part.version, None)
        })
    };
    let parts: io::Result<Vec<Component>> = library.parts.iter().map(part).collect();
    component.components = Some(Components(parts?));
    Ok(component)
}

/// A model, with the hash of its scorecard, which has those of its weights, and with its files.
fn of_model(model: &Model) -> Component {
    let kind = Classification::MachineLearningModel;
    let mut component = Component::new(
        kind,
        &model.folder,
        &model.date,
        Some(format!("{}/", model.folder)),
    );
    component.description = Some(NormalizedString::new(&model.network));
    component.scope = Some(Scope::Required);
    component.licenses = Some(Licenses(vec![LicenseChoice::license(&model.licence)]));
    component.hashes = Some(hashes(&model.scorecard));
    let file = |(name, hash): &(String, String)| Component {
        version: None,
        hashes: Some(hashes(hash)),
        ..Component::new(
            Classification::File,
            &format!("{}/{name}", model.folder),
            "",
            None,
        )
    };
    component.components = Some(Components(model.files.iter().map(file).collect()));
    component
}

/// A SHA-256 in hexadecimal digits.
fn hashes(sha256: &str) -> Hashes {
    Hashes(vec![Hash {
        alg: HashAlgorithm::SHA_256,
        content: HashValue(sha256.to_owned()),
    }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{library, lock, models, tree};
    use std::path::Path;

    fn made() -> (Packages, Checksums, Vec<u8>) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let packages = tree::packages().unwrap();
        let checksums = lock::checksums(&root.join("Cargo.lock")).unwrap();
        let models = models::found(&root.join("static")).unwrap();
        assert_eq!(models.len(), 2);
        let library = library::found().unwrap();
        let contents = Contents {
            packages: &packages,
            checksums: &checksums,
            models: &models,
            library: &library,
        };
        let json = json(&contents).unwrap();
        assert_eq!(super::json(&contents).unwrap(), json);
        (packages, checksums, json)
    }

    #[test]
    fn the_bill_is_valid_and_has_every_crate_with_its_checksum() {
        let (packages, checksums, json) = made();
        let bill = Bom::parse_from_json(&json[..]).unwrap();
        assert!(bill.validate_version(FORMAT).passed());
        let components = bill.components.unwrap().0;
        let dependencies = bill.dependencies.unwrap().0;
        for (key, package) in &packages {
            let component = components
                .iter()
                .find(|it| it.bom_ref.as_ref() == Some(key))
                .unwrap();
            assert_eq!(component.name.to_string(), package.name);
            assert!(component.licenses.is_some(), "{key}");
            let hashes = component
                .hashes
                .as_ref()
                .map(|hashes| hashes.0[0].content.0.as_str());
            assert_eq!(hashes, checksums.get(key).map(String::as_str), "{key}");
            assert_eq!(hashes.is_some(), component.purl.is_some(), "{key}");
            let graph = dependencies
                .iter()
                .find(|it| it.dependency_ref == *key)
                .unwrap();
            assert_eq!(graph.dependencies.len(), package.needs.len());
        }
        let ours = packages.keys().filter(|key| !checksums.contains_key(*key));
        let ours: Vec<_> = ours.map(|key| key.split('@').next().unwrap()).collect();
        assert_eq!(ours, ["app", "inference", "metrics", "model"]);
        let known: Vec<_> = components
            .iter()
            .filter_map(|it| it.bom_ref.as_ref())
            .collect();
        for dependency in dependencies.iter().flat_map(|it| &it.dependencies) {
            assert!(known.contains(&dependency), "{dependency}");
        }
    }

    #[test]
    fn the_bill_has_the_weights_and_neither_date_nor_number() {
        let (_, _, json) = made();
        let text = std::str::from_utf8(&json).unwrap();
        for part in [
            "machine-learning-model",
            "model/weights.000.bin",
            "model-light/model.json",
            "rust-std@1.95.0",
            "pkg:cargo/dlmalloc@",
        ] {
            assert!(text.contains(part), "{part}");
        }
        for part in ["timestamp", "serialNumber"] {
            assert!(!text.contains(part), "{part}");
        }
    }

    #[test]
    fn a_licence_that_is_none_is_refused() {
        let mut packages = Packages::new();
        let package = Package {
            name: PAGE.into(),
            version: "1.0.0".into(),
            licence: "none of it".into(),
            ..Package::default()
        };
        packages.insert("app@1.0.0".into(), package);
        let checksums = Checksums::new();
        let library = Library {
            version: "1.95.0".into(),
            parts: Vec::new(),
        };
        let contents = Contents {
            packages: &packages,
            checksums: &checksums,
            models: &[],
            library: &library,
        };
        let error = json(&contents).unwrap_err().to_string();
        assert!(error.contains("app@1.0.0"), "{error}");
    }
}
