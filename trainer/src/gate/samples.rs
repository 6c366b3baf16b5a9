//! The pictures that the gate is fitted on, with what they show and how much they count.

use std::collections::BTreeMap;

use model::gate::features::features;
use model::gate::{Finding, Glance, Turn};
use model::input::Fix;
use rayon::prelude::*;

use super::kinds;
use super::made;
use crate::random::Stream;

/// A film of a source counts with this power of the source's number of films, so that a small source is not
/// ignored.
const SOURCE_POWER: f64 = -0.75;
/// What a listed outlier and its mirror image count each; a film counts 1 in the mean.
const OUTLIER_WEIGHT: f32 = 3.0;
/// What a picture made to be refused counts: less than listed ones, which are real.
const MADE_WEIGHT: f32 = 0.3;
/// The most pictures of each kind that are made.
const MOST: usize = 3000;

/// A picture to fit on.
pub(super) struct Sample {
    pub(super) features: Vec<f32>,
    pub(super) finding: Finding,
    pub(super) weight: f32,
}

/// A film with its source, or an outlier with its kind.
pub(super) struct Named {
    pub(super) glance: Glance,
    pub(super) name: String,
}

/// A picture before its features are computed.
struct Picture {
    glance: Glance,
    finding: Finding,
    weight: f32,
}

/// All samples: films as they are, mirrored, moved, turned and inverted; outliers; pictures that are made.
pub(super) fn all(films: &[Named], outliers: &[Named], seed: u64) -> Vec<Sample> {
    let drawn = Drawn::new(films, Stream::new(seed, &[]));
    let mut pictures = Vec::new();
    for (film, &weight) in films.iter().zip(&drawn.weights) {
        pictures.push(Picture {
            glance: film.glance.clone(),
            finding: Finding::Upright,
            weight,
        });
        pictures.push(Picture {
            glance: film.glance.mirrored(),
            finding: Finding::Mirrored,
            weight,
        });
    }
    for outlier in outliers {
        for glance in [outlier.glance.clone(), outlier.glance.mirrored()] {
            pictures.push(Picture {
                glance,
                finding: kinds::finding(&outlier.name),
                weight: OUTLIER_WEIGHT,
            });
        }
    }
    pictures.extend(drawn.states());
    pictures.extend(drawn.made());
    let sample = |picture: Picture| Sample {
        features: features(&picture.glance.plane),
        finding: picture.finding,
        weight: picture.weight,
    };
    pictures.into_par_iter().map(sample).collect()
}

/// Films to draw from, each source as often as its weight says.
struct Drawn<'a> {
    films: &'a [Named],
    /// Of each film; 1 in the mean.
    weights: Vec<f32>,
    /// The sum of weights up to each film.
    ends: Vec<f32>,
    stream: Stream,
}

impl<'a> Drawn<'a> {
    fn new(films: &'a [Named], stream: Stream) -> Self {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for film in films {
            *counts.entry(&film.name).or_default() += 1.0;
        }
        let weight = |film: &Named| {
            let count = counts.get(film.name.as_str()).copied();
            count.unwrap_or(1.0).powf(SOURCE_POWER)
        };
        let total: f64 = films.iter().map(weight).sum();
        #[expect(clippy::cast_possible_truncation, reason = "numbers around 1")]
        let scaled = |film| (weight(film) / total * films.len() as f64) as f32;
        let weights: Vec<f32> = films.iter().map(scaled).collect();
        let mut end = 0.0;
        let ends = weights.iter().map(|weight| {
            end += weight;
            end
        });
        Self {
            films,
            ends: ends.collect(),
            weights,
            stream,
        }
    }

    fn film(&self, draw: &mut Stream) -> &'a Glance {
        let total = self.ends.last().copied().unwrap_or(0.0);
        let place = draw.unit() * total;
        let film = self.ends.partition_point(|&end| end <= place);
        &self.films[film.min(self.films.len() - 1)].glance
    }

    /// Pictures of one kind, each with a stream of its own.
    fn pictures(
        &self,
        kind: u64,
        count: usize,
        make: impl Fn(&mut Stream, usize) -> Picture + Sync,
    ) -> Vec<Picture> {
        let stream = self.stream.branch(kind);
        let numbers = (0..count).into_par_iter();
        let picture = |number: usize| make(&mut stream.branch(number as u64), number);
        numbers.map(picture).collect()
    }

    /// Films in another position and contrast: upright, turned and inverted, one in four mirrored; and
    /// negatives that are turned, which are negatives in the first place.
    fn states(&self) -> Vec<Picture> {
        let moved = |draw: &mut Stream, number: usize| {
            let film = self.film(draw);
            if number.is_multiple_of(2) {
                made::film(film, draw)
            } else {
                film.clone()
            }
        };
        let upright = |draw: &mut Stream, _| Picture {
            glance: made::film(self.film(draw), draw),
            finding: Finding::Upright,
            weight: 1.0,
        };
        let mirrored = |draw: &mut Stream, _| Picture {
            glance: made::film(self.film(draw), draw).mirrored(),
            finding: Finding::Mirrored,
            weight: 1.0,
        };
        let count = MOST.min(self.films.len());
        let mut pictures = self.pictures(0, 2 * count, upright);
        pictures.extend(self.pictures(1, 2 * count, mirrored));
        for (kind, finding, fix) in [
            (2, Finding::Rotated(Turn::Quarter), Fix::Rotate90),
            (3, Finding::Rotated(Turn::Half), Fix::Rotate180),
            (4, Finding::Rotated(Turn::ThreeQuarters), Fix::Rotate270),
            (5, Finding::Inverted, Fix::Invert),
        ] {
            pictures.extend(self.pictures(kind, count, |draw, number| {
                let mut glance = moved(draw, number);
                if number % 4 == 1 {
                    glance = glance.mirrored();
                }
                Picture {
                    glance: glance.fixed(fix),
                    finding,
                    weight: 1.0,
                }
            }));
        }
        let turns = [Fix::Rotate90, Fix::Rotate180, Fix::Rotate270];
        pictures.extend(self.pictures(6, count / 3, |draw, number| {
            Picture {
                glance: moved(draw, number)
                    .fixed(turns[number % 3])
                    .fixed(Fix::Invert),
                finding: Finding::Inverted,
                weight: 1.0,
            }
        }));
        pictures
    }

    /// Pictures to be refused.
    fn made(&self) -> Vec<Picture> {
        let count = MOST.min(self.films.len()) / 2;
        let refused = |glance, finding| Picture {
            glance,
            finding,
            weight: MADE_WEIGHT,
        };
        let mut pictures = self.pictures(10, count, |draw, _| {
            let film = self.film(draw);
            refused(made::framed(film, draw), Finding::Composite)
        });
        pictures.extend(self.pictures(11, count, |draw, _| {
            let films = [(); 4].map(|()| self.film(draw));
            refused(made::collage(films, draw), Finding::Composite)
        }));
        pictures.extend(self.pictures(12, count / 2, |draw, _| {
            let film = self.film(draw);
            refused(made::close_up(film, draw), Finding::Other)
        }));
        pictures.extend(self.pictures(13, count / 2, |draw, _| {
            let film = self.film(draw);
            refused(made::tilted(film, draw), Finding::Other)
        }));
        pictures.extend(self.pictures(14, count, |draw, _| {
            refused(made::drawing(draw), Finding::Other)
        }));
        pictures
    }
}
